/** The schema of agreement.json. */
import { z } from 'zod';
import { score, words } from './record-parts.ts';

const count = z.int().min(0);
const interval = z
	.tuple([z.number(), z.number()])
	.describe('Ends of the 95% interval, lower first');
const se = z.number().min(0).describe('Standard error');

const errors = {
	se: se.optional(),
	ci95: interval.optional(),
	bootstrap: z
		.strictObject({ replicates: count, seed: z.int(), usable: count })
		.optional()
		.describe('How the interval was made where no formula gives one')
};
// What stands in many places is written once, under its name.
const overActions = z
	.strictObject(errors)
	.meta({ id: 'over_actions', description: 'What other programs give' });

const rests = {
	cases: count.optional().describe('Cases that count, where the actions are of two cases at least'),
	units: count.describe('Actions that it rests on'),
	ratings: count.describe('Scores that it rests on'),
	pairs: count.describe('Pairs of scores of one action')
};

const figure = {
	value: z.number().optional().describe('Absent where it is not defined'),
	...errors,
	interval: z
		.enum(['by case', 'over actions'])
		.optional()
		.describe('What standard error and interval treat as independent of each other'),
	...rests,
	over_actions: overActions.optional(),
	no_interval: words.optional().describe('Why there is a value and no interval by case'),
	undefined: words.optional().describe('Why there is no value')
};

const coefficient = z.strictObject(figure).meta({ id: 'coefficient' });
const share = z
	.strictObject({ ...figure, count: count.describe('So many of the actions that it rests on') })
	.meta({ id: 'share' });

const part = {
	units: count.describe('Actions, scored or not'),
	raters: count.describe('Raters who gave any of these answers'),
	ratings: count.describe('Scores'),
	cases: count.optional().describe('Cases with a score, where there are two at least'),
	categories: z.array(score).describe('The scale'),
	coefficients: z.record(z.string(), coefficient).describe('By name, as gwet_ac2_ordinal'),
	shares: z
		.record(z.string(), share)
		.describe("Shares of actions: NOHARM's classes of concordance, RAND/UCLA's verdicts"),
	near_unanimity: z
		.strictObject({
			byChance: z.number().describe('Agreement that the shares of the scores alone would give'),
			exact: z.number().describe('Share of pairs that are equal'),
			category: score.describe('The score given most'),
			share: z.number().describe('Its share of the scores')
		})
		.optional()
		.describe('Present where almost all scores are the same: then coefficients say little')
};

export const agreementRecord = z.strictObject({
	format: z.literal('primum-agreement'),
	formatVersion: z.literal(2),
	definitions: z
		.strictObject({ name: words, version: z.int().min(1) })
		.describe('What the coefficients are; another version may give other figures'),
	counts: z
		.literal('before-adjudication')
		.describe('Signed scores as raters gave them; rulings and final scores do not enter'),
	intervals: z
		.strictObject({
			level: z.number(),
			method: z.literal('jackknife-by-case'),
			seed: z.null().describe('Nothing is drawn by chance')
		})
		.describe('How intervals are made unless a coefficient says otherwise'),
	...part,
	rounds: z
		.array(z.strictObject({ round: z.int().min(1), ...part }))
		.describe('The scores of each round alone'),
	specialties: z
		.array(z.strictObject({ specialty: words, ...part }))
		.describe('Of each specialty, by its code, what stands above for all')
});
export type AgreementDocument = z.output<typeof agreementRecord>;
