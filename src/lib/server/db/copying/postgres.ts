/** A database of PostgreSQL as a script of COPY, the form in which `pg_dump` writes rows too. */
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Refusal } from '#lib/domain/refusal.ts';
import type { PostgresShell } from '../connect.ts';
import { connect } from '../connect.ts';
import { migrateUpTo, newestApplied, tablesEverMade } from '../migrate.ts';
import { unavailable } from '../errors.ts';
import { assertSame, type Copied, type Incoming, type Watched } from './copied.ts';

const NEWLINE = 0x0a;
/** The line that ends the rows of a table; in no row does a line hold this alone. */
const END = Buffer.from('\\.');
const HEAD = /^COPY "(\w+)" \((.+)\) FROM stdin;$/;
const COUNTER = /^SELECT setval\('([\w.]+)', (\d+), (true|false)\);$/;

export async function copyOut(
	{ pool }: PostgresShell,
	file: string,
	{ onProgress, signal }: Watched
): Promise<Copied> {
	const client = await pool.connect().catch((error: unknown) => {
		throw unavailable(error);
	});
	let broken: Error | undefined;
	try {
		await client.query('begin isolation level repeatable read read only');
		const columns = await columnsOf(client);
		if (columns.size === 0) throw new Error('There is no table of Primum to copy.');
		const copied = new Map<string, ReturnType<typeof copyTo>>();
		const script = async function* (): AsyncGenerator<string | Buffer> {
			for (const [name, of] of columns) {
				onProgress(copied.size, columns.size);
				const what = `"${name}" (${of.map((column) => `"${column}"`).join(', ')})`;
				yield `COPY ${what} FROM stdin;\n`;
				const rows = client.query(copyTo(`copy ${what} to stdout`));
				copied.set(name, rows);
				yield* rows as AsyncIterable<Buffer>;
				yield '\\.\n';
			}
			for (const { name, last, isCalled } of await countersOf(client, columns)) {
				yield `SELECT setval('${name}', ${last}, ${isCalled});\n`;
			}
		};
		await pipeline(script, createWriteStream(file, { flags: 'wx', mode: 0o600 }), { signal });
		await client.query('commit');
		// How many there were is known only once the server has said that a copy is complete.
		const counts = [...copied].map(([name, { rowCount }]) => [name, rowCount] as const);
		return { tables: Object.fromEntries(counts) };
	} catch (error) {
		broken = error as Error;
		signal.throwIfAborted();
		throw unavailable(error);
	} finally {
		// A connection that is let go of with an error is closed.
		client.release(broken);
	}
}

/** The tables of Primum with their columns, in the order of their names; others in the same database are not ours. */
async function columnsOf(client: Pick<pg.ClientBase, 'query'>): Promise<Map<string, string[]>> {
	const { rows } = await client.query<{ name: string; columns: string[] }>(
		`select c.table_name::text as name, array_agg(c.column_name::text order by c.ordinal_position) as columns
			from information_schema.columns c
			join information_schema.tables t using (table_schema, table_name)
			where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name = any($1)
			group by 1 order by 1`,
		[tablesEverMade('postgresql')]
	);
	return new Map(rows.map(({ name, columns }) => [name, columns]));
}

type Counter = { name: string; last: string; isCalled: boolean };

/** What numbers new rows: a number that was given once is not given again, though its row may be gone. */
async function countersOf(
	client: pg.ClientBase,
	columns: ReadonlyMap<string, readonly string[]>
): Promise<Counter[]> {
	const counters: Counter[] = [];
	for (const [table, names] of columns) {
		for (const column of names) {
			const { rows } = await client.query<{ name: string | null }>(
				'select pg_get_serial_sequence(quote_ident($1), $2) as name',
				[table, column]
			);
			const { name } = rows[0]!;
			if (name === null) continue;
			const found = await client.query<Omit<Counter, 'name'>>(
				`select last_value::text as last, is_called as "isCalled" from ${name}`
			);
			counters.push({ name, ...found.rows[0]! });
		}
	}
	return counters;
}

