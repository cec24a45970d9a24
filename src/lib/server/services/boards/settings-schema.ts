/** What a coordinator sets of a leaderboard, and the limits of each setting. */
import { z } from 'zod';
import { wholeNumber } from '#lib/domain/study.ts';
import { MAX_TERMS } from '#lib/domain/submission.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';

/** The most submissions that a team can be allowed a day. */
const MOST_A_DAY = 1_000;

const mostTerms = `at most ${MAX_TERMS.toLocaleString('en')} characters`;

/** A change of some of the settings: those that are not given stay. */
export const boardChangeSchema = z
	.object({
		scheme: z.enum(SCHEME_NAMES, 'choose one of the schemes'),
		/** True while submissions are taken. */
		accepts: z.boolean(),
		/** Whether submitters see their own result before it is approved. */
		showsOwnResult: z.boolean(),
		/** Submissions a team may send a day. */
		dailyLimit: wholeNumber(1, MOST_A_DAY),
		/** What a submitter agrees to: Markdown; '' for nothing. */
		terms: z
			.string()
			.transform((text) => text.replaceAll('\r\n', '\n').trim())
			.pipe(z.string().max(MAX_TERMS, mostTerms)),
		/** The id of an approved submission of people, which is drawn as a line; null for none. */
		humanLine: z.number().int().nullable()
	})
	.partial();
export type BoardChangeInput = z.input<typeof boardChangeSchema>;
export type BoardSettings = z.output<typeof boardChangeSchema>;
