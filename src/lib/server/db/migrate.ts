/** Brings a database to the schema of this version, with a backup first. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { atHome } from '../home.ts';
import type { Database } from './connect.ts';

export type Migrated = {
	/** Migrations applied now. */
	applied: number;
	/** The backup made before, where there was something to back up. */
	backup: string | null;
};

/** Makes a backup of the database as it is, and says where it is; null where nobody wants one. */
export type BackUp = (() => Promise<string>) | null;

function migrationsFolder(dialect: Database['shell']['dialect']): string {
	return atHome(dialect === 'sqlite' ? 'migrations/sqlite' : 'migrations/postgres');
}

/**
 * Applies the migrations that the database lacks. One that holds an older schema is backed up first; a migration that
 * fails leaves the old database.
 *
 * @throws whatever the backup throws, and nothing is changed; Error where the database was written by a newer version of Primum
 */
export async function migrate(db: Database, backUp: BackUp = null): Promise<Migrated> {
	const folder = migrationsFolder(db.shell.dialect);
	const known = knownMigrations(folder);
	const newest = await newestApplied(db);
	if (newest !== null && newest > newestKnown(db.shell.dialect)) {
		throw new Error(
			'This database was written by a newer version of Primum. Install that version, or restore a backup.'
		);
	}
	const applied = newer(known, newest).length;
	if (applied === 0) return { applied, backup: null };
	const backup = newest === null || backUp === null ? null : await backUp();
	await apply(db, folder);
	return { applied, backup };
}

/**
 * Brings an empty database to the schema that an older one had: `migrate` without what came later.
 *
 * @param newest the time stamp of the last migration that is applied
 */
export async function migrateUpTo(db: Database, newest: number): Promise<void> {
	const all = migrationsFolder(db.shell.dialect);
	const folder = mkdtempSync(join(tmpdir(), 'primum-migrations-'));
	try {
		cpSync(all, folder, { recursive: true });
		const journal = join(folder, 'meta', '_journal.json');
		const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as Journal;
		const wanted = entries.filter(({ when }) => when <= newest);
		writeFileSync(journal, JSON.stringify({ ...rest, entries: wanted }));
		await apply(db, folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

type Journal = { entries: { when: number }[] };

async function apply({ shell }: Database, migrationsFolder: string): Promise<void> {
	if (shell.dialect === 'sqlite') migrateSqlite(shell.queries.q, { migrationsFolder });
	else await migratePostgres(drizzle(shell.pool), { migrationsFolder });
}

/** The time stamp that names the newest migration of this version. */
export function newestKnown(dialect: Database['shell']['dialect']): number {
	return Math.max(...knownMigrations(migrationsFolder(dialect)));
}

/** The names of the tables that any migration has made, those among them that a later one has taken away. */
export function tablesEverMade(dialect: Database['shell']['dialect']): string[] {
	const files = readMigrationFiles({ migrationsFolder: migrationsFolder(dialect) });
	const made = files
		.flatMap(({ sql }) => sql)
		.join('\n')
		.matchAll(/CREATE TABLE ["`](\w+)["`]/g);
	return [...new Set([...made].map(([, name]) => name!))];
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
export async function newestApplied(db: Database): Promise<number | null> {
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
