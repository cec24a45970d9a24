/** Opens the database: a file of SQLite, SQLite in memory, or a PostgreSQL server. */
import SqliteClient from 'better-sqlite3';
import { drizzle as drizzleSqlite, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { Refusal } from '#lib/domain/refusal.ts';
import * as postgresTables from './schema/postgres.ts';
import * as sqliteTables from './schema/sqlite.ts';
import type { Tables } from './schema/tables.ts';
import { turns, type Turns } from './turns.ts';

/** What a query needs: the builder and the tables, of one dialect. */
export type Queries = {
	q: BetterSQLite3Database;
	t: Tables;
	/** Runs SQL past the builder and gives rows as bare lists of values: for columns(query.ts) only. */
	bare(text: string, values: readonly unknown[]): Bare | PromiseLike<Bare>;
};

type Bare = unknown[][];

export type SqliteShell = {
	dialect: 'sqlite';
	client: SqliteClient.Database;
	file: string;
	queries: Queries;
	turns: Turns;
};
export type PostgresShell = { dialect: 'postgresql'; pool: pg.Pool };

/** An open database. Nothing outside `server/db` looks into its shell: others hand steps to `read` and `atomically`. */
export type Database = { shell: SqliteShell | PostgresShell; close(): Promise<void> };

/**
 * Milliseconds a write waits for another process's lock. Short, because SQLite waits on the one thread
 * that also answers everybody else; the caller gets a 503 with Retry-After instead.
 */
const BUSY_TIMEOUT_MS = 250;

/**
 * What each connection keeps of the file. Each thread has one, and the system keeps the whole file in memory that
 * it can take back: with the driver's own 16 MiB a server of 1,000 cases was 14 MiB larger, and no faster.
 */
const CACHE_KIB = 4096;

/** SQLite below this has the WAL-reset bug, which can lose a committed transaction. */
const OLDEST_SQLITE = [3, 51, 3] as const;

/**
 * Opens a database. It is not migrated: see migrate.ts.
 *
 * @param where a path of a SQLite file, `:memory:`, or `postgres://user:password@host/name`
 * @param turns whose turn it is to write, where another connection of this process has the file open too
 * @throws Refusal ('busy') where the file or the server cannot be opened
 */
export function connect(where: string, shared: Turns = turns()): Database {
	return /^postgres(ql)?:\/\//.test(where) ? connectPostgres(where) : connectSqlite(where, shared);
}

function connectSqlite(file: string, shared: Turns): Database {
	const client = openSqlite(file);
	const version = client.prepare('select sqlite_version()').pluck().get() as string;
	if (isOlder(version.split('.').map(Number), OLDEST_SQLITE)) {
		throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} or newer is needed.`);
	}
	return {
		shell: { dialect: 'sqlite', client, file, queries: queriesIn(client), turns: shared },
		close: async () => {
			client.close();
		}
	};
}

function queriesIn(client: SqliteClient.Database): Queries {
	const bare = new Map<string, SqliteClient.Statement>();
	return {
		q: drizzleSqlite(client, { casing: 'snake_case' }),
		t: sqliteTables,
		bare: (text, values) => {
			const prepared = bare.get(text) ?? client.prepare(text).raw();
			bare.set(text, prepared);
			return prepared.all(...values) as Bare;
		}
	};
}

/** One more connection to the same file, which only reads; to a copy of a database that is in memory. */
export function reader({
	client: first,
	file
}: SqliteShell): Pick<SqliteShell, 'client' | 'queries'> {
	const client = first.memory
		? new SqliteClient(first.serialize())
		: new SqliteClient(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
	client.pragma(`cache_size = ${-CACHE_KIB}`);
	return { client, queries: queriesIn(client) };
}

function openSqlite(file: string): SqliteClient.Database {
	try {
		const client = new SqliteClient(file, { timeout: BUSY_TIMEOUT_MS });
		client.pragma('journal_mode = WAL');
		// NORMAL, the default with WAL here, may lose an acknowledged save in a power cut.
		client.pragma('synchronous = FULL');
		client.pragma('foreign_keys = ON');
		client.pragma(`cache_size = ${-CACHE_KIB}`);
		return client;
	} catch (cause) {
		throw new Refusal(
			'busy',
			`The database ${file} cannot be opened (${(cause as Error).message}). ` +
				'Check that it is a database of Primum, and that it and its folder may be written to.'
		);
	}
}

function connectPostgres(url: string): Database {
	const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 5_000 });
	// An idle connection that the server drops must not end the process; the next query reconnects.
	pool.on('error', () => {});
	// Nor must one that is lost during a change: the statement in flight fails, and says so.
	pool.on('connect', (client) => client.on('error', () => {}));
	return { shell: { dialect: 'postgresql', pool }, close: () => pool.end() };
}

const ofClient = new WeakMap<pg.PoolClient, Queries>();

/** The queries of one connection to PostgreSQL; what is prepared on it is prepared for good. */
export function queriesOf(client: pg.PoolClient): Queries {
	const known = ofClient.get(client);
	if (known !== undefined) return known;
	const q = drizzlePostgres(client, { casing: 'snake_case' }) as unknown as Queries['q'];
	const queries: Queries = {
		q,
		t: postgresTables,
		bare: (text, values) =>
			client.query({ text, values: [...values], rowMode: 'array' }).then(({ rows }) => rows)
	};
	ofClient.set(client, queries);
	return queries;
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
	for (const [index, part] of than.entries()) {
		if (version[index] !== part) return (version[index] ?? 0) < part;
	}
	return false;
}
