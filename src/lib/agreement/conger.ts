import type { Coefficient } from './coefficient.ts';
import { placer } from './table.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Table } from './table.ts';
import { corrected, dot, times } from './weighted.ts';
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
