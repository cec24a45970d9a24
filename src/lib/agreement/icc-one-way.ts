/** The one-way ICC of units with any number of ratings. */
import { ALL_EQUAL, isPositive } from './coefficient.ts';
import type { Coefficient, Counts, Figure } from './coefficient.ts';
import { checked, choose2, exact, single, stated, sum, type Result } from './icc.ts';
import * as sumsOf from './sums.ts';
import { sparse } from './table.ts';
import type { Sparse, Table } from './table.ts';

const TOO_FEW_ONE_WAY = 'A one-way ICC needs two units, one of them rated twice.';

/**
 * One-way ICC of single ratings over all rated units, however many ratings each has:
 * (MSB - MSW)/(MSB + (k0-1) MSW) with k0 = (N - Σk_i²/N)/(n-1).
 *
 * Source: Donner, International Statistical Review 54, 1986; interval of Thomas and Hultquist,
 * Biometrics 34, 1978, with k0 in the place of the equal group size, where at least two units have
 * two ratings.
 *
 * @throws RangeError where the table is faulty, see table.check
 */
export function oneWay(table: Table, categories?: readonly number[]): Coefficient {
	checked(table, categories);
	return ofGiven(sparse(table));
}

/** The same of a table without its holes, whose ratings are known to be of the scale. */
export function ofGiven({ starts, values }: Sparse): Coefficient {
	const sizes: number[] = [];
	for (let unit = 0; unit + 1 < starts.length; unit += 1) {
		const size = starts[unit + 1]! - starts[unit]!;
		if (size > 0) sizes.push(size);
	}
	const n = sizes.length;
	const ratings = sum(sizes);
	const used: Counts = { units: n, ratings, pairs: sum(sizes.map(choose2)) };
	if (n < 2 || ratings === n) return { undefined: TOO_FEW_ONE_WAY, ...used };

	// Units without a rating have no place between the others: ratings follow each other as the sizes say.
	const x = (at: number) => values[at]! - values[0]!;
	const means = new Float64Array(n);
	let grand = 0;
	each(sizes, (unit, from, to) => {
		let ofUnit = 0;
		for (let at = from; at < to; at += 1) ofUnit += x(at);
		grand += ofUnit;
		means[unit] = ofUnit / sizes[unit]!;
	});
	grand /= ratings;
	let between = 0;
	let within = 0;
	let sizesSquared = 0;
	each(sizes, (unit, from, to) => {
		const [size, mean] = [sizes[unit]!, means[unit]!];
		let squares = 0;
		for (let at = from; at < to; at += 1) squares += (x(at) - mean) ** 2;
		between += size * (mean - grand) ** 2;
		within += squares;
		sizesSquared += size * size;
	});
	const found = oneWayOf({ between, within, sizesSquared, n, ratings });
	return stated(found, used, sizes.filter((k) => k > 1).length);
}

/** Goes through units of these sizes, which follow each other: from where to where each is. */
function each(sizes: readonly number[], look: (unit: number, from: number, to: number) => void) {
	let from = 0;
	sizes.forEach((size, unit) => {
		look(unit, from, from + size);
		from += size;
	});
}

/** The same from sums of units; without an interval. */
export const figure: Figure = {
	scale: 'chance-corrected',
	units: (sums) => sumsOf.rated(sums).units,
	of: (sums) => {
		const counts = sumsOf.rated(sums);
		const { units: n, ratings, sizesSquared, ...of } = sumsOf.moments(sums);
		if (n < 2 || ratings === n) return { undefined: TOO_FEW_ONE_WAY, ...counts };
		const found = oneWayOf({
			between: of.meansSquared - of.values ** 2 / ratings,
			within: of.valuesSquared - of.meansSquared,
			...{ n, ratings, sizesSquared }
		});
		return 'undefined' in found ? { ...found, ...counts } : { value: found.value, ...counts };
	}
};

/** @param given the sums of squares between and within units, Σ k², units and ratings */
function oneWayOf(given: {
	between: number;
	within: number;
	sizesSquared: number;
	n: number;
	ratings: number;
}): Result {
	const { between, within, sizesSquared, n, ratings } = given;
	const total = between + within;
	if (!isPositive(total, between)) return { undefined: ALL_EQUAL };
	return single(
		exact(between, total) / (n - 1),
		exact(within, total) / (ratings - n),
		(ratings - sizesSquared / ratings) / (n - 1),
		n - 1,
		ratings - n
	);
}
