/** A rating: what one rater says of one action. */
import { z } from 'zod';
import { scoreSchema, type Score } from './scale.ts';

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

/** The judgement itself. A score and a reason exclude each other; neither means not yet rated. */
export type RatingValue = {
	score: Score | null;
	cannotRate: CannotRateReason | null;
	comment: string;
	flags: Flag[];
};

export const EMPTY_RATING: RatingValue = { score: null, cannotRate: null, comment: '', flags: [] };

export const ratingValueSchema = z
	.object({
		score: scoreSchema.nullable(),
		cannotRate: z.enum(CANNOT_RATE_REASONS).nullable(),
		comment: z.string().max(MAX_COMMENT, `at most ${MAX_COMMENT.toLocaleString('en')} characters`),
		flags: z.array(z.enum(FLAGS)).transform((flags) => FLAGS.filter((flag) => flags.includes(flag)))
	})
	.strict()
	.refine((value) => value.score === null || value.cannotRate === null, {
		message: 'give either a score or a reason why it cannot be rated, not both',
		path: ['cannotRate']
	});

/** Where a change of a rating came from. */
export const SOURCES = ['web', 'import', 'api', 'seed'] as const;
export type Source = (typeof SOURCES)[number];

/** One save, as the case screen sends it. */
export const saveSchema = z
	.object({
		/** Made by the client, the same on every retry, so that a retry is never a second change. */
		operation: z.uuid('must be a UUID'),
		action: z.number().int().positive(),
		/** The version the change was based on; 0 where the action was not rated before. */
		version: z.number().int().nonnegative(),
		value: ratingValueSchema,
		/** Milliseconds of active attention on this action since the last save, at most an hour. */
		activeMs: z.number().int().min(0).max(3_600_000).default(0)
	})
	.strict();
export type Save = z.output<typeof saveSchema>;

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
		a.flags.length === b.flags.length &&
		a.flags.every((flag) => b.flags.includes(flag))
	);
}
