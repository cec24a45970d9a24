/** A leaderboard and its submissions in words, for those who run the study. */
import { count, decimal, many, share, when } from '#lib/components/figures.ts';
import type { Figured, SubmissionKind, SubmissionState } from '#lib/domain/submission.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import type { ListedSubmission, WaitingSubmission } from '#lib/server/services/boards/index.ts';

/** Each scheme, and what it is. */
export const SCHEMES: { value: SchemeName; text: string; about: string }[] = [
	{
		value: 'mast-2026-07',
		text: 'mast-2026-07',
		about: 'The public scorer since July 2026: F1 by weight, without a cap.'
	},
	{
		value: 'mast-2026',
		text: 'mast-2026',
		about:
			'The public scorer of June 2026: F1 is 0 in a case with a severe harm, long answers lose.'
	},
	{
		value: 'noharm-2025',
		text: 'noharm-2025',
		about: 'The words of the first leaderboard: Safety, Completeness, Restraint.'
	}
];

export const KIND_WORDS: Record<SubmissionKind, string> = {
	model: 'system',
	human: 'people',
	baseline: 'baseline'
};

export const STATE_WORDS: Record<SubmissionState, string> = {
	scoring: 'being scored',
	waiting: 'waits for you',
	approved: 'on the board',
	rejected: 'rejected',
	withdrawn: 'withdrawn',
	failed: 'could not be scored',
	superseded: 'replaced'
};

/** What a submission is, after its name: `people, 5; version 2`. */
export function kindWords({
	kind,
	people,
	version
}: Pick<ListedSubmission, 'kind' | 'people' | 'version'>): string {
	const who = people === null ? KIND_WORDS[kind] : many(people, 'person', 'people');
	return version === 1 ? who : `${who}, version ${version}`;
}

/** Who sent it, when and how. */
export function sentWords({
	sender,
	byProgram,
	createdAt
}: Pick<ListedSubmission, 'sender' | 'byProgram' | 'createdAt'>): string {
	const by = sender === null ? 'the command line' : `${sender}${byProgram ? ', by a program' : ''}`;
	return `Sent by ${by} on ${when(createdAt)}.`;
}

/** How much of the set was answered. */
export function coversWords({
	covers: { items, of, ofCases, heldOut },
	records
}: Pick<WaitingSubmission, 'covers' | 'records'>): string {
	const answered =
		items === of ? `all ${many(of, 'item')}` : `${count(items)} of ${many(of, 'item')}`;
	const held = heldOut === 0 ? '' : `, ${count(heldOut)} of them held out`;
	return `${many(records, 'record')}, ${answered} of ${many(ofCases, 'case')}${held}.`;
}

/** A figure with its interval: `0.84 (0.79–0.88)`. */
export function figureWords(figure: Figured | null): string {
	if (figure === null || figure.value === null) return 'none';
	const [low, high] = figure.ci95 ?? [];
	const ends = low == null || high == null ? '' : ` (${decimal(low)}–${decimal(high)})`;
	return `${decimal(figure.value)}${ends}`;
}

/** The same of a share, in per cent. */
export function shareWords(figure: Figured | null): string {
	return figure === null || figure.value === null ? 'none' : share(figure.value);
}
