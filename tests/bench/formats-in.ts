/**
 * Import held against bare row writing: the same rows, by prepared statements, in one transaction, into a copy of the same
 * database. What an import does more is to read, compare, stage and keep the history of all that it brings.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { table } from '../../src/cli/text.ts';
import type { Files } from '#lib/formats/files.ts';
import { readKit } from '#lib/formats/kit.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { writeActions, writeCases } from '#lib/formats/tables.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { kitFiles } from '#lib/server/demo/seed-kit.ts';
import { importCases, importRatings } from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import type { Figure, Progress } from './figure.ts';
import { fullRatings } from './support/ratings-file.ts';

/** Copies of the kit: as many actions as three raters may rate in one file. */
const SCALE = 70;
const RATERS_A_CASE = 3;
const WARM_UP = 20;
const LEAST_RATIO = 0.3;

/** Tables that an import of each kind fills, parents first. */
const FILLED = {
	cases: ['specialties', 'cases', 'actions', 'groups', 'variants'],
	ratings: ['users', 'members', 'assignments', 'ratings', 'revisions']
};

type Cost = { rows: number; ms: number; bareMs: number };

export async function measure(progress: Progress): Promise<Figure[]> {
	const data = mkdtempSync(join(tmpdir(), 'primum-formats-'));
	const app = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent' }));
	try {
		await migrate(app.db);
		// What the first import costs more, loading and compiling, a server pays once.
		await importInto(app, data, 'first', WARM_UP);
		progress(`importing ${SCALE} copies of the kit`);
		return report(await importInto(app, data, 'second', SCALE));
	} finally {
		await close(app);
		rmSync(data, { recursive: true, force: true });
	}
}

/** Imports a kit, the same cases as tables, and ratings of every action, each held against bare writing. */
async function importInto(
	app: App,
	data: string,
	slug: string,
	scale: number
): Promise<Record<string, Cost>> {
	const studyOf = async (name: string) => {
		const settings = { slug: `${slug}-${name}`, name, ratersPerCase: RATERS_A_CASE };
		await studies.create(app, TERMINAL, settings);
		return settings.slug;
	};
	const files = kitFiles(scale);
	const { cases } = readKit(files);
	const tables: Files = new Map([
		['cases.csv', writeCases(cases, 'csv')],
		['actions.csv', writeActions(cases, 'csv')]
	]);
	const [ofKit, ofTables] = [await studyOf('kit'), await studyOf('tables')];
	const raters = { name: slug, raters: RATERS_A_CASE };
	const csv = fullRatings(scale, raters, DEFAULT_LIMITS.actions);
	const bring = (into: string, sent: Files) =>
		against(data, 'cases', () => importCases(app, TERMINAL, into, { files: sent }));
	return {
		'cases of a kit': await bring(ofKit, files),
		'cases of tables': await bring(ofTables, tables),
		ratings: await against(data, 'ratings', () => importRatings(app, TERMINAL, ofKit, csv))
	};
}

function report(costs: Record<string, Cost>): Figure[] {
	const rows = Object.entries(costs).map(([what, { rows: count, ms, bareMs }]) => [
		what,
		...[count, ms, bareMs].map((figure) => figure.toFixed(0)),
		(bareMs / ms).toFixed(2)
	]);
	console.log(
		`\nimport beside bare writing\n${table(['', 'rows', 'CPU ms', 'bare CPU ms', 'ratio'], rows)}`
	);
	return Object.entries(costs).map(([what, { ms, bareMs }]) => ({
		what: `${what}: speed of an import, of that of bare row writing`,
		value: bareMs / ms,
		unit: '',
		target: { least: LEAST_RATIO },
		binding: true
	}));
}

/** Does an import, then writes the rows that it has made into the database as it was before. */
async function against(
	data: string,
	kind: keyof typeof FILLED,
	bring: () => Promise<unknown>
): Promise<Cost> {
	const [file, before] = [join(data, 'primum.sqlite'), join(data, `before-${kind}.sqlite`)];
	checkpoint(file);
	copyFileSync(file, before);
	const ms = await cpuOf(bring);
	checkpoint(file);
	const [full, bare] = [new Sqlite(file, { readonly: true }), new Sqlite(before)];
	bare.pragma('journal_mode = WAL');
	bare.pragma('synchronous = FULL');
	bare.pragma('foreign_keys = ON');
	const parts = FILLED[kind].map((name) => newRows(full, bare, name));
	const bareMs = await cpuOf(() => write(bare, parts));
	full.close();
	bare.close();
	return { rows: parts.reduce((sum, { rows }) => sum + rows.length, 0), ms, bareMs };
}

function checkpoint(file: string): void {
	const client = new Sqlite(file);
	client.pragma('wal_checkpoint(TRUNCATE)');
	client.close();
}

type Part = { name: string; columns: string[]; rows: unknown[][] };

/** The rows of a table that one database has and the other has not, by their rowids. */
function newRows(full: Sqlite.Database, bare: Sqlite.Database, name: string): Part {
	const last = bare.prepare(`select coalesce(max(rowid), 0) from ${name}`).pluck().get();
	const found = full.prepare(`select * from ${name} where rowid > ?`).raw();
	return {
		name,
		columns: found.columns().map((column) => column.name),
		rows: found.all(last) as unknown[][]
	};
}

function write(bare: Sqlite.Database, parts: readonly Part[]): void {
	bare.transaction(() => {
		for (const { name, columns, rows } of parts) {
			const places = columns.map(() => '?').join(', ');
			const names = columns.map((column) => `"${column}"`).join(', ');
			const insert = bare.prepare(`insert into ${name} (${names}) values (${places})`);
			for (const row of rows) insert.run(row);
		}
	})();
}

/** Milliseconds of CPU: on a busy machine the clock tells of others. */
async function cpuOf(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

const close = (app: App) => app.db.close();