export async function copyIn(
	file: string,
	to: string,
	{ migration, ...incoming }: Incoming
): Promise<void> {
	const db = connect(to);
	const { shell } = db;
	if (shell.dialect !== 'postgresql') throw new Error('This copy is of PostgreSQL.');
	try {
		await assertEmpty(shell, migration);
		await migrateUpTo(db, migration);
		await fill(shell, file, incoming);
	} finally {
		await db.close();
	}
}

async function assertEmpty(shell: PostgresShell, migration: number): Promise<void> {
	const newest = await newestApplied({ shell, close: async () => {} }).catch((error: unknown) => {
		throw unavailable(error);
	});
	const filled = [];
	for (const name of (await columnsOf(shell.pool)).keys()) {
		const { rowCount } = await shell.pool.query(`select 1 from "${name}" limit 1`);
		if (rowCount !== 0) filled.push(name);
	}
	if (filled.length === 0 && (newest ?? 0) <= migration) return;
	throw new Refusal(
		'conflict',
		'The database that DATABASE_URL names is not empty. A backup is restored to where nothing is: make a new ' +
			'database, and name that.'
	);
}

type Reference = { table: string; name: string; definition: string };

/**
 * All rows in one change. References are put aside while rows come in, because tables refer to each other both ways,
 * and are checked when they are put back.
 */
async function fill(
	{ pool }: PostgresShell,
	file: string,
	{ expected, watched }: Omit<Incoming, 'migration'>
): Promise<void> {
	const client = await pool.connect();
	let broken: Error | undefined;
	try {
		await client.query('begin');
		const { rows: references } = await client.query<Reference>(
			`select conrelid::regclass::text as table, quote_ident(conname) as name,
				pg_get_constraintdef(oid) as definition
				from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`
		);
		for (const { table, name } of references) {
			await client.query(`alter table ${table} drop constraint ${name}`);
		}
		assertSame({ tables: await pour(client, file, watched) }, expected);
		for (const { table, name, definition } of references) {
			await client.query(`alter table ${table} add constraint ${name} ${definition}`);
		}
		await client.query('commit');
	} catch (error) {
		broken = error as Error;
		throw error;
	} finally {
		// Where it is closed, its change is undone.
		client.release(broken);
	}
}

async function pour(
	client: pg.ClientBase,
	file: string,
	{ onProgress, signal }: Watched
): Promise<Copied['tables']> {
	const known = await columnsOf(client);
	const poured = new Map<string, ReturnType<typeof copyFrom>>();
	const lines = linesIn(file);
	for (;;) {
		const { value: line, done } = await lines.next();
		if (done === true) break;
		const words = line.toString().trimEnd();
		const [, counter, last, isCalled] = COUNTER.exec(words) ?? [];
		if (counter !== undefined) {
			await client.query('select setval($1, $2, $3)', [counter, last, isCalled]);
			continue;
		}
		const [, name, columns] = HEAD.exec(words) ?? [];
		if (name === undefined || !known.has(name)) {
			throw new Error(`The copy names no table of Primum where one should begin (${name ?? '?'}).`);
		}
		onProgress(poured.size, known.size);
		const into = client.query(copyFrom(`copy "${name}" (${columns}) from stdin`));
		poured.set(name, into);
		await pipeline(rowsIn(lines, name), into, { signal });
	}
	return Object.fromEntries([...poured].map(([name, { rowCount }]) => [name, rowCount]));
}

/** The rows of one table, up to the line that ends them. */
async function* rowsIn(lines: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer> {
	for (;;) {
		const { value: line, done } = await lines.next();
		if (done === true) throw new Error(`The copy ends in the middle of ${name}.`);
		if (line.subarray(0, -1).equals(END)) return;
		yield line;
	}
}

/** The lines of a file, each with the sign that ends it. */
async function* linesIn(file: string): AsyncGenerator<Buffer> {
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
		const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
		let from = 0;
		for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
			yield bytes.subarray(from, end + 1);
			from = end + 1;
		}
		rest = bytes.subarray(from);
	}
	if (rest.length > 0) yield rest;
}
