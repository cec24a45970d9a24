import { isPositive } from './coefficient.ts';
import type { Coefficient, Figure } from './coefficient.ts';
import type { Sums } from './sums.ts';
import { misplaced, placer, SCALE } from './table.ts';
import type { Table } from './table.ts';
import { dot, times } from './weighted.ts';
import * as weights from './weights.ts';

const NO_SHARED = 'The two raters rated no unit in common.';
const SHARED_EQUAL =
	'All ratings are equal in the units both rated, so no disagreement is expected: ' +
	'read percent agreement instead.';
const ONE_SHARED =
	'The two raters share one unit only: its kappa is 0 by construction, whatever the ratings.';

/**
 * Cohen's kappa of two raters, over the units both rated. The weights span the whole set of
 * categories, whether or not the two used all of them.
 *
 * Source: Cohen, Psychological Bulletin 70, 1968; large-sample standard error of Fleiss, Cohen and
 * Everitt, Psychological Bulletin 72, 1969.
 *
 * @param first column of the table, from 0
 * @param second another column
 * @throws RangeError where there is no such column, or a rating is none of the categories
 */
export function kappa(
	table: Table,
	first: number,
	second: number,
	kind: weights.Kind,
	categories: readonly number[] = SCALE
): Coefficient {
	const counts = cross(table, { first, second, categories });
	return ofCounts(counts, weights.matrix(kind, categories));
}

/** The same from how often the first rater chose each category and the second each, as `crossings` counts them. */
export function figure(kind: weights.Kind, categories: readonly number[] = SCALE): Figure {
	const w = weights.matrix(kind, categories);
	return {
		scale: 'chance-corrected',
		units: (counts) => counts.reduce((sum, count) => sum + count, 0),
		of: (counts) => ofCounts(counts, w)
	};
}

/**
 * Counts, case by case, how often the first rater chose category k and the second l, as categories × categories.
 *
 * @param caseOf the case of each unit, from 0
 * @throws RangeError as `kappa`
 */
export function crossings(
	table: Table,
	pair: { first: number; second: number; categories?: readonly number[] },
	caseOf: ArrayLike<number>,
	cases: number
): Sums[] {
	const { categories = SCALE, ...two } = pair;
	const units = Array.from({ length: cases }, (): Table[number][] => []);
	table.forEach((row, unit) => units[caseOf[unit]!]!.push(row));
	return units.map((rows) => cross(rows, { ...two, categories }));
}

/** @param counts units of each pair of categories, row by row for the first rater's */
function ofCounts(counts: ArrayLike<number>, w: weights.Weights): Coefficient {
	const q = Math.sqrt(w.length);
	const units = Array.from(counts).reduce((sum, count) => sum + count, 0);
	const used = { units, ratings: 2 * units, pairs: units };
	if (units === 0) return { undefined: NO_SHARED, ...used };

	const joint = Float64Array.from(counts, (count) => count / units);
	const rows = new Float64Array(q);
	const columns = new Float64Array(q);
	joint.forEach((share, at) => {
		rows[Math.floor(at / q)]! += share;
		columns[at % q]! += share;
	});
	const po = dot(w, joint);
	const near = times(w, columns);
	const nearColumn = times(w, rows);
	const pe = dot(rows, near);
	if (!isPositive(1 - pe, 1)) return { undefined: SHARED_EQUAL, ...used };
	if (units === 1) return { undefined: ONE_SHARED, ...used };
	const value = (po - pe) / (1 - pe);

	const squares = joint.reduce((sum, share, at) => {
		const expected = near[Math.floor(at / q)]! + nearColumn[at % q]!;
		return sum + share * (w[at]! - expected * (1 - value)) ** 2;
	}, 0);
	const variance = squares - (value - pe * (1 - value)) ** 2;
	// A variance of 0 comes out as a rounding error of either sign.
	const se = variance < 1e-14 ? 0 : Math.sqrt(variance / units) / (1 - pe);
	return { value, se, ...used };
}

/** Sums over the units that two raters both rated: of the scores of the first and the second, their squares and products. */
export type Moments = Record<'units' | 'x' | 'y' | 'xx' | 'yy' | 'xy', number>;

/**
 * Kappa with quadratic weights from these sums alone, without a standard error: 1 - Σ (x - y)² / n over what would be
 * expected of it, x and y independent.
 *
 * Source: Fleiss and Cohen, Educational and Psychological Measurement 33, 1973.
 */
export function quadratic({ units, x, y, xx, yy, xy }: Moments): Coefficient {
	const used = { units, ratings: 2 * units, pairs: units };
	if (units === 0) return { undefined: NO_SHARED, ...used };
	const expected = units * (xx + yy) - 2 * x * y;
	if (!isPositive(expected, units * (xx + yy))) return { undefined: SHARED_EQUAL, ...used };
	if (units === 1) return { undefined: ONE_SHARED, ...used };
	return { value: 1 - (units * (xx + yy - 2 * xy)) / expected, ...used };
}

/** In how many units the first rater chose k and the second l, row by row. */
function cross(
	table: Table,
	{ first, second, categories }: { first: number; second: number; categories: readonly number[] }
): Sums {
	const q = categories.length;
	const place = placer(categories);
	const joint = new Float64Array(q * q);
	table.forEach((row, unit) => {
		const [a, b] = [first, second].map((rater) => {
			const value = row[rater];
			if (value === undefined)
				throw new RangeError(`Unit ${unit + 1} has no rater ${rater + 1}: it has ${row.length}.`);
			if (value === null) return -1;
			const at = place(value);
			if (at < 0) throw misplaced(value, unit, rater, categories);
			return at;
		});
		if (a! < 0 || b! < 0) return;
		joint[a! * q + b!]!++;
	});
	return joint;
}
