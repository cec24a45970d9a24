/**
 * What alpha and percent agreement need of some units, as sums: so the figures of a study are those of its
 * cases added up, and of all cases but one without counting anything again.
 */
import type { Coefficient } from './coefficient.ts';
import { NO_PAIRS, ONE_PAIRED, PAIRED_EQUAL, type Counts } from './coefficient.ts';
import * as krippendorff from './krippendorff.ts';
import type { Table } from './table.ts';
import { tally } from './tally.ts';
import * as weights from './weights.ts';

/** Sums over units with at least two ratings, on the scale from 1 to 9. */
export type Totals = Counts & {
	/** Ratings of each category: n_c. */
	totals: Float64Array;
	/** Coincidences of categories c < k, as categories × categories, row after row: o_ck. */
	coincidences: Float64Array;
	/** Over units: the share of their pairs that are equal. */
	exact: number;
	/** Over units: the share of their pairs that are at most 1 apart. */
	withinOne: number;
};

/** The sums of no unit. */
export function none(categories = 9): Totals {
	return {
		units: 0,
		ratings: 0,
		pairs: 0,
		totals: new Float64Array(categories),
		coincidences: new Float64Array(categories * categories),
		exact: 0,
		withinOne: 0
	};
}

/** @param table units × raters, or × places where it does not matter who rated */
export function of(table: Table): Totals {
	const t = tally(table);
	const within = weights.within(1, t.categories);
	const q = t.categories.length;
	const sums = { exact: 0, withinOne: 0 };
	for (let pattern = 0, at = 0; pattern < t.sizes.length; pattern += 1, at += q) {
		const size = t.sizes[pattern]!;
		if (size < 2) continue;
		let equal = 0;
		let close = 0;
		for (let c = 0; c < q; c += 1) {
			const count = t.counts[at + c]!;
			equal += count * (count - 1);
			for (let k = 0; k < q; k += 1) {
				close += within[c * q + k]! * count * (t.counts[at + k]! - (c === k ? 1 : 0));
			}
		}
		const share = t.times[pattern]! / (size * (size - 1));
		sums.exact += equal * share;
		sums.withinOne += close * share;
	}
	return { ...t.paired, ...krippendorff.coincidences(t, t.times), ...sums };
}

/** Adds some units' sums to others. @param sign -1 takes them away */
export function add(into: Totals, other: Totals, sign: 1 | -1 = 1): void {
	into.units += sign * other.units;
	into.ratings += sign * other.ratings;
	into.pairs += sign * other.pairs;
	into.exact += sign * other.exact;
	into.withinOne += sign * other.withinOne;
	other.totals.forEach((value, at) => (into.totals[at]! += sign * value));
	other.coincidences.forEach((value, at) => (into.coincidences[at]! += sign * value));
}

/** Krippendorff's alpha (ordinal) of what was added up. */
export function alpha(sums: Totals): Coefficient {
	const { units, ratings, pairs } = sums;
	const counts = { units, ratings, pairs };
	if (units === 0) return { undefined: NO_PAIRS, ...counts };
	const value = krippendorff.fromCoincidences(sums.totals, sums.coincidences, 'ordinal');
	if (value === undefined) return { undefined: PAIRED_EQUAL, ...counts };
	return units === 1 ? { undefined: ONE_PAIRED, ...counts } : { value, ...counts };
}

/** The share of pairs that are equal, or at most one point apart, as the mean over units. */
export function percent(sums: Totals, which: 'exact' | 'withinOne'): Coefficient {
	const { units, ratings, pairs } = sums;
	const counts = { units, ratings, pairs };
	if (units === 0) return { undefined: NO_PAIRS, ...counts };
	return { value: sums[which] / units, ...counts };
}
