/** Opens the database: a file of SQLite, SQLite in memory, or a PostgreSQL server. */
import SqliteClient from 'better-sqlite3';
import { drizzle as drizzleSqlite, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { Refusal } from '#lib/domain/refusal.ts';
import * as postgresTables from './schema/postgres.ts';
import * as sqliteTables from './schema/sqlite.ts';
import type { Tables } from './schema/tables.ts';

/** What a query needs: the builder and the tables, of one dialect. */
export type Queries = { q: BetterSQLite3Database; t: Tables };

type SqliteShell = { dialect: 'sqlite'; client: SqliteClient.Database; file: string };
type PostgresShell = { dialect: 'postgresql'; pool: pg.Pool };

/** An open database. Everything outside `server/db` uses `q` and `t` only. */
export type Database = Queries & { shell: SqliteShell | PostgresShell; close(): Promise<void> };

/**
 * Milliseconds a write waits for another process's lock. Short, because SQLite waits on the one thread
 * that also answers everybody else; the caller gets a 503 with Retry-After instead.
 */
const BUSY_TIMEOUT_MS = 250;

/** SQLite below this has the WAL-reset bug, which can lose a committed transaction. */
const OLDEST_SQLITE = [3, 51, 3] as const;

/**
 * Opens a database. It is not migrated: see migrate.ts.
 *
 * @param where a path of a SQLite file, `:memory:`, or `postgres://user:password@host/name`
 * @throws Refusal ('busy') where the file or the server cannot be opened
 */
export function connect(where: string): Database {
	return /^postgres(ql)?:\/\//.test(where) ? connectPostgres(where) : connectSqlite(where);
}

function connectSqlite(file: string): Database {
	const client = openSqlite(file);
	const version = client.prepare('select sqlite_version()').pluck().get() as string;
	if (isOlder(version.split('.').map(Number), OLDEST_SQLITE)) {
		throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} or newer is needed.`);
	}
	return {
		q: drizzleSqlite(client, { casing: 'snake_case' }),
		t: sqliteTables,
		shell: { dialect: 'sqlite', client, file },
		close: async () => {
			client.close();
		}
	};
}

function openSqlite(file: string): SqliteClient.Database {
	try {
		const client = new SqliteClient(file, { timeout: BUSY_TIMEOUT_MS });
		client.pragma('journal_mode = WAL');
		// NORMAL, the default with WAL here, may lose an acknowledged save in a power cut.
		client.pragma('synchronous = FULL');
		client.pragma('foreign_keys = ON');
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
	return {
		q: drizzlePostgres(pool, { casing: 'snake_case' }) as unknown as BetterSQLite3Database,
		t: postgresTables,
		shell: { dialect: 'postgresql', pool },
		close: () => pool.end()
	};
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
	for (const [index, part] of than.entries()) {
		if (version[index] !== part) return (version[index] ?? 0) < part;
	}
	return false;
}
