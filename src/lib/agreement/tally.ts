import type { Counts } from './coefficient.ts';
import * as random from './random.ts';
import { misplaced, placer, SCALE, sparse } from './table.ts';
import type { Sparse, Table } from './table.ts';

/**
 * A table reduced to its distinct patterns of ratings, the order of raters ignored. Three raters on
 * nine points leave at most 165 patterns of three, however many units there are.
 */
export type Tally = {
	given: Sparse;
	categories: readonly number[];
	raters: number;
	/** Patterns × categories, row after row: how many raters chose the category. */
	counts: Int32Array;
	/** Ratings in each pattern, at least 1. */
	sizes: Int32Array;
	/** Units that show each pattern, at least 1. */
	times: Int32Array;
	/** The pattern of each unit of the table; -1 where the unit has no rating. */
	patternOf: Int32Array;
	/** Units with at least one rating. */
	rated: Counts;
	/** Units with at least two, the only ones in which raters can agree. */
	paired: Counts;
};

/**
 * Counts the distinct patterns of ratings in a table, in one pass over it.
 *
 * @param source a table, with its holes or without, or a tally, which is returned as it is
 * @param categories the values a rating may take, ascending
 * @throws RangeError where a row has another width than the first or a value is none of the
 * categories, with the place counted from 1, or the categories are not ascending finite numbers
 */
export function tally(
	source: Table | Sparse | Tally,
	categories: readonly number[] = SCALE
): Tally {
	if ('patternOf' in source) return source;
	const given = 'starts' in source ? source : sparse(source);
	const { raters, starts, who, values } = given;
	const place = placer(categories);
	const units = starts.length - 1;
	const q = categories.length;

	// An open-addressing table of patterns. The hash of a pattern is a sum, one random word a
	// rating, so that the order of raters does not matter and it grows while a row is read.
	const next = random.seeded(1);
	const words = Int32Array.from(categories, () => next() * 2 ** 32);
	const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * units + 1))).fill(-1);
	const mask = slots.length - 1;

	const counts = new Int32Array((units + 1) * q);
	const sizes = new Int32Array(units);
	const times = new Int32Array(units);
	const patternOf = new Int32Array(units).fill(-1);
	let patterns = 0;

	for (let unit = 0; unit < units; unit++) {
		const start = patterns * q;
		const size = starts[unit + 1]! - starts[unit]!;
		let hash = 0;
		for (let rating = starts[unit]!; rating < starts[unit + 1]!; rating++) {
			const value = values[rating]!;
			const at = place(value);
			if (at < 0) throw misplaced(value, unit, who[rating]!, categories);
			counts[start + at]!++;
			hash = (hash + words[at]!) | 0;
		}
		if (size === 0) continue;

		// The row was counted where the next new pattern would stand; a known one leaves it free again.
		let slot = (hash ^ (hash >>> 15)) & mask;
		while (slots[slot]! >= 0 && !same(counts, slots[slot]! * q, start, q)) slot = (slot + 1) & mask;
		let pattern = slots[slot]!;
		if (pattern < 0) {
			pattern = slots[slot] = patterns++;
			sizes[pattern] = size;
		} else counts.fill(0, start, start + q);
		times[pattern]!++;
		patternOf[unit] = pattern;
	}

	const found = {
		counts: counts.slice(0, patterns * q),
		sizes: sizes.slice(0, patterns),
		times: times.slice(0, patterns)
	};
	return {
		given,
		categories,
		raters,
		...found,
		patternOf,
		rated: used(found, 1),
		paired: used(found, 2)
	};
}

function same(counts: Int32Array, a: number, b: number, q: number): boolean {
	for (let at = 0; at < q; at++) if (counts[a + at] !== counts[b + at]) return false;
	return true;
}

function used({ sizes, times }: Pick<Tally, 'sizes' | 'times'>, least: number): Counts {
	const sum: Counts = { units: 0, ratings: 0, pairs: 0 };
	sizes.forEach((size, pattern) => {
		if (size < least) return;
		sum.units += times[pattern]!;
		sum.ratings += times[pattern]! * size;
		sum.pairs += (times[pattern]! * size * (size - 1)) / 2;
	});
	return sum;
}
