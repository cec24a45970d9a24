import type { Coefficient, Figure } from './coefficient.ts';
import * as sumsOf from './sums.ts';
import type { Layout } from './sums.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Table } from './table.ts';
import { corrected, fromSums } from './weighted.ts';
import * as weights from './weights.ts';

/**
 * Brennan and Prediger's kappa, weighted: chance agreement T/q², T the sum of the weights, whatever
 * the ratings. Where all ratings are equal it is therefore defined, with the value 1.
 *
 * Source: Brennan and Prediger, Educational and Psychological Measurement 41, 1981; in the weighted
 * form of Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, chapters 2 and 3.
 *
 * @throws RangeError where the table is faulty, see tally
 */
export function kappa(
	source: Table | Tally,
	kind: weights.Kind,
	categories?: readonly number[]
): Coefficient {
	const t = tally(source, categories);
	const w = weights.matrix(kind, t.categories);
	const pe = expected(w);
	const each = new Float64Array(t.sizes.length).fill(pe);
	return corrected(t, w, { pe, each, per: 'pattern' });
}

/** The same from sums of units. */
export function figure(given: Layout, kind: weights.Kind): Figure {
	const pe = expected(given.near[kind]);
	return {
		scale: 'chance-corrected',
		units: (sums) => sumsOf.rated(sums).units,
		of: (sums) => fromSums(sums, kind, pe)
	};
}

const expected = (w: weights.Weights) => w.reduce((sum, x) => sum + x, 0) / w.length;
