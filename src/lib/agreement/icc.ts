import fQuantile from '@stdlib/stats-base-dists-f-quantile';
import type { Coefficient, Counts } from './coefficient.ts';
import { check, complete, observed } from './table.ts';
import type { Table } from './table.ts';

/** Shrout and Fleiss's names: the model (1, 2 or 3), then one rating or the mean of k. */
export type Form = '1_1' | '1_k' | '2_1' | '2_k' | '3_1' | '3_k';

export const FORMS: readonly Form[] = ['1_1', '1_k', '2_1', '2_k', '3_1', '3_k'];

const TOO_FEW = 'An ICC needs two units, and two raters who rated each of them.';
const NO_SPREAD = 'The units do not differ in their mean rating, so there is no share to compute.';

/** Mean squares of a complete table: between units, between raters, within units, residual. */
type Squares = {
	n: number;
	k: number;
	units: number;
	raters: number;
	within: number;
	rest: number;
};
type Result = { value: number; ci95: [number, number] };

/**
 * Intraclass correlation over the units no rater left out, with its 95% interval. The interval is
 * absent where its formula breaks down: the error is 0, so that the F ratio is infinite, or the
 * ends do not lie on both sides of the value, which happens to (2,k) on a few units without
 * agreement.
 *
 * Sources: Shrout and Fleiss, Psychological Bulletin 86, 1979; McGraw and Wong, Psychological
 * Methods 1, 1996. The degrees of freedom of the (2,k) interval are taken at the correlation of the
 * mean, which meets the values in fixtures; the other reading, at that of a single rating, gives an
 * interval whose lower end is up to 0.032 higher on those data.
 *
 * @param categories the values a rating may take; any number where absent
 * @throws RangeError where the table is faulty, see table.check
 */
export function icc(table: Table, form: Form, categories?: readonly number[]): Coefficient {
	const rows = checked(table, categories);
	const n = rows.length;
	const k = rows[0]?.length ?? 0;
	const used: Counts = { units: n, ratings: n * k, pairs: (n * k * (k - 1)) / 2 };
	if (n < 2 || k < 2) return { undefined: TOO_FEW, ...used };
	const squares = meanSquares(rows);
	const result = FORMULAS[form](squares);
	return stated(result, used);
}

/**
 * One-way ICC of single ratings over all rated units, however many ratings each has:
 * (MSB - MSW)/(MSB + (k0-1) MSW) with k0 = (N - Σk_i²/N)/(n-1).
 *
 * Source: Donner, International Statistical Review 54, 1986; interval of Thomas and Hultquist,
 * Biometrics 34, 1978, with k0 in the place of the equal group size.
 *
 * @throws RangeError where the table is faulty, see table.check
 */
export function oneWay(table: Table, categories?: readonly number[]): Coefficient {
	checked(table, categories);
	const rows = table
		.map((row) => row.filter((value) => value !== null))
		.filter((row) => row.length > 0);
	const sizes = rows.map((row) => row.length);
	const n = rows.length;
	const ratings = sum(sizes);
	const used: Counts = { units: n, ratings, pairs: sum(sizes.map((k) => (k * (k - 1)) / 2)) };
	if (n < 2 || ratings === n)
		return { undefined: 'A one-way ICC needs two units, one of them rated twice.', ...used };

	const grand = sum(rows.map(sum)) / ratings;
	const means = rows.map((row) => sum(row) / row.length);
	const between = sum(means.map((mean, i) => sizes[i]! * (mean - grand) ** 2)) / (n - 1);
	const within =
		sum(rows.map((row, i) => sum(row.map((x) => (x - means[i]!) ** 2)))) / (ratings - n);
	const k0 = (ratings - sum(sizes.map((k) => k * k)) / ratings) / (n - 1);
	const result = single(between, within, k0, n - 1, ratings - n);
	return stated(result, used);
}

