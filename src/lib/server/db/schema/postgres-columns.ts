/**
 * The column types of Primum on PostgreSQL, under the names of sqlite-columns.ts. The cast is the one
 * place where the two dialects meet: tables.ts and every store are typed against SQLite's builders and
 * use only what both have.
 */
import {
	bigint,
	boolean,
	check,
	customType,
	index,
	integer,
	json,
	pgTable,
	primaryKey,
	text,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import type { Columns } from './sqlite-columns.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const columns = {
	table: pgTable,
	index,
	uniqueIndex,
	primaryKey,
	check,
	id: () => integer().primaryKey().generatedByDefaultAsIdentity(),
	integer: () => integer(),
	time: () => bigint({ mode: 'number' }),
	text: () => text(),
	boolean: () => boolean(),
	// json, not jsonb: a record that came in with its keys in some order leaves in that order.
	json: () => json(),
	bytes: () => bytea()
} as unknown as Columns;
