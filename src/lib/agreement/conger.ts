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
	const { given, shares } = sharesOf(t);
	const { starts, who, values } = t.given;
	const active = given.filter((count) => count > 0).length;
	const pairs = active * (active - 1);

	const all = new Float64Array(q).map((_, k) => shares.reduce((sum, share) => sum + share[k]!, 0));
	// What the other raters make of a rating, and of this rater's ratings on average.
	const others = shares.map((share) =>
		times(
			w,
			all.map((x, k) => x - share[k]!)
		)
	);
	const own = shares.map((share, g) => dot(share, others[g]!));
	const pe = own.reduce((sum, x) => sum + x, 0) / pairs;

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
		units: (sums) => sumsOf.rated(sums).units,
		of: (sums) => {
			const counts = sumsOf.byRater(given, sums);
			const all = new Float64Array(q);
			let active = 0;
			let own = 0;
			for (let from = 0; from < given.raters * q; from += q) {
				let ratings = 0;
				for (let k = 0; k < q; k++) ratings += counts[from + k]!;
				if (ratings === 0) continue;
				active++;
				let near = 0;
				for (let k = 0; k < q; k++) {
					const count = counts[from + k]!;
					if (count === 0) continue;
					all[k]! += count / ratings;
					for (let l = 0; l < q; l++) near += count * w[k * q + l]! * counts[from + l]!;
				}
				own += near / ratings ** 2;
			}
			// Over pairs of different raters: everybody with everybody, less everybody with themselves.
			const pe = (dot(all, times(w, all)) - own) / (active * (active - 1));
			return fromSums(sums, kind, pe, ONE_UNIT);
		}
	};
}

const known = new WeakMap<Tally, Shares>();

/** How many ratings each rater gave, and the share of each category among them. */
type Shares = { given: Float64Array; shares: readonly Float64Array[] };

/** The same for all weights, so counted once for a tally. */
function sharesOf(t: Tally): Shares {
	const found = known.get(t);
	if (found !== undefined) return found;
	const place = placer(t.categories);
	const given = new Float64Array(t.raters);
	const shares = Array.from({ length: t.raters }, () => new Float64Array(t.categories.length));
	const { who, values } = t.given;
	for (let rating = 0; rating < values.length; rating++) {
		given[who[rating]!]!++;
		shares[who[rating]!]![place(values[rating]!)]!++;
	}
	shares.forEach((share, g) => share.forEach((count, k) => (share[k] = count / (given[g]! || 1))));
	known.set(t, { given, shares });
	return { given, shares };
}
