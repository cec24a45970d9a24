/** What a coordinator sets about qualification. Apart from qualification.ts, which raters' browsers load. */
import { z } from 'zod';
import { DEFAULT_PASS_MARK, DEFAULT_TRIES } from './qualification.ts';
import { reasonFor } from './reason-schema.ts';
import { wholeNumber } from './study.ts';

/** More cases than anybody would rate before the study begins. */
const MAX_GOLD = 500;

export const qualificationSchema = z.object({
	/** False: the study asks for none. The gold cases stay gold. */
	required: z.boolean(),
	/** Per cent of the answers that must agree. */
	passMark: wholeNumber(1, 100).default(DEFAULT_PASS_MARK),
	tries: wholeNumber(1, 10).default(DEFAULT_TRIES),
	/** The gold cases, by external id. */
	cases: z.array(z.string()).max(MAX_GOLD, `at most ${MAX_GOLD} cases`)
});
export type QualificationInput = z.input<typeof qualificationSchema>;

/** Why a rater is accepted without passing. */
export const acceptanceSchema = z.object({
	reason: reasonFor('say why the rater is accepted')
});
