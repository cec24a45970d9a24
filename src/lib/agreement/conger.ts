import type { Coefficient, Figure } from './coefficient.ts';
import * as sumsOf from './sums.ts';
import type { Layout } from './sums.ts';
import { placer } from './table.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Table } from './table.ts';
import { corrected, dot, fromSums, times } from './weighted.ts';
import type { Chance } from './weighted.ts';
import * as weights from './weights.ts';

const ONE_UNIT = 'There is one unit only: its kappa is 0 by construction, whatever the ratings.';

/**
 * Conger's kappa, weighted, with missing ratings allowed: chance agreement is the mean over pairs
 * of different raters g, h of Σ w_kl p_gk p_hl, where p_gk is the share of k among the ratings of
 * g. A rater without ratings is left out.
 *
 * Source: Conger, Psychological Bulletin 88, 1980; in the weighted form of Gwet, Handbook of
 * Inter-Rater Reliability, 4th edition, 2014, chapters 2 and 3. The standard error linearises each
 * p_gk over the units as the ratio of two means.
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
	return corrected(t, w, chance(t, w));
}

function chance(t: Tally, w: weights.Weights): Chance {
	const q = t.categories.length;
	const place = placer(t.categories);
	const given = new Float64Array(t.raters);
	const shares = Array.from({ length: t.raters }, () => new Float64Array(q));
	const { starts, who, values } = t.given;
	for (let rating = 0; rating < values.length; rating++) {
		given[who[rating]!]!++;
		shares[who[rating]!]![place(values[rating]!)]!++;
	}
	shares.forEach((share, g) => share.forEach((count, k) => (share[k] = count / (given[g]! || 1))));
	const { pe, pairs, others, own } = expected(shares, w);

	const each = Float64Array.from(t.patternOf, (_, unit) => {
		let sum = 0;
		for (let rating = starts[unit]!; rating < starts[unit + 1]!; rating++) {
			const g = who[rating]!;
			sum += (others[g]![place(values[rating]!)]! - own[g]!) / given[g]!;
		}
		return pe + (t.rated.units * sum) / pairs;
	});
	return { pe, each, per: 'unit', alone: ONE_UNIT };
}

/** The same from sums of units in which raters are told apart. */
export function figure(given: Layout, kind: weights.Kind): Figure {
	const w = given.near[kind];
	const q = given.categories.length;
	return {
		scale: 'chance-corrected',
		of: (sums) => {
			const counts = sumsOf.byRater(given, sums);
			const shares = Array.from({ length: given.raters }, (_, g) => {
				const own = counts.subarray(g * q, (g + 1) * q);
				const all = own.reduce((sum, x) => sum + x, 0) || 1;
				return own.map((count) => count / all);
			});
			return fromSums(sums, kind, expected(shares, w).pe, ONE_UNIT);
		}
	};
}

/**
 * What chance gives raters with these shares of the categories; a rater without a rating has shares of 0.
 *
 * @returns `others` what the other raters make of a rating of each category, `own` of this rater's on average
 */
function expected(shares: readonly Float64Array[], w: weights.Weights) {
	const active = shares.filter((share) => share.some((x) => x > 0)).length;
	const pairs = active * (active - 1);
	const all = new Float64Array(Math.sqrt(w.length));
	for (const share of shares) share.forEach((x, k) => (all[k]! += x));
	const others = shares.map((share) =>
		times(
			w,
			all.map((x, k) => x - share[k]!)
		)
	);
	const own = shares.map((share, g) => dot(share, others[g]!));
	return { pe: own.reduce((sum, x) => sum + x, 0) / pairs, pairs, others, own };
}
