/**
 * Percentile intervals by bootstrap (Efron, Annals of Statistics 7, 1979): base cases are drawn with replacement
 * within their stratum, each stratum at its size, because records of one case share its difficulty.
 */
import { percentile } from '#lib/agreement/quantile.ts';
import { below, seeded } from '#lib/agreement/random.ts';
import type { Column } from './columns.ts';
import { meanOf } from './mean.ts';
import type { Estimate } from './scheme.ts';
import { select } from './select.ts';
import { strataOf } from './strata.ts';

/** The same on every machine and in every run: an interval can be repeated. */
const SEED = 20260701;

/** Of a 95% interval. */
const ENDS = [0.025, 0.975] as const;

/**
 * Means of columns, each with the interval of its own cases: where a case has no value it is in no stratum.
 *
 * @param bases ids of the cases, as many as each column has values
 * @param draws at least 1
 */
export function means(
	columns: readonly Column[],
	bases: readonly string[],
	draws: number
): Map<string, Estimate> {
	const found = new Map<string, Estimate>();
	for (const alike of byPresence(columns)) {
		const present = bases.flatMap((_, at) => (alike[0]!.values[at] === null ? [] : [at]));
		const intervals = present.length === 0 ? [] : intervalsOf(alike, bases, present, draws);
		for (const [at, { name, values, records }] of alike.entries()) {
			const rests = { cases: present.length, records };
			found.set(name, { value: meanOf(values), ci95: intervals[at] ?? null, ...rests });
		}
	}
	return found;
}

/** Columns that have a value in the same cases are drawn together. */
function byPresence(columns: readonly Column[]): Column[][] {
	const key = ({ values }: Column) => values.map((value) => (value === null ? '-' : '+')).join('');
	return [...Map.groupBy(columns, key).values()];
}

function intervalsOf(
	columns: readonly Column[],
	bases: readonly string[],
	present: readonly number[],
	draws: number
): (readonly [number, number])[] {
	const width = columns.length;
	const table = new Float64Array(present.length * width + AT_ONCE - 1);
	for (const [row, at] of present.entries()) {
		for (const [column, { values }] of columns.entries()) {
			table[row * width + column] = values[at]!;
		}
	}
	const draw = sampler(
		present.map((at) => bases[at]!),
		width
	);
	const replicates = columns.map(() => new Float64Array(draws));
	const sums = new Float64Array(width);
	for (let replicate = 0; replicate < draws; replicate++) {
		addUp(table, draw(), sums);
		for (let column = 0; column < width; column++) {
			replicates[column]![replicate] = sums[column]! / present.length;
		}
	}
	return replicates.map(ends);
}

/** Columns that are added up together: a sum waits for the one before it, and others need not. */
const AT_ONCE = 4;

/**
 * The sum of each column over the drawn rows.
 *
 * @param table rows one after the other, and `AT_ONCE` − 1 more cells
 * @param rows where each drawn row begins
 */
function addUp(table: Float64Array, rows: Int32Array, sums: Float64Array): void {
	const width = sums.length;
	for (let column = 0; column < width; column += AT_ONCE) {
		let [a, b, c, d] = [0, 0, 0, 0];
		for (let at = 0; at < rows.length; at++) {
			const cell = rows[at]! + column;
			// Past the last column these are of the next row, or 0; they are not kept.
			a += table[cell]!;
			b += table[cell + 1]!;
			c += table[cell + 2]!;
			d += table[cell + 3]!;
		}
		sums[column] = a;
		if (column + 1 < width) sums[column + 1] = b;
		if (column + 2 < width) sums[column + 2] = c;
		if (column + 3 < width) sums[column + 3] = d;
	}
}

/**
 * The interval of a figure made of the means of several columns, anew in each draw of all cases. There a mean is of
 * the drawn cases that have a value.
 *
 * @param combine the figure; null where it is not defined: such a draw is left out
 * @returns null where no draw has a value
 */
export function combined(
	columns: readonly Column[],
	bases: readonly string[],
	draws: number,
	combine: (means: readonly (number | null)[]) => number | null
): readonly [number, number] | null {
	const draw = sampler(bases, 1);
	const replicates: number[] = [];
	for (let replicate = 0; replicate < draws; replicate++) {
		const rows = draw();
		const value = combine(columns.map(({ values }) => meanOfRows(values, rows)));
		if (value !== null) replicates.push(value);
	}
	return replicates.length === 0 ? null : ends(Float64Array.from(replicates));
}

function meanOfRows(values: readonly (number | null)[], rows: Int32Array): number | null {
	let sum = 0;
	let count = 0;
	for (let at = 0; at < rows.length; at++) {
		const value = values[rows[at]!]!;
		if (value === null) continue;
		sum += value;
		count += 1;
	}
	return count === 0 ? null : sum / count;
}

/**
 * Draws rows, as many as there are cases.
 *
 * @param width cells of a row
 * @returns where each drawn row begins; the array is the same every time
 */
function sampler(bases: readonly string[], width: number): () => Int32Array {
	const random = seeded(SEED);
	const strata = strataOf(bases).map((rows) => Int32Array.from(rows, (row) => row * width));
	const drawn = new Int32Array(bases.length);
	return () => {
		let at = 0;
		for (const stratum of strata) {
			const { length } = stratum;
			for (let left = length; left > 0; left--) drawn[at++] = stratum[below(random, length)]!;
		}
		return drawn;
	};
}

/** The percentiles 2.5 and 97.5, interpolated linearly. Reorders the values. */
function ends(replicates: Float64Array): readonly [number, number] {
	const last = replicates.length - 1;
	let from = 0;
	for (const share of ENDS) {
		// A percentile lies between two neighbours in rank.
		const rank = Math.floor(last * share);
		for (const wanted of [rank, Math.min(rank + 1, last)]) {
			if (wanted < from) continue;
			select(replicates, wanted, from);
			from = wanted + 1;
		}
	}
	return [percentile(replicates, ENDS[0]), percentile(replicates, ENDS[1])];
}
