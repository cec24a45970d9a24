import type { Coefficient, Figure } from './coefficient.ts';
import * as sumsOf from './sums.ts';
import type { Layout } from './sums.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Table } from './table.ts';
import { corrected, dot, fromSums, means, prevalence, times } from './weighted.ts';
import * as weights from './weights.ts';

const ONE_UNIT =
	'There is one unit only: its kappa is -1/(r-1) by construction, r the number of its ratings.';

/**
 * Fleiss' kappa, weighted, with missing ratings allowed: chance agreement Σ w_kl π_k π_l.
 *
 * Source: Fleiss, Psychological Bulletin 76, 1971; in the weighted form of Gwet, Handbook of
 * Inter-Rater Reliability, 4th edition, 2014, chapters 2 and 3.
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
	const shares = prevalence(t);
	const near = times(w, shares);
	return corrected(t, w, {
		pe: dot(shares, near),
		each: means(t, near),
		per: 'pattern',
		alone: ONE_UNIT
	});
}

/** The same from sums of units. */
export function figure(given: Layout, kind: weights.Kind): Figure {
	const w = given.near[kind];
	return {
		scale: 'chance-corrected',
		units: (sums) => sumsOf.rated(sums).units,
		of: (sums) => {
			const shares = sumsOf.prevalence(given, sums);
			return fromSums(sums, kind, dot(shares, times(w, shares)), ONE_UNIT);
		}
	};
}
