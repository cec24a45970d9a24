/** The shape of an account of agreement, for programs. */
import { z } from 'zod';
import { count, list } from './values.ts';

const interval = z.tuple([z.number(), z.number()]);
const rests = { units: count, ratings: count, pairs: count };
const over = z.object({
	se: z.number().optional(),
	ci95: interval.optional(),
	bootstrap: z.object({ replicates: z.int(), seed: z.int(), usable: z.int() }).optional()
});

/** A coefficient: its value with standard error and interval, or why it has none. */
const entry = z.object({
	value: z.number().optional(),
	...over.shape,
	interval: z.enum(['by case', 'over actions']).optional(),
	cases: count.optional(),
	...rests,
	over_actions: over.optional(),
	no_interval: z.string().optional(),
	undefined: z.string().optional()
});
const coefficients = z.record(z.string(), entry);

/** What `primum agreement` reports. */
export const accountAnswer = z.looseObject({
	...{ units: count, raters: count, ratings: count, cases: count.optional() },
	...{ categories: list(z.number()), coefficients },
	rater_profiles: list(
		z.object({
			...{ rater: z.string(), ratings: count, shared: count, severity: z.number().optional() },
			...{ alpha_without: entry, middle: z.number(), ends: z.number() }
		})
	),
	rater_pairs: list(z.object({ first: z.string(), second: z.string(), kappa_quadratic: entry })),
	variance: z.looseObject({ undefined: z.string().optional() }),
	slices: list(z.looseObject({ name: z.string(), coefficients })).optional(),
	differences: z.record(z.string(), entry.extend({ t: z.number().optional() })).optional()
});
