/** The order of a table, as the address of its page asks for it. */

/** By which column, and which way. */
export type Order<Key extends string = string> = { key: Key; descending: boolean };

/**
 * Reads `sort` and `order` of an address.
 *
 * @param keys the columns that sort
 * @returns null where the address asks for none of them: the rows then stand as they came
 */
export function orderOf<Key extends string>(url: URL, keys: readonly Key[]): Order<Key> | null {
	const asked = url.searchParams.get('sort');
	const key = keys.find((known) => known === asked);
	if (key === undefined) return null;
	return { key, descending: url.searchParams.get('order') === 'descending' };
}

/** What a press on a column's head asks for: the other way round, if the rows are sorted by it already. */
export function next<Key extends string>(
	key: Key,
	now: Order<Key> | null
): { sort: Key; order: 'ascending' | 'descending' } {
	const descending = now?.key === key && !now.descending;
	return { sort: key, order: descending ? 'descending' : 'ascending' };
}
