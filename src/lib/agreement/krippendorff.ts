import { NO_PAIRS, ONE_PAIRED, PAIRED_EQUAL } from './coefficient.ts';
import type { Coefficient, Counts, Figure } from './coefficient.ts';
import * as sumsOf from './sums.ts';
import type { Layout } from './sums.ts';
import type { Table } from './table.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';

/** How far apart two ratings are taken to be. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

export const METRICS: readonly Metric[] = ['nominal', 'ordinal', 'interval', 'ratio'];

/**
 * Krippendorff's alpha over the units with at least two ratings, 1 - (N-1) Σ o_ck δ²_ck / Σ n_c n_k
 * δ²_ck: 1 is full agreement, 0 what chance would give. One unit has no alpha: what chance would
 * give is taken from the ratings, and with one unit these are the ones it is held against. For a
 * standard error see krippendorff-cac, for an interval by resampling see bootstrap.
 *
 * Source: Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
 *
 * @param source units × raters, or its tally
 * @param categories ascending; ratio needs them 0 or more
 * @throws RangeError where the table is faulty, see tally
 */
export function alpha(
	source: Table | Tally,
	metric: Metric,
	categories?: readonly number[]
): Coefficient {
	const t = tally(source, categories);
	return stated(t.paired, () => fromTimes(t, t.times, metric), unfit(metric, t.categories));
}

/** The same from sums of units. */
export function figure(given: Layout, metric: Metric): Figure {
	const { categories } = given;
	return {
		scale: 'chance-corrected',
		units: (sums) => sumsOf.paired(sums).units,
		of: (sums) =>
			stated(
				sumsOf.paired(sums),
				() =>
					fromCoincidences(
						sumsOf.totals(given, sums),
						sumsOf.coincidences(given, sums),
						metric,
						categories
					),
				unfit(metric, categories)
			)
	};
}

/** Why a metric cannot be used with these categories; undefined where it can. */
function unfit(metric: Metric, categories: readonly number[]): string | undefined {
	if (metric !== 'ratio' || categories[0]! >= 0) return undefined;
	return 'The ratio metric needs categories of 0 or more.';
}

/**
 * An alpha with its counts, or the reason why there is none.
 *
 * @param valueOf undefined where no disagreement is expected
 * @param unfit a reason that lies in the scale
 */
export function stated(
	counts: Counts,
	valueOf: () => number | undefined,
	unfit?: string
): Coefficient {
	if (counts.units === 0) return { undefined: NO_PAIRS, ...counts };
	if (unfit !== undefined) return { undefined: unfit, ...counts };
	const value = valueOf();
	if (value === undefined) return { undefined: PAIRED_EQUAL, ...counts };
	return counts.units === 1 ? { undefined: ONE_PAIRED, ...counts } : { value, ...counts };
}

/**
 * Alpha of a table in which each pattern of a tally stands `times` times, for resampling.
 *
 * @returns undefined where no disagreement is expected
 */
export function fromTimes(t: Tally, times: ArrayLike<number>, metric: Metric): number | undefined {
	const found = coincidences(t, times);
	return fromCoincidences(found.totals, found.coincidences, metric, t.categories);
}

/** Alpha of units whose coincidences are added up already, as `fromDistances` takes them. */
export function fromCoincidences(
	totals: Float64Array,
	pairs: Float64Array,
	metric: Metric,
	categories: readonly number[]
): number | undefined {
	let before = 0;
	// Ratings below each category: the ordinal metric counts those between two.
	const below = totals.map((count) => (before += count) - count);
	const between = (c: number, k: number) =>
		below[k]! + totals[k]! - below[c]! - (totals[c]! + totals[k]!) / 2;
	return fromDistances(
		totals,
		pairs,
		(c, k) => distance(categories[c]!, categories[k]!, metric, () => between(c, k)) ** 2
	);
}

/**
 * 1 - (N-1) Σ o_ck d_ck / Σ n_c n_k d_ck, over categories c < k.
 *
 * @param totals n_c, ratings of each category
 * @param pairs o_ck for c < k, as categories × categories, row after row
 * @param apart d_ck, how much two categories disagree; 0 or more
 * @returns undefined where no disagreement is expected
 */
export function fromDistances(
	totals: Float64Array,
	pairs: Float64Array,
	apart: (c: number, k: number) => number
): number | undefined {
	const q = totals.length;
	let found = 0;
	let expected = 0;
	for (let c = 0; c < q; c++) {
		for (let k = c + 1; k < q; k++) {
			const d = apart(c, k);
			found += pairs[c * q + k]! * d;
			expected += totals[c]! * totals[k]! * d;
		}
	}
	// A sum of terms that are never negative: it is 0 only where each of them is.
	if (expected === 0) return undefined;
	const ratings = totals.reduce((sum, x) => sum + x, 0);
	return 1 - ((ratings - 1) * found) / expected;
}

/** n_c for every category, and o_ck for c < k only: the metric is symmetric and 0 where c = k. */
export function coincidences(t: Tally, times: ArrayLike<number>) {
	const q = t.categories.length;
	const totals = new Float64Array(q);
	const pairs = new Float64Array(q * q);
	for (let pattern = 0, at = 0; pattern < t.sizes.length; pattern++, at += q) {
		const size = t.sizes[pattern]!;
		const units = times[pattern]!;
		if (size < 2 || units === 0) continue;
		for (let c = 0; c < q; c++) {
			const count = t.counts[at + c]!;
			if (count === 0) continue;
			totals[c]! += units * count;
			const share = (units * count) / (size - 1);
			for (let k = c + 1; k < q; k++) pairs[c * q + k]! += share * t.counts[at + k]!;
		}
	}
	return { totals, coincidences: pairs };
}

function distance(c: number, k: number, metric: Metric, ranks: () => number): number {
	switch (metric) {
		case 'nominal':
			return 1;
		case 'ordinal':
			return ranks();
		case 'interval':
			return k - c;
		case 'ratio':
			return (k - c) / (k + c);
	}
}
