/**
 * What the coefficients need of some units, as sums: so the figures of a study are those of its cases added up, and
 * those of all cases but one come without counting anything again (by-case.ts).
 *
 * The sums of some units are one row of numbers, so that adding and taking away is one loop; a layout says what
 * stands where in it.
 */
import type { Counts } from './coefficient.ts';
import { misplaced, placer, SCALE, type Sparse } from './table.ts';
import * as weights from './weights.ts';

/** Sums that can be added up: those of this file, or any other row of counts. */
export type Sums = Float64Array;

/** How two ratings may agree: by one of the weights, or by being at most 1 apart. */
export type Nearness = weights.Kind | 'within-1';
const NEARNESS: readonly Nearness[] = [...weights.KINDS, 'within-1'];

/** What stands where in the sums of units. */
export type Layout = {
	categories: readonly number[];
	/** How many raters are told apart; 0 where it does not matter who rated. */
	raters: number;
	/** The weights of each nearness, as weights.ts gives them. */
	near: Readonly<Record<Nearness, weights.Weights>>;
	length: number;
};

/** Places of single numbers. Squares and products are of values less the middle of the scale. */
const UNITS = 0;
const RATINGS = 1;
const PAIRED_UNITS = 2;
const PAIRED_RATINGS = 3;
const PAIRS = 4;
/** Over rated units, for a one-way ICC: Σ k², Σ x, Σ x² and Σ (Σ x)² / k. */
const SIZES_SQUARED = 5;
const VALUES = 6;
const VALUES_SQUARED = 7;
const MEANS_SQUARED = 8;
/** Over units that every rater rated: how many, Σ x² and Σ (Σ x)². */
const COMPLETE = 9;
const COMPLETE_SQUARED = 10;
const COMPLETE_SUMS_SQUARED = 11;
/** From here the shares of pairs that agree, one for each nearness, each summed over paired units. */
const AGREED = 12;
const SHARES = AGREED + NEARNESS.length;

/**
 * @param categories the values a rating may take, ascending
 * @param raters how many raters are told apart, for what depends on who rated; 0 for none
 */
export function layout(categories: readonly number[] = SCALE, raters = 0): Layout {
	const q = categories.length;
	const near = Object.fromEntries(
		NEARNESS.map((kind) => [
			kind,
			kind === 'within-1' ? weights.within(1, categories) : weights.matrix(kind, categories)
		])
	) as Layout['near'];
	return { categories, raters, near, length: SHARES + 2 * q + q * q + raters * (q + 1) };
}

/** The sums of no unit. */
export function none({ length }: Layout): Sums {
	return new Float64Array(length);
}

/** Adds some units' sums to others. @param sign -1 takes them away */
export function add(into: Sums, other: Sums, sign: 1 | -1 = 1): void {
	for (let at = 0; at < into.length; at += 1) into[at]! += sign * other[at]!;
}

/** The sums of several cases; at least one. */
export function sumOf(cases: Iterable<Sums>): Sums {
	let sum: Sums | undefined;
	for (const one of cases) {
		sum ??= new Float64Array(one.length);
		add(sum, one);
	}
	return sum!;
}

/** What was added up, as a coefficient states what it rests on: rated units, their ratings, and the pairs in them. */
export function rated(sums: Sums): Counts {
	return { units: sums[UNITS]!, ratings: sums[RATINGS]!, pairs: sums[PAIRS]! };
}

/** The same of the units with at least two ratings, the only ones in which raters can agree. */
export function paired(sums: Sums): Counts {
	return { units: sums[PAIRED_UNITS]!, ratings: sums[PAIRED_RATINGS]!, pairs: sums[PAIRS]! };
}

/** The mean over paired units of the share of their pairs that agree; NaN where there is none. */
export function agreed(sums: Sums, kind: Nearness): number {
	return whole(sums[AGREED + NEARNESS.indexOf(kind)]! / sums[PAIRED_UNITS]!);
}

/** A share that is 0 or 1 but for the rounding of what was added and taken away again. */
function whole(share: number): number {
	const nearest = Math.round(share);
	return Math.abs(share - nearest) < 1e-12 ? nearest : share;
}

/** π_k: the mean over rated units of the share of category k within the unit. */
export function prevalence({ categories }: Layout, sums: Sums): Float64Array {
	const units = sums[UNITS]!;
	return sums.subarray(SHARES, SHARES + categories.length).map((share) => share / units);
}

/** Ratings of each category in paired units: n_c. */
export function totals({ categories }: Layout, sums: Sums): Float64Array {
	const from = SHARES + categories.length;
	return sums.subarray(from, from + categories.length);
}

/** Coincidences of categories c < k, as categories × categories, row after row: o_ck. */
export function coincidences({ categories }: Layout, sums: Sums): Float64Array {
	const q = categories.length;
	return sums.subarray(SHARES + 2 * q, SHARES + 2 * q + q * q);
}

const ofRaters = ({ categories: { length: q } }: Layout) => SHARES + 2 * q + q * q;

/** How often each rater gave each category, as raters × categories, row after row. */
export function byRater(given: Layout, sums: Sums): Float64Array {
	const from = ofRaters(given);
	return sums.subarray(from, from + given.raters * given.categories.length);
}

/** What a one-way ICC is made of; values less the middle of the scale. */
export function moments(sums: Sums) {
	return {
		units: sums[UNITS]!,
		ratings: sums[RATINGS]!,
		sizesSquared: sums[SIZES_SQUARED]!,
		values: sums[VALUES]!,
		valuesSquared: sums[VALUES_SQUARED]!,
		meansSquared: sums[MEANS_SQUARED]!
	};
}

