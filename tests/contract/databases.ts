/** The databases that Primum promises to run on, each opened fresh and migrated for one test. */
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { connect, type Database } from '#lib/server/db/connect.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { TEMPLATE } from './postgres.ts';

export const NAMES = ['SQLite in memory', 'SQLite on disk', 'PostgreSQL 18'] as const;
export type Name = (typeof NAMES)[number];

/** What a suite is given for one of the databases. */
export type Kind = {
	name: Name;
	/** A database of this kind with the schema of this version and no row; closed after the test. */
	fresh(): Promise<Database>;
	/** A database of this kind with nothing in it, not even the schema; closed after the test. */
	empty(): Promise<Database>;
	/** A second connection to a database that is not in memory; closed after the test. */
	again(db: Database): Database;
};

/**
 * Writes a suite once and runs it on every database.
 *
 * @param suite declares tests; what it opens by its argument is closed after each of them
 * @param names the databases to run on; all of them unless given
 */
export function onEach(suite: (kind: Kind) => void, names: readonly Name[] = NAMES): void {
	describe.each(names.map((name) => [name] as const))('%s', (name) => {
		const opened: Database[] = [];
		const made: string[] = [];
		let folder = '';
		let schema = '';
		let server: pg.Client | undefined;

		beforeAll(async () => {
			folder = mkdtempSync(join(tmpdir(), 'primum-contract-'));
			schema = join(folder, 'schema.sqlite');
			if (name === 'SQLite on disk') {
				const db = connect(schema);
				await migrate(db);
				await db.close();
			}
			if (name === 'PostgreSQL 18') {
				server = new pg.Client({ connectionString: `${inject('postgres')}postgres` });
				await server.connect();
			}
		});
		afterEach(async () => {
			for (const db of opened.splice(0)) await db.close();
			for (const database of made.splice(0))
				await server!.query(`drop database ${database} with (force)`);
		});
		afterAll(async () => {
			await server?.end();
			rmSync(folder, { recursive: true, force: true });
		});

		const open = (where: string) => {
			const db = connect(where);
			opened.push(db);
			return db;
		};
		const onServer = async (template: string) => {
			const database = `contract_${randomUUID().replaceAll('-', '')}`;
			// Faster than the default where nothing waits for the disk.
			await server!.query(`create database ${database} template ${template} strategy file_copy`);
			made.push(database);
			return open(inject('postgres') + database);
		};

		suite({
			name,
			fresh: async () => {
				if (name === 'PostgreSQL 18') return onServer(TEMPLATE);
				const file =
					name === 'SQLite on disk' ? join(folder, `${randomUUID()}.sqlite`) : ':memory:';
				if (name === 'SQLite on disk') copyFileSync(schema, file);
				const db = open(file);
				if (name === 'SQLite in memory') await migrate(db);
				return db;
			},
			empty: async () => {
				if (name === 'PostgreSQL 18') return onServer('template0');
				if (name === 'SQLite in memory') return open(':memory:');
				return open(join(mkdtempSync(join(folder, 'data-')), 'primum.sqlite'));
			},
			again: ({ shell }) =>
				open(shell.dialect === 'sqlite' ? shell.file : shell.pool.options.connectionString!)
		});
	});
}

/** Runs SQL past the query builder, for what no store offers: what somebody with a console could try. */
export async function sql(db: Database, statement: string): Promise<Record<string, unknown>[]> {
	if (db.shell.dialect === 'postgresql') return (await db.shell.pool.query(statement)).rows;
	const prepared = db.shell.client.prepare(statement);
	if (prepared.reader) return prepared.all() as Record<string, unknown>[];
	prepared.run();
	return [];
}
