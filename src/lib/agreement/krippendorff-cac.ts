import { isPositive, NO_PAIRS, ONE_PAIRED, PAIRED_EQUAL } from './coefficient.ts';
import type { Coefficient, Figure } from './coefficient.ts';
import { fromDistances, stated } from './krippendorff.ts';
import * as sumsOf from './sums.ts';
import type { Layout } from './sums.ts';
import type { Table } from './table.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import { agreement, dot, interval, means, times } from './weighted.ts';
import * as weights from './weights.ts';

/**
 * Krippendorff's alpha in the form of Gwet's family, (pa - pe)/(1 - pe) over the units with at
 * least two ratings, with a standard error and an interval. Identity weights give nominal alpha and
 * quadratic weights interval alpha; Gwet's ordinal weights do not give Krippendorff's ordinal
 * alpha.
 *
 * Source of the value: Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, chapters 2 and
 * 3. The standard error linearises pa and pe as ratios of sums over units to the number of ratings,
 * and leaves out the correction for small samples; the interval is a t interval with one degree of
 * freedom less than there are rated units.
 *
 * @throws RangeError where the table is faulty, see tally
 */
export function alpha(
	source: Table | Tally,
	kind: weights.Kind,
	categories?: readonly number[]
): Coefficient {
	const t = tally(source, categories);
	const { units, ratings } = t.paired;
	if (units === 0) return { undefined: NO_PAIRS, ...t.paired };
	const w = weights.matrix(kind, t.categories);
	const mean = ratings / units;
	const paired = (pattern: number) => t.sizes[pattern]! >= 2;

	const shares = new Float64Array(t.categories.length);
	t.counts.forEach((count, at) => {
		const pattern = Math.floor(at / shares.length);
		if (paired(pattern)) shares[at % shares.length]! += (t.times[pattern]! * count) / ratings;
	});
	const near = times(w, shares);
	const pe = dot(shares, near);
	if (!isPositive(1 - pe, 1)) return { undefined: PAIRED_EQUAL, ...t.paired };
	if (units === 1) return { undefined: ONE_PAIRED, ...t.paired };

	const agreed = agreement(t, w);
	const pa = agreed.reduce((sum, x, p) => sum + t.times[p]! * t.sizes[p]! * x, 0) / ratings;
	const plain = (pa - pe) / (1 - pe);
	const value = (pa + (1 - pa) / ratings - pe) / (1 - pe);

	const expected = means(t, near);
	let squares = 0;
	t.sizes.forEach((size, p) => {
		if (!paired(p)) return;
		const weight = size / mean;
		const ownPa = weight * (agreed[p]! - pa);
		const ownPe = weight * (expected[p]! - pe);
		squares += t.times[p]! * ((ownPa - 2 * (1 - plain) * ownPe) / (1 - pe)) ** 2;
	});
	const { se, ci95 } = interval(value, squares, units, t.rated);
	return { value, se, ci95, ...t.paired };
}

/**
 * The same from sums of units: agreement is that of the coincidences, chance that of their totals, and the
 * correction for small samples is Krippendorff's own (N - 1 for N).
 */
export function figure(given: Layout, kind: weights.Kind): Figure {
	const w = given.near[kind];
	const q = given.categories.length;
	return {
		scale: 'chance-corrected',
		units: (sums) => sumsOf.paired(sums).units,
		of: (sums) =>
			stated(sumsOf.paired(sums), () =>
				fromDistances(
					sumsOf.totals(given, sums),
					sumsOf.coincidences(given, sums),
					(c, k) => 1 - w[c * q + k]!
				)
			)
	};
}
