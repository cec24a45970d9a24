import fQuantile from '@stdlib/stats-base-dists-f-quantile';
import { ALL_EQUAL, isPositive } from './coefficient.ts';
import type { Coefficient, Counts, Figure } from './coefficient.ts';
import * as sumsOf from './sums.ts';
import type { Layout } from './sums.ts';
import { check, complete, observed } from './table.ts';
import type { Table } from './table.ts';

/** Shrout and Fleiss's names: the model (1, 2 or 3), then one rating or the mean of k. */
export type Form = '1_1' | '1_k' | '2_1' | '2_k' | '3_1' | '3_k';

export const FORMS: readonly Form[] = ['1_1', '1_k', '2_1', '2_k', '3_1', '3_k'];

const TOO_FEW = 'An ICC needs two raters, and two units that every rater rated.';
const NO_SPREAD = 'The units do not differ in their mean rating, so there is no share to compute.';
const NO_VARIANCE =
	'The variance this form estimates is 0 or less, so there is no share to compute.';

/** Mean squares of a complete table, up to a factor: of units, raters, within units, residual. */
type Squares = {
	n: number;
	k: number;
	units: number;
	raters: number;
	within: number;
	rest: number;
};
export type Result = { value: number; ci95: [number, number] } | { undefined: string };

/**
 * Intraclass correlation over the units no rater left out, with its 95% interval. The interval is
 * absent where its formula breaks down: the error is 0, or the units do not differ, so that the F
 * ratio is infinite or 0; or, for (2,k), the interval of (2,1) begins at -1/(k-1) or below, where the
 * mean of k ratings would have no variance.
 *
 * Sources: Shrout and Fleiss, Psychological Bulletin 86, 1979; McGraw and Wong, Psychological
 * Methods 1, 1996. The (2,k) interval is that of (2,1), stepped up by Spearman and Brown's formula.
 *
 * @param categories the values a rating may take; any number where absent
 * @throws RangeError where the table is faulty, see table.check
 */
export function icc(table: Table, form: Form, categories?: readonly number[]): Coefficient {
	const rows = checked(table, categories);
	const n = rows.length;
	const k = rows[0]?.length ?? 0;
	const used: Counts = { units: n, ratings: n * k, pairs: n * choose2(k) };
	return twoWay({ n, k, ...summed(rows) }, form, used);
}

/** The same from sums of units in which raters are told apart; without an interval. */
export function figure(given: Layout, form: Form): Figure {
	const k = given.raters;
	return {
		scale: 'chance-corrected',
		units: (sums) => sumsOf.complete(given, sums).units,
		of: (sums) => {
			const { units: n, valuesSquared, sumsSquared, ofRater } = sumsOf.complete(given, sums);
			const used: Counts = { units: n, ratings: n * k, pairs: n * choose2(k) };
			const found = twoWay({ n, k, valuesSquared, sumsSquared, ofRater }, form, used);
			return 'value' in found ? { value: found.value, ...used } : found;
		}
	};
}

/** Sums over complete units, values counted from any origin. */
type Complete = {
	n: number;
	k: number;
	/** Σ x² over ratings, Σ (Σ x)² over units, and Σ x of each rater. */
	valuesSquared: number;
	sumsSquared: number;
	ofRater: ArrayLike<number>;
};

function twoWay(sums: Complete, form: Form, used: Counts): Coefficient {
	if (sums.n < 2 || sums.k < 2) return { undefined: TOO_FEW, ...used };
	const squares = meanSquares(sums);
	const { units, raters, rest } = squares;
	if (units + raters + rest === 0) return { undefined: ALL_EQUAL, ...used };
	return stated(FORMULAS[form](squares), used, sums.n);
}

const FORMULAS: Record<Form, (squares: Squares) => Result> = {
	'1_1': ({ n, k, units, within }) => single(units, within, k, n - 1, n * (k - 1)),
	'1_k': ({ n, k, units, within }) => mean(units, within, n - 1, n * (k - 1)),
	'2_1': absolute,
	'2_k': absoluteMean,
	'3_1': ({ n, k, units, rest }) => single(units, rest, k, n - 1, (n - 1) * (k - 1)),
	'3_k': ({ n, k, units, rest }) => mean(units, rest, n - 1, (n - 1) * (k - 1))
};

/** One rating: (MSB - MSE)/(MSB + (k-1) MSE), df and dfError the degrees of freedom of the two. */
export function single(
	between: number,
	error: number,
	k: number,
	df: number,
	dfError: number
): Result {
	const divisor = between + (k - 1) * error;
	if (divisor === 0) return { undefined: NO_SPREAD };
	const value = (between - error) / divisor;
	const [low, high] = ratios(between / error, df, dfError);
	return { value, ci95: [(low - 1) / (low + k - 1), (high - 1) / (high + k - 1)] };
}

/** The mean of the ratings: (MSB - MSE)/MSB. */
function mean(between: number, error: number, df: number, dfError: number): Result {
	if (between === 0) return { undefined: NO_SPREAD };
	const value = (between - error) / between;
	const [low, high] = ratios(between / error, df, dfError);
	return { value, ci95: [1 - 1 / low, 1 - 1 / high] };
}

