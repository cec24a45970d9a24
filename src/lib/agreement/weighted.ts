import { ALL_EQUAL, isPositive, NO_PAIRS } from './coefficient.ts';
import type { Coefficient, Counts, Estimate } from './coefficient.ts';
import { reachOf } from './t-quantile.ts';
import type { Tally } from './tally.ts';
import * as sumsOf from './sums.ts';
import type { Sums } from './sums.ts';
import type * as weights from './weights.ts';
import type { Weights } from './weights.ts';

// The frame of Gwet's family of coefficients. Source of the formulas: Gwet, Handbook of Inter-Rater
// Reliability, 4th edition, 2014, chapters 2, 3 and 5.

/**
 * The agreement expected by chance, and what each pattern (or each unit of the table, where raters
 * differ) adds to it: `pe` is the mean of `each` over the units that were rated at all. `alone` is
 * the reason why a single unit has no value, where chance is taken from its own ratings in such a
 * way that the value follows from their number.
 */
export type Chance = {
	pe: number;
	each: ArrayLike<number>;
	per: 'pattern' | 'unit';
	alone?: string;
};

/**
 * The share of weighted agreement among the pairs of ratings of each pattern; 0 below two ratings.
 */
export function agreement(tally: Tally, weights: Weights): Float64Array {
	const q = tally.categories.length;
	return Float64Array.from(tally.sizes, (size, pattern) => {
		if (size < 2) return 0;
		let sum = 0;
		for (let k = 0; k < q; k++) {
			const count = tally.counts[pattern * q + k]!;
			if (count === 0) continue;
			let near = -1;
			for (let l = 0; l < q; l++) near += weights[k * q + l]! * tally.counts[pattern * q + l]!;
			sum += count * near;
		}
		return sum / (size * (size - 1));
	});
}

/** The share of each category: the mean over rated units of its share within the unit. */
export function prevalence(tally: Tally): Float64Array {
	const q = tally.categories.length;
	const shares = new Float64Array(q);
	tally.sizes.forEach((size, pattern) => {
		for (let k = 0; k < q; k++)
			shares[k]! += (tally.times[pattern]! * tally.counts[pattern * q + k]!) / size;
	});
	return shares.map((share) => share / tally.rated.units);
}

/** For each pattern the mean, over its ratings, of a number given for each category. */
export function means(tally: Tally, ofCategory: ArrayLike<number>): Float64Array {
	const q = tally.categories.length;
	return Float64Array.from(tally.sizes, (size, pattern) => {
		let sum = 0;
		for (let k = 0; k < q; k++) sum += tally.counts[pattern * q + k]! * ofCategory[k]!;
		return sum / size;
	});
}

/** The product of a square matrix, row after row, and a vector. */
export function times(weights: Weights, vector: Float64Array): Float64Array {
	const q = vector.length;
	const product = new Float64Array(q);
	for (let k = 0; k < q; k++) {
		for (let l = 0; l < q; l++) product[k]! += weights[k * q + l]! * vector[l]!;
	}
	return product;
}

/** The sum of the products of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
	return sum;
}

/**
 * κ = (pa - pe) / (1 - pe), with the standard error of its linearisation over the rated units and a
 * t interval with one degree of freedom less than there are units, cut off at 1 above. Both are
 * absent where fewer than two units have two ratings.
 */
export function corrected(tally: Tally, weights: Weights, chance: Chance): Coefficient {
	const { paired, rated } = tally;
	if (paired.units === 0) return { undefined: NO_PAIRS, ...rated };
	const { pe, each, per, alone } = chance;
	if (!isPositive(1 - pe, 1)) return { undefined: ALL_EQUAL, ...rated };
	if (rated.units === 1 && alone !== undefined) return { undefined: alone, ...rated };

	const agreed = agreement(tally, weights);
	const pa = agreed.reduce((sum, x, p) => sum + tally.times[p]! * x, 0) / paired.units;
	const value = beyond(pe, pa);
	if (paired.units < 2) return { value, ...rated };

	const scale = rated.units / paired.units;
	let squares = 0;
	const add = (pattern: number, expected: number, units: number) => {
		const own = tally.sizes[pattern]! < 2 ? 0 : (scale * (agreed[pattern]! - pe)) / (1 - pe);
		squares += units * (own - (2 * (1 - value) * (expected - pe)) / (1 - pe) - value) ** 2;
	};
	if (per === 'pattern') tally.times.forEach((units, p) => add(p, each[p]!, units));
	else tally.patternOf.forEach((p, unit) => p >= 0 && add(p, each[unit]!, 1));
	return interval(value, squares, rated.units, rated);
}

/** κ from sums of units. @param pe the agreement expected by chance @param alone as in Chance */
export function fromSums(sums: Sums, kind: weights.Kind, pe: number, alone?: string): Coefficient {
	const rated = sumsOf.rated(sums);
	if (sumsOf.paired(sums).units === 0) return { undefined: NO_PAIRS, ...rated };
	if (!isPositive(1 - pe, 1)) return { undefined: ALL_EQUAL, ...rated };
	if (rated.units === 1 && alone !== undefined) return { undefined: alone, ...rated };
	return { value: beyond(pe, sumsOf.agreed(sums, kind)), ...rated };
}

/** Agreement beyond what chance gives: 0 for that much, 1 for all there could be. */
const beyond = (pe: number, pa: number) => (pa - pe) / (1 - pe);

/**
 * An estimate with its standard error and interval.
 *
 * @param squares the sum of the squared deviations of `units` linearised values from their mean
 * @param units at least two
 * @param counts what to state beside the value; its units, less one, are the degrees of freedom
 */
export function interval(value: number, squares: number, units: number, counts: Counts): Estimate {
	const se = Math.sqrt(squares / (units * (units - 1)));
	const reach = reachOf(counts.units - 1) * se;
	return { value, se, ci95: [value - reach, Math.min(1, value + reach)], ...counts };
}
