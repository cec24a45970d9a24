import type { Coefficient, Figure } from './coefficient.ts';
import * as sumsOf from './sums.ts';
import type { Layout } from './sums.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Table } from './table.ts';
import { corrected, fromSums, means, prevalence } from './weighted.ts';
import * as weights from './weights.ts';

const ONE_CATEGORY = 'Chance agreement needs at least two categories.';

/**
 * Gwet's AC1 (identity weights) and AC2 (any other): chance agreement T/(q(q-1)) Σ π_k(1-π_k), T
 * the sum of the weights. Unlike the kappas it stays defined, with the value 1, where all ratings
 * are equal, because it expects no agreement by chance there.
 *
 * Source: Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, chapters 2 and 3.
 *
 * @throws RangeError where the table is faulty, see tally
 */
export function ac(
	source: Table | Tally,
	kind: weights.Kind,
	categories?: readonly number[]
): Coefficient {
	const t = tally(source, categories);
	const q = t.categories.length;
	if (q < 2) return { undefined: ONE_CATEGORY, ...t.rated };
	const w = weights.matrix(kind, t.categories);
	const shares = prevalence(t);
	const factor = factorOf(w, q);
	const each = means(
		t,
		shares.map((share) => 1 - share)
	).map((mean) => factor * mean);
	return corrected(t, w, { pe: expected(shares, w), each, per: 'pattern' });
}

/** The same from sums of units. */
export function figure(given: Layout, kind: weights.Kind): Figure {
	const w = given.near[kind];
	return {
		scale: 'chance-corrected',
		units: (sums) => sumsOf.rated(sums).units,
		of: (sums) =>
			given.categories.length < 2
				? { undefined: ONE_CATEGORY, ...sumsOf.rated(sums) }
				: fromSums(sums, kind, expected(sumsOf.prevalence(given, sums), w))
	};
}

const factorOf = (w: weights.Weights, q: number) =>
	w.reduce((sum, x) => sum + x, 0) / (q * (q - 1));

/** @param shares the prevalence of each category */
function expected(shares: Float64Array, w: weights.Weights): number {
	return factorOf(w, shares.length) * shares.reduce((sum, x) => sum + x * (1 - x), 0);
}
