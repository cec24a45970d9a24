import { isPositive } from './coefficient.ts';
import type { Coefficient } from './coefficient.ts';
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
	const q = categories.length;
	const { joint, units } = cross(table, first, second, categories);
	const used = { units, ratings: 2 * units, pairs: units };
	if (units === 0) return { undefined: NO_SHARED, ...used };

	const w = weights.matrix(kind, categories);
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

/** The share of shared units, if any, where the first rater chose k and the second l, row by row. */
function cross(table: Table, first: number, second: number, categories: readonly number[]) {
	const q = categories.length;
	const place = placer(categories);
	const joint = new Float64Array(q * q);
	let units = 0;
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
		units++;
	});
	return { joint: joint.map((count) => count / units), units };
}
