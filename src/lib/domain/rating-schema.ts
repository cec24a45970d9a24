/**
 * What a rating must look like when it comes in. Apart from rating.ts and scale.ts, which every rater's
 * browser loads: the checks run on the server and would be a fifth of what the case screen weighs.
 */
import { z } from 'zod';
import { CANNOT_RATE_REASONS, FLAGS, MAX_COMMENT } from './rating.ts';
import type { Score } from './scale.ts';

export const scoreSchema = z
	.number({ error: 'must be a whole number from 1 to 9' })
	.int('must be a whole number from 1 to 9')
	.min(1, 'must be a whole number from 1 to 9')
	.max(9, 'must be a whole number from 1 to 9')
	.transform((value) => value as Score);

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

/** One save, as the case screen sends it. */
export const saveSchema = z
	.object({
		/** Made by the client, the same on every retry, so that a retry is never a second change. */
		operation: z.uuid('must be a UUID'),
		action: z.int32().positive(),
		/** The version the change was based on; 0 where the action was not rated before. */
		version: z.int32().nonnegative(),
		value: ratingValueSchema,
		/** Milliseconds of active attention on this action since the last save, at most an hour. */
		activeMs: z.number().int().min(0).max(3_600_000).default(0),
		/**
		 * The version of the study's words that the screen showed. Not known for changes that waited since before
		 * this was kept, nor for programs.
		 */
		words: z.int32().positive().nullish()
	})
	.strict();
export type Save = z.output<typeof saveSchema>;
