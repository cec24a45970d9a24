/** Units down, raters across; null where a rater did not rate a unit. */
export type Table = readonly (readonly (number | null)[])[];

/**
 * A table without its holes: the ratings of the first unit in the order of the raters, then those of the
 * second, and so on. Three of three hundred raters on a unit take three places, not three hundred.
 */
export type Sparse = {
	raters: number;
	/** Where the ratings of each unit begin; one more, where those of the last end. */
	starts: ArrayLike<number>;
	/** The rater of each rating, from 0, ascending within a unit. */
	who: ArrayLike<number>;
	values: ArrayLike<number>;
};

/** The fixed scale of Primum. */
export const SCALE: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * Finds the place of a value among the categories.
 *
 * @param categories finite numbers, ascending, none twice; at least one
 * @returns a function from a value to its place, -1 where it is none of them
 * @throws RangeError where the categories are not as described
 */
export function placer(categories: readonly number[]): (value: number) => number {
	if (categories.length === 0) throw new RangeError('No categories: name at least one.');
	categories.forEach((category, at) => {
		if (!Number.isFinite(category) || (at > 0 && category <= categories[at - 1]!))
			throw new RangeError(
				`Category ${at + 1} is ${category}: categories must be finite numbers in ascending order.`
			);
	});
	const last = categories[categories.length - 1]!;
	if (categories[0]! < 0 || last > 255 || !categories.every(Number.isInteger)) {
		const places = new Map(categories.map((category, at) => [category, at]));
		return (value) => places.get(value) ?? -1;
	}
	const places = new Int16Array(last + 1).fill(-1);
	categories.forEach((category, at) => (places[category] = at));
	return (value) => places[value] ?? -1;
}

/** The error for a value that is none of the categories, with its place counted from 1. */
export function misplaced(
	value: unknown,
	unit: number,
	rater: number,
	categories: readonly number[]
) {
	return new RangeError(
		`Unit ${unit + 1}, rater ${rater + 1}: ${String(value)} is not one of the categories ` +
			`${categories.join(', ')}. Correct it, or use null where a rating is missing.`
	);
}

/** The raters of a table: the width of its first row. Throws RangeError where a row differs. */
export function width(table: Table): number {
	const raters = table[0]?.length ?? 0;
	table.forEach((row, unit) => {
		if (row.length !== raters)
			throw new RangeError(
				`Unit ${unit + 1} has ${row.length} places and unit 1 has ${raters}: ` +
					'every unit needs one place for each rater, null where a rating is missing.'
			);
	});
	return raters;
}

/** The same ratings without the holes. Throws RangeError where a row has another width than the first. */
export function sparse(table: Table): Sparse {
	const raters = width(table);
	const starts = new Int32Array(table.length + 1);
	const who: number[] = [];
	const values: number[] = [];
	table.forEach((row, unit) => {
		for (let rater = 0; rater < raters; rater++) {
			const value = row[rater]!;
			if (value === null) continue;
			who.push(rater);
			values.push(value);
		}
		starts[unit + 1] = values.length;
	});
	return { raters, starts, who, values };
}

/** Some units of a table. */
export function only({ raters, ...given }: Sparse, units: readonly number[]): Sparse {
	const starts = [0];
	const who: number[] = [];
	const values: number[] = [];
	for (const unit of units) {
		for (let at = given.starts[unit]!; at < given.starts[unit + 1]!; at += 1) {
			who.push(given.who[at]!);
			values.push(given.values[at]!);
		}
		starts.push(values.length);
	}
	return { raters, starts, who, values };
}

/** The same ratings with a place for each rater. */
export function dense({ raters, starts, who, values }: Sparse): (number | null)[][] {
	return Array.from({ length: starts.length - 1 }, (_, unit) => {
		const row = Array<number | null>(raters).fill(null);
		for (let at = starts[unit]!; at < starts[unit + 1]!; at++) row[who[at]!] = values[at]!;
		return row;
	});
}

/**
 * Checks that every rating is one of the categories.
 *
 * @throws RangeError with the unit and the rater, counted from 1, of the first fault
 */
export function check(table: Table, categories: readonly number[] = SCALE): void {
	const place = placer(categories);
	width(table);
	table.forEach((row, unit) =>
		row.forEach((value, rater) => {
			if (value !== null && place(value) < 0) throw misplaced(value, unit, rater, categories);
		})
	);
}

/** The distinct ratings of a table in ascending order. */
export function observed(table: Table): number[] {
	const values = new Set<number>();
	for (const row of table) for (const value of row) if (value !== null) values.add(value);
	return [...values].sort((a, b) => a - b);
}

/** The units of a table in which no rating is missing. */
export function complete(table: Table): number[][] {
	return table
		.filter((row): row is readonly number[] => row.every((value) => value !== null))
		.map((row) => [...row]);
}