/** The same of the units that every rater rated, with the sum of each rater. */
export function complete(given: Layout, sums: Sums) {
	const from = ofRaters(given) + given.raters * given.categories.length;
	return {
		units: sums[COMPLETE]!,
		valuesSquared: sums[COMPLETE_SQUARED]!,
		sumsSquared: sums[COMPLETE_SUMS_SQUARED]!,
		ofRater: sums.subarray(from, from + given.raters)
	};
}

/**
 * The sums of the units of a table, case by case, in one pass over it.
 *
 * @param caseOf the case of each unit, from 0; every unit is of the first one where it is left out
 * @param cases how many cases there are
 * @throws RangeError for a rating that is none of the categories, with its place counted from 1
 */
export function ofCases(
	given: Layout,
	table: Sparse,
	caseOf?: ArrayLike<number>,
	cases = 1
): Sums[] {
	const all = Array.from({ length: cases }, () => none(given));
	const add = adder(given, table);
	for (let unit = 0; unit + 1 < table.starts.length; unit += 1)
		add(all[caseOf?.[unit] ?? 0]!, unit);
	return all;
}

/**
 * The same, one case after the other, and as often as they are asked for. The sums stand only until the next: all of
 * them at once are as many numbers as there are cases times raters.
 */
export function eachCase(
	given: Layout,
	table: Sparse,
	caseOf: ArrayLike<number>,
	cases: number
): Iterable<Sums> {
	const unitsOf = grouped(caseOf, table.starts.length - 1, cases);
	const add = adder(given, table);
	return {
		*[Symbol.iterator]() {
			const sums = none(given);
			for (let at = 0; at < cases; at += 1) {
				sums.fill(0);
				for (const unit of unitsOf(at)) add(sums, unit);
				yield sums;
			}
		}
	};
}

/** The units of each case in their order. */
function grouped(
	caseOf: ArrayLike<number>,
	units: number,
	cases: number
): (at: number) => Int32Array {
	const ends = new Int32Array(cases + 1);
	for (let unit = 0; unit < units; unit += 1) ends[caseOf[unit]! + 1]! += 1;
	for (let at = 0; at < cases; at += 1) ends[at + 1]! += ends[at]!;
	const list = new Int32Array(units);
	const next = ends.slice();
	for (let unit = 0; unit < units; unit += 1) list[next[caseOf[unit]!]!++] = unit;
	return (at) => list.subarray(ends[at], ends[at + 1]);
}

/** What adds one unit to some sums. */
function adder(given: Layout, { starts, who, values }: Sparse): (into: Sums, unit: number) => void {
	const { categories, raters, near } = given;
	const q = categories.length;
	const place = placer(categories);
	const middle = Math.round((categories[0]! + categories[q - 1]!) / 2);
	const kinds = NEARNESS.map((kind) => near[kind]);
	const [shares, totalsAt, pairsAt] = [SHARES, SHARES + q, SHARES + 2 * q];
	const ratersAt = ofRaters(given);
	const sumsAt = ratersAt + raters * q;
	const counts = new Int32Array(q);
	const present = new Int32Array(q);

	return (into, unit) => {
		const [from, to] = [starts[unit]!, starts[unit + 1]!];
		const size = to - from;
		if (size === 0) return;
		let used = 0;
		let sum = 0;
		let squares = 0;
		for (let rating = from; rating < to; rating += 1) {
			const value = values[rating]!;
			const at = place(value);
			if (at < 0) throw misplaced(value, unit, who[rating]!, categories);
			if (counts[at] === 0) present[used++] = at;
			counts[at]! += 1;
			sum += value - middle;
			squares += (value - middle) ** 2;
			if (raters > 0) into[ratersAt + who[rating]! * q + at]! += 1;
		}
		into[UNITS]! += 1;
		into[RATINGS]! += size;
		into[SIZES_SQUARED]! += size * size;
		into[VALUES]! += sum;
		into[VALUES_SQUARED]! += squares;
		into[MEANS_SQUARED]! += (sum * sum) / size;
		for (let a = 0; a < used; a += 1) into[shares + present[a]!]! += counts[present[a]!]! / size;
		if (raters > 0 && size === raters) {
			into[COMPLETE]! += 1;
			into[COMPLETE_SQUARED]! += squares;
			into[COMPLETE_SUMS_SQUARED]! += sum * sum;
			for (let j = 0; j < size; j += 1) into[sumsAt + j]! += values[from + j]! - middle;
		}
		if (size > 1) addPaired(into, size, used);
		for (let a = 0; a < used; a += 1) counts[present[a]!] = 0;
	};

	function addPaired(into: Sums, size: number, used: number): void {
		const pairs = size * (size - 1);
		into[PAIRED_UNITS]! += 1;
		into[PAIRED_RATINGS]! += size;
		into[PAIRS]! += pairs / 2;
		for (let kind = 0; kind < kinds.length; kind += 1)
			into[AGREED + kind]! += share(kinds[kind]!, used) / pairs;
		for (let a = 0; a < used; a += 1) {
			const c = present[a]!;
			into[totalsAt + c]! += counts[c]!;
			for (let b = 0; b < used; b += 1) {
				const k = present[b]!;
				if (c < k) into[pairsAt + c * q + k]! += (counts[c]! * counts[k]!) / (size - 1);
			}
		}
	}

	/** Ordered pairs of different ratings of the unit that agree, close ones in part. */
	function share(w: weights.Weights, used: number): number {
		let sum = 0;
		for (let a = 0; a < used; a += 1) {
			const c = present[a]!;
			for (let b = 0; b < used; b += 1) {
				const k = present[b]!;
				sum += w[c * q + k]! * counts[c]! * (counts[k]! - (c === k ? 1 : 0));
			}
		}
		return sum;
	}
}
