/** A rating: what one rater says of one action. */
import type { Score } from './scale.ts';

export const CANNOT_RATE_REASONS = [
	'outside-specialty',
	'not-enough-information',
	'wording-ambiguous'
] as const;
export type CannotRateReason = (typeof CANNOT_RATE_REASONS)[number];

export const CANNOT_RATE_WORDS: Record<CannotRateReason, string> = {
	'outside-specialty': 'Outside my specialty',
	'not-enough-information': 'Not enough information',
	'wording-ambiguous': 'Wording is ambiguous'
};

export const FLAGS = [
	'missing-information',
	'ambiguous-wording',
	'outside-specialty',
	'duplicate',
	'other'
] as const;
export type Flag = (typeof FLAGS)[number];

export const FLAG_WORDS: Record<Flag, string> = {
	'missing-information': 'Missing information',
	'ambiguous-wording': 'Ambiguous wording',
	'outside-specialty': 'Outside my specialty',
	duplicate: 'Duplicate of another action',
	other: 'Other'
};

export const MAX_COMMENT = 4_000;

/** How many saves one request may carry. */
export const MAX_SAVES = 50;

/** The judgement itself. A score and a reason exclude each other; neither means not yet rated. */
export type RatingValue = {
	score: Score | null;
	cannotRate: CannotRateReason | null;
	comment: string;
	flags: Flag[];
};

export const EMPTY_RATING: RatingValue = { score: null, cannotRate: null, comment: '', flags: [] };

/** Where a change of a rating came from. */
export const SOURCES = ['web', 'import', 'api', 'seed'] as const;
export type Source = (typeof SOURCES)[number];

/** True where the action counts as answered: a score, or a reason why there is none. */
export function isRated(value: Pick<RatingValue, 'score' | 'cannotRate'>): boolean {
	return value.score !== null || value.cannotRate !== null;
}

/** True where two judgements say the same. */
export function sameValue(a: RatingValue, b: RatingValue): boolean {
	return (
		a.score === b.score &&
		a.cannotRate === b.cannotRate &&
		a.comment === b.comment &&
		sameFlags(a.flags, b.flags)
	);
}

/** True where the same flags are set, in whichever order. */
export function sameFlags(a: readonly Flag[], b: readonly Flag[]): boolean {
	return a.length === b.length && a.every((flag) => b.includes(flag));
}