const FORMULAS: Record<Form, (squares: Squares) => Result | undefined> = {
	'1_1': ({ n, k, units, within }) => single(units, within, k, n - 1, n * (k - 1)),
	'1_k': ({ n, k, units, within }) => mean(units, within, n - 1, n * (k - 1)),
	'2_1': absolute,
	'2_k': (squares) => {
		const { n, k, units, raters, rest } = squares;
		const divisor = units + (raters - rest) / n;
		if (divisor <= 0) return undefined;
		const value = (units - rest) / divisor;
		const [low, high] = absoluteInterval(squares, value);
		const ofMean = (x: number) => (x * k) / (1 + x * (k - 1));
		return { value, ci95: [ofMean(low), ofMean(high)] };
	},
	'3_1': ({ n, k, units, rest }) => single(units, rest, k, n - 1, (n - 1) * (k - 1)),
	'3_k': ({ n, k, units, rest }) => mean(units, rest, n - 1, (n - 1) * (k - 1))
};

/** One rating: (MSB - MSE)/(MSB + (k-1) MSE), df and dfError the degrees of freedom of the two. */
function single(
	between: number,
	error: number,
	k: number,
	df: number,
	dfError: number
): Result | undefined {
	const divisor = between + (k - 1) * error;
	if (divisor <= 0) return undefined;
	const value = (between - error) / divisor;
	const [low, high] = ratios(between / error, df, dfError);
	return { value, ci95: [(low - 1) / (low + k - 1), (high - 1) / (high + k - 1)] };
}

/** The mean of the ratings: (MSB - MSE)/MSB. */
function mean(between: number, error: number, df: number, dfError: number): Result | undefined {
	if (between <= 0) return undefined;
	const value = (between - error) / between;
	const [low, high] = ratios(between / error, df, dfError);
	return { value, ci95: [1 - 1 / low, 1 - 1 / high] };
}

/** The F ratio at both ends of its 95% interval. */
function ratios(f: number, df: number, dfError: number): [number, number] {
	return [f / fQuantile(0.975, df, dfError), f * fQuantile(0.975, dfError, df)];
}

/** ICC(2,1): one rating, raters drawn at random, agreement in the value and not the order alone. */
function absolute(squares: Squares): Result | undefined {
	const { n, k, units, raters, rest } = squares;
	const divisor = units + (k - 1) * rest + (k * (raters - rest)) / n;
	if (divisor <= 0) return undefined;
	const value = (units - rest) / divisor;
	return { value, ci95: absoluteInterval(squares, value) };
}

/** The interval of ICC(2,1), with Satterthwaite's degrees of freedom at a given correlation. */
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

/** A result with its counts, and with its interval only where that holds the value. */
function stated(result: Result | undefined, used: Counts): Coefficient {
	if (result === undefined) return { undefined: NO_SPREAD, ...used };
	const { value, ci95 } = result;
	const sound = ci95.every(Number.isFinite) && ci95[0] <= value && value <= ci95[1];
	return sound ? { value, ci95, ...used } : { value, ...used };
}

/** Sums of squares times their common denominator n·k, so that whole ratings leave no rounding. */
function meanSquares(rows: readonly (readonly number[])[]): Squares {
	const n = rows.length;
	const k = rows[0]!.length;
	const all = sum(rows.map(sum)) ** 2;
	const total = n * k * sum(rows.map((row) => sum(row.map((x) => x * x)))) - all;
	const units = n * sum(rows.map((row) => sum(row) ** 2)) - all;
	const raters = k * sum(rows[0]!.map((_, j) => sum(rows.map((row) => row[j]!)) ** 2)) - all;
	const per = (squares: number, df: number) => squares / (n * k * df);
	return {
		n,
		k,
		units: per(units, n - 1),
		raters: per(raters, k - 1),
		within: per(total - units, n * (k - 1)),
		rest: per(total - units - raters, (n - 1) * (k - 1))
	};
}

function checked(table: Table, categories: readonly number[] | undefined): number[][] {
	const values = categories ?? observed(table);
	if (values.length > 0) check(table, values);
	return complete(table);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, x) => total + x, 0);
}
