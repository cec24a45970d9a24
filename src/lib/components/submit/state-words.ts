/** How a submission stands, in words. */
import type { SubmissionState } from '#lib/domain/submission.ts';
import type { Covers, Hidden } from '#lib/domain/submission-result.ts';
import type { Allowance } from '#lib/domain/submission-limit.ts';
import { count, many, share } from '../figures.ts';

/** In a word or two. */
export const STATE_WORDS: Record<SubmissionState, string> = {
	scoring: 'Being scored',
	waiting: 'Waits for approval',
	approved: 'Approved',
	rejected: 'Rejected',
	withdrawn: 'Withdrawn',
	failed: 'Not scored',
	superseded: 'Replaced'
};

/** What that means for whoever sent it. */
export const STATE_MEANINGS: Record<SubmissionState, string> = {
	scoring: 'A job scores it, within minutes.',
	waiting: 'It is scored. Whoever runs the study decides whether it comes onto the leaderboard.',
	approved: 'It stands on the leaderboard.',
	rejected: 'It does not stand on the leaderboard. You can send a further version.',
	withdrawn: 'It was taken back, and is not shown anywhere.',
	failed: 'It could not be scored. Send it again; nothing of it stands on the leaderboard.',
	superseded: 'A later version was approved, and stands on the leaderboard in its place.'
};

/** `All of it`, or how much: a system is held to what it covers. */
export function coverWords({ items, of, cases, ofCases }: Covers): string {
	if (items === of) return `all ${many(of, 'item')} of ${many(ofCases, 'case')}`;
	return `${count(items)} of ${many(of, 'item')} (${share(of === 0 ? 0 : items / of)}), ${count(cases)} of ${many(ofCases, 'case')}`;
}

export const isPartial = ({ items, of }: Covers) => items < of;

/** Why no result is shown. */
export const HIDDEN_WORDS: Record<Hidden, string> = {
	none: 'There is no result yet.',
	kept: 'This leaderboard shows results only once they are published.',
	'held-out':
		'It answers cases that are held out, and has no total of open cases that can be shown before publication. Send a version that answers every item to see a result.'
};

/** What can still be sent today; null where there is no limit. */
export function allowedWords({ sent, limit }: Allowance): string | null {
	if (limit === null) return null;
	const left = Math.max(0, limit - sent);
	return left === 0
		? `Your team has sent today's ${count(limit)}.`
		: `Your team can send ${count(left)} more today, of ${count(limit)} a day (UTC). A check does not count.`;
}

export const whoWords = ({
	kind,
	people
}: {
	kind: 'model' | 'human' | 'baseline';
	people: number | null;
}): string =>
	kind === 'human'
		? many(people ?? 1, 'person', 'people')
		: kind === 'model'
			? 'model'
			: 'baseline';
