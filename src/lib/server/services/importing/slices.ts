/** Parts of a whole that are small enough for one change. */

/** Rows that one change brings in: some milliseconds of work. */
const ROWS = 200;

/**
 * Parts things into slices, in their order.
 *
 * @param rowsOf how many rows a thing makes
 * @returns slices of at least one thing and, unless one alone makes more, about `ROWS` rows
 */
export function slices<T>(things: readonly T[], rowsOf: (thing: T) => number): T[][] {
	const parts: T[][] = [];
	let rows = Infinity;
	for (const thing of things) {
		if (rows + rowsOf(thing) > ROWS) {
			parts.push([]);
			rows = 0;
		}
		parts.at(-1)!.push(thing);
		rows += rowsOf(thing);
	}
	return parts;
}
