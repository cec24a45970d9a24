/** The order of text. SQLite sorts it by bytes; a PostgreSQL server sorts it by its own language. */

/**
 * Compares rows by a text of theirs, by code units, so that every installation lists them alike.
 *
 * @param key the text to compare by
 * @returns a function for `Array.prototype.sort`
 */
export function byText<T>(key: (row: T) => string): (a: T, b: T) => number {
	return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
