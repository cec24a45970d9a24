/** Brings a database to the schema of this version, with a backup first. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { atHome } from '../home.ts';
import type { Database } from './connect.ts';

export type Migrated = {
	/** Migrations applied now. */
	applied: number;
	/** The backup made before, where there was something to back up (SQLite only). */
	backup: string | null;
};

function migrationsFolder(dialect: Database['shell']['dialect']): string {
	return atHome(dialect === 'sqlite' ? 'migrations/sqlite' : 'migrations/postgres');
}

/**
 * Applies the migrations that the database lacks. A file of SQLite is backed up first, beside itself in
 * `backups/`, when it holds an older schema; a migration that fails leaves the old database.
 *
 * @throws Error where the database was written by a newer version of Primum
 */
export async function migrate(db: Database): Promise<Migrated> {
	const folder = migrationsFolder(db.shell.dialect);
	const known = knownMigrations(folder);
	const newest = await newestApplied(db);
	if (newest !== null && newest > Math.max(...known)) {
		throw new Error(
			'This database was written by a newer version of Primum. Install that version, or restore a backup.'
		);
	}
	const applied = newer(known, newest).length;
	if (applied === 0) return { applied, backup: null };
	const backup = newest === null ? null : await backUp(db, newest);
	if (db.shell.dialect === 'sqlite') {
		migrateSqlite(db.shell.queries.q, { migrationsFolder: folder });
	} else await migratePostgres(drizzle(db.shell.pool), { migrationsFolder: folder });
	return { applied, backup };
}

/** How many migrations of this version the database lacks. */
export async function pending(db: Database): Promise<number> {
	const known = knownMigrations(migrationsFolder(db.shell.dialect));
	return newer(known, await newestApplied(db)).length;
}

/** The time stamps that name the migrations. */
function knownMigrations(folder: string): number[] {
	return readMigrationFiles({ migrationsFolder: folder }).map((file) => file.folderMillis);
}

const newer = (known: readonly number[], newest: number | null) =>
	known.filter((millis) => newest === null || millis > newest);

/** The time stamp of the newest migration that the database has, or null for an empty one. */
async function newestApplied(db: Database): Promise<number | null> {
	if (db.shell.dialect === 'sqlite') {
		const { client } = db.shell;
		const exists = client
			.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'")
			.get();
		if (exists === undefined) return null;
		return client.prepare('select max(created_at) from __drizzle_migrations').pluck().get() as
			number | null;
	}
	const { pool } = db.shell;
	const table = await pool.query("select to_regclass('drizzle.__drizzle_migrations') as name");
	if (table.rows[0].name === null) return null;
	const { rows } = await pool.query(
		'select max(created_at)::float8 as newest from drizzle.__drizzle_migrations'
	);
	return rows[0].newest;
}

async function backUp(db: Database, newest: number): Promise<string | null> {
	if (db.shell.dialect !== 'sqlite' || db.shell.file === ':memory:') return null;
	const folder = join(dirname(db.shell.file), 'backups');
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const file = join(folder, `before-migration-${newest}-${Date.now()}.sqlite`);
	await db.shell.client.backup(file);
	return file;
}
