/** The column types of Primum on SQLite. Its twin is postgres-columns.ts; tables.ts is written once for both. */
import {
	blob,
	check,
	index,
	integer,
	primaryKey,
	sqliteTable,
	text,
	uniqueIndex
} from 'drizzle-orm/sqlite-core';

export const columns = {
	table: sqliteTable,
	index,
	uniqueIndex,
	primaryKey,
	check,
	/** A key the database gives. */
	id: () => integer().primaryKey({ autoIncrement: true }),
	integer: () => integer(),
	/** Milliseconds since 1970, UTC. */
	time: () => integer(),
	text: () => text(),
	boolean: () => integer({ mode: 'boolean' }),
	json: () => text({ mode: 'json' }),
	bytes: () => blob({ mode: 'buffer' })
};

export type Columns = typeof columns;
