/** Statements that change as many rows as a condition finds, within the database: prepared once, like queries. */
import { getTableColumns, Table } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Queries } from './connect.ts';
import { all, type Given } from './query.ts';
import type { Built, Steps } from './steps.ts';

/**
 * A statement that gives no rows back.
 *
 * @param build makes the statement, with a placeholder for each value
 * @returns what runs it within steps
 */
export function inBulk<Values extends Record<string, unknown>>(
	build: (tx: Queries, given: Given<Values>) => PromiseLike<unknown>
): (tx: Queries, values: Values) => Steps<void> {
	const run = all<unknown, Values>((tx, given) => build(tx, given) as Built<unknown[]>) as (
		tx: Queries,
		values: Values
	) => Steps<unknown[]>;
	return function* (tx, values) {
		yield* run(tx, values);
	};
}

/**
 * The table without its `id`, as the target of an `insert ... select`: the builder wants a value for every
 * column, and only the database knows the next id.
 */
export function withoutId<T extends SQLiteTable>(table: T): T {
	const { id: _given, ...columns } = getTableColumns(table) as Record<string, unknown>;
	return Object.create(table, { [columnsOf]: { value: columns } }) as T;
}

/** Where a table of the builder keeps its columns. */
const columnsOf = (Table as unknown as { Symbol: { Columns: symbol } }).Symbol.Columns;
