/** A leaderboard and its submissions in words, for those who run the study. */
import { decimal, share, when } from '#lib/components/figures.ts';
import { whoWords } from '#lib/components/submit/state-words.ts';
import type { Figured } from '#lib/domain/submission.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import type { ListedSubmission } from '#lib/server/services/boards/index.ts';

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

/** What a submission is, after its name: `people, 5; version 2`. */
export function kindWords({
	kind,
	people,
	version
}: Pick<ListedSubmission, 'kind' | 'people' | 'version'>): string {
	const who = whoWords({ kind, people });
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