/** The F ratio at both ends of its 95% interval. */
function ratios(f: number, df: number, dfError: number): [number, number] {
	return [f / fQuantile(0.975, df, dfError), f * fQuantile(0.975, dfError, df)];
}

/** ICC(2,1): one rating, raters drawn at random, agreement in the value and not the order alone. */
function absolute(squares: Squares): Result {
	const { n, k, units, raters, rest } = squares;
	const divisor = units + (k - 1) * rest + (k * (raters - rest)) / n;
	if (!isPositive(divisor, units + raters + rest)) return { undefined: NO_VARIANCE };
	const value = (units - rest) / divisor;
	return { value, ci95: absoluteInterval(squares, value) };
}

/** ICC(2,k): the mean of the ratings of k such raters. */
function absoluteMean(squares: Squares): Result {
	const { n, k, units, raters, rest } = squares;
	const divisor = units + (raters - rest) / n;
	if (!isPositive(divisor, units + raters + rest)) return { undefined: NO_VARIANCE };
	const value = (units - rest) / divisor;
	const [low, high] = absoluteInterval(squares, value / (k - (k - 1) * value));
	return { value, ci95: [steppedUp(low, k), steppedUp(high, k)] };
}

/**
 * Spearman and Brown's formula: the correlation of the mean of k ratings, from that of one; NaN at
 * -1/(k-1) and below, where the mean would have no variance.
 */
function steppedUp(correlation: number, k: number): number {
	const divisor = 1 + (k - 1) * correlation;
	return isPositive(divisor, 1) ? (k * correlation) / divisor : Number.NaN;
}

/** The interval of ICC(2,1), with Satterthwaite's degrees of freedom. */
function absoluteInterval(
	{ n, k, units, raters, rest }: Squares,
	correlation: number
): [number, number] {
	const ofRaters = k * correlation * (raters / rest);
	const ofRest = n * (1 + (k - 1) * correlation) - k * correlation;
	const df =
		((k - 1) * (n - 1) * (ofRaters + ofRest) ** 2) / ((n - 1) * ofRaters ** 2 + ofRest ** 2);
	const noise = k * raters + (k * n - k - n) * rest;
	const low = fQuantile(0.975, n - 1, df);
	const high = fQuantile(0.975, df, n - 1);
	return [
		(n * (units - low * rest)) / (low * noise + n * units),
		(n * (high * units - rest)) / (noise + n * high * units)
	];
}

/** A result with its counts; with its interval where there is one and two units are paired. */
export function stated(result: Result, used: Counts, paired: number): Coefficient {
	if ('undefined' in result) return { ...result, ...used };
	const { value, ci95 } = result;
	const sound = paired > 1 && ci95.every(Number.isFinite) && ci95[0] < ci95[1];
	return sound ? { value, ci95, ...used } : { value, ...used };
}

/** What the mean squares of a complete table are made of. */
function summed(rows: readonly (readonly number[])[]) {
	const ofRater = new Float64Array(rows[0]?.length ?? 0);
	let valuesSquared = 0;
	let sumsSquared = 0;
	for (const row of rows.length === 0 ? [] : fromFirst(rows)) {
		let ofUnit = 0;
		for (let j = 0; j < row.length; j++) {
			const x = row[j]!;
			ofUnit += x;
			ofRater[j]! += x;
			valuesSquared += x * x;
		}
		sumsSquared += ofUnit * ofUnit;
	}
	return { valuesSquared, sumsSquared, ofRater };
}

/** All times n·k, on which no ICC depends: whole ratings leave no rounding. */
function meanSquares({ n, k, valuesSquared, sumsSquared, ofRater }: Complete): Squares {
	const all = sum(Array.from(ofRater));
	const total = n * k * valuesSquared - all ** 2;
	const units = n * sumsSquared - all ** 2;
	const raters = k * sum(Array.from(ofRater, (x) => x * x)) - all ** 2;
	const per = (squares: number, df: number) => exact(squares, total) / df;
	return {
		n,
		k,
		units: per(units, n - 1),
		raters: per(raters, k - 1),
		within: per(total - units, n * (k - 1)),
		rest: per(total - units - raters, (n - 1) * (k - 1))
	};
}

/** A sum of squares, 0 where it is no more than the rounding of the total. */
export function exact(squares: number, total: number): number {
	return isPositive(squares, total) ? squares : 0;
}

/** No ICC changes when the scale is moved; counted from a rating, equal ratings are exactly 0. */
function fromFirst(rows: readonly (readonly number[])[]): number[][] {
	const origin = rows[0]![0]!;
	return rows.map((row) => row.map((x) => x - origin));
}

export function checked(table: Table, categories: readonly number[] | undefined): number[][] {
	const values = categories ?? observed(table);
	if (values.length > 0) check(table, values);
	return complete(table);
}

export function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, x) => total + x, 0);
}

/** Pairs among k ratings. */
export function choose2(k: number): number {
	return k < 2 ? 0 : (k * (k - 1)) / 2;
}
