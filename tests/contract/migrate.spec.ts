import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { afterAll, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import { violation } from '#lib/server/db/errors.ts';
import { migrate, pending } from '#lib/server/db/migrate.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql } from './databases.ts';
import { aPerson, ask, START } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'primum-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Journal = { entries: unknown[] };

/** The migrations of a dialect, and in `folder` a copy that ends after the first of them. */
function migrations({ shell }: Database): { total: number; first: string } {
	const name = shell.dialect === 'sqlite' ? 'sqlite' : 'postgres';
	const first = join(folder, name);
	cpSync(join('migrations', name), first, { recursive: true });
	const file = join(first, 'meta', '_journal.json');
	const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
	const total = JSON.parse(
		readFileSync(join('migrations', name, 'meta', '_journal.json'), 'utf8')
	) as Journal;
	writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }));
	return { total: total.entries.length, first };
}

/** Brings an empty database to the schema of the first migration, as an older version would have. */
async function makeOlder(db: Database): Promise<number> {
	const { total, first } = migrations(db);
	if (db.shell.dialect === 'sqlite') migrateSqlite(db.shell.queries.q, { migrationsFolder: first });
	else await migratePostgres(drizzle(db.shell.pool), { migrationsFolder: first });
	return total - 1;
}

/** Somebody, written as an older version did: the stores know only the present schema. */
async function somebody(db: Database): Promise<void> {
	await sql(db, `insert into users (name, is_admin, created_at) values ('Ada', false, ${START})`);
}

const journalTable = ({ shell }: Database) =>
	shell.dialect === 'sqlite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations';

const neverBackUp = () => Promise.reject(new Error('There is nothing to back up.'));

onEach(({ empty }) => {
	it('brings an empty database to the present schema, and then finds nothing to do', async () => {
		const db = await empty();
		const { total } = migrations(db);
		expect(await migrate(db, neverBackUp)).toEqual({ applied: total, backup: null });
		await aPerson(db);
		expect(await migrate(db)).toEqual({ applied: 0, backup: null });
		expect(await ask(db, users.count)).toBe(1);
	});

	it('upgrades an older database with its rows, after a backup', async () => {
		const db = await empty();
		const missing = await makeOlder(db);
		expect(missing).toBeGreaterThan(0);
		await somebody(db);
		await insertEvent(db);
		await sql(db, "update audit_events set what = 'changed'");

		const made: number[] = [];
		const { applied, backup } = await migrate(db, async () => {
			made.push(await pending(db));
			return 'where it is';
		});
		expect({ applied, backup, made }).toEqual({
			...{ applied: missing, backup: 'where it is' },
			made: [missing]
		});
		expect(await ask(db, users.list)).toMatchObject([{ name: 'Ada', createdAt: START }]);
		const change = sql(db, "update audit_events set what = 'again'");
		await expect(change.catch(violation)).resolves.toBe('append-only');
		expect(await migrate(db, neverBackUp)).toEqual({ applied: 0, backup: null });
	});

	it('changes nothing where no backup can be made', async () => {
		const db = await empty();
		const missing = await makeOlder(db);
		const full = () => Promise.reject(new Error('The disk is full.'));
		await expect(migrate(db, full)).rejects.toThrow('The disk is full.');
		expect(await pending(db)).toBe(missing);
	});

	it('leaves the old database where a migration fails', async () => {
		const db = await empty();
		await makeOlder(db);
		await somebody(db);
		const inTheWay = await withConflictingTrigger(db);
		await expect(migrate(db)).rejects.toThrow();
		expect(await ask(db, users.count)).toBe(1);
		const applied = await sql(db, `select id from ${journalTable(db)}`);
		expect(applied).toHaveLength(1);
		await sql(db, inTheWay);
		expect((await migrate(db)).applied).toBeGreaterThan(0);
	});

	it('refuses a database of a newer version, and changes nothing', async () => {
		const db = await empty();
		await migrate(db);
		const table = journalTable(db);
		await sql(db, `insert into ${table} (hash, created_at) values ('new', 9999999999999)`);
		await expect(migrate(db)).rejects.toThrow('newer version of Primum');
		expect(await sql(db, `select id from ${table} where hash = 'new'`)).toHaveLength(1);
	});
});

async function insertEvent(db: Database): Promise<void> {
	await sql(db, `insert into audit_events (at, what, subject) values (${START}, 'first', 's')`);
}

/** Takes a name that a later migration wants; returns the statement that frees it. */
async function withConflictingTrigger(db: Database): Promise<string> {
	if (db.shell.dialect === 'sqlite') {
		await sql(db, 'create trigger releases_no_delete before delete on users begin select 1; end');
		return 'drop trigger releases_no_delete';
	}
	await sql(
		db,
		`create trigger releases_no_delete before delete on releases
			for each row execute function suppress_redundant_updates_trigger()`
	);
	return 'drop trigger releases_no_delete on releases';
}
