/** Saves while a coordinator imports the ratings of a whole study, on both databases. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { table } from '../../src/cli/text.ts';
import { startPostgres } from '../contract/postgres-server.ts';
import { remove } from '../e2e/installation.ts';
import { quantile, type Figure, type Progress } from './figure.ts';
import type { Options } from './options.ts';
import { importRatings } from './support/importing.ts';
import { openCase, save, type Case } from './support/rating.ts';
import { seed, seeded } from './support/seeded.ts';
import { serve, type Held, type Server } from './support/server.ts';
import { Visitor } from './support/visitor.ts';

/** NOHARM's size. */
const SCALE = 10;
const STUDY = { study: 'demo', scale: SCALE };
const SAVES = 200;
const RATERS = 20;
const MOST_P99_MS = 200;

type Outcome = {
	database: string;
	/** Seconds of an import that nobody disturbs, and of one with saves beside it. */
	alone: number;
	beside: number;
	/** Why the import with saves beside it was refused; null where it went through. */
	refused: string | null;
	/** Milliseconds of each save, from the moment it was due. */
	times: number[];
	held: Omit<Held, 'ms'>;
};

export async function measure(progress: Progress, { fresh }: Options): Promise<Figure[]> {
	const outcomes = [await onSqlite(fresh, progress), await onPostgres(progress)];
	for (const { database, refused } of outcomes) {
		if (refused !== null) console.log(`${database}, the import: ${refused}`);
	}
	const rows = outcomes.map(({ database, alone, beside, times, held }) => [
		database,
		...[alone, beside].map((seconds) => seconds.toFixed(1)),
		...[0.5, 0.99, 1].map((share) => quantile(times, share).toFixed(1)),
		...[held.blockedMs, held.blockedCpuMs].map((ms) => ms.toFixed(1))
	]);
	const head = ['', 'alone s', 'beside s', 'p50 ms', 'p99 ms', 'most ms', 'held ms', 'CPU ms'];
	console.log(`\n${SAVES} saves spread over an import\n${table(head, rows)}`);
	return outcomes.flatMap(({ database, times, refused }): Figure[] => [
		{
			what: `${database}: p99 of a save during an import`,
			value: quantile(times, 0.99),
			unit: 'ms',
			target: { most: MOST_P99_MS },
			binding: true
		},
		{
			what: `${database}: imports refused because of saves`,
			value: refused === null ? 0 : 1,
			unit: '',
			target: { exactly: 0 },
			binding: true
		}
	]);
}

async function onSqlite(fresh: boolean, progress: Progress): Promise<Outcome> {
	const server = await serve(await seeded(SCALE, fresh, progress));
	try {
		return await importAndSave('SQLite', server, progress);
	} finally {
		await remove(server);
	}
}

async function onPostgres(progress: Progress): Promise<Outcome> {
	const folder = mkdtempSync(join(tmpdir(), 'primum-postgres-'));
	// Saves wait for the disk here, as they do where people work.
	const postgres = await startPostgres(folder, []);
	try {
		await postgres.createDatabase('primum');
		const env = { DATABASE_URL: `${postgres.address}primum` };
		const data = mkdtempSync(join(tmpdir(), 'primum-bench-'));
		progress('seeding PostgreSQL');
		await seed(SCALE, { ...env, PRIMUM_DATA: data });
		const server = await serve(data, env);
		try {
			return await importAndSave('PostgreSQL', server, progress);
		} finally {
			await remove(server);
		}
	} finally {
		await postgres.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function importAndSave(
	database: string,
	server: Server,
	progress: Progress
): Promise<Outcome> {
	const { origin } = server;
	const coordinator = await Visitor.signedIn(origin, 'coordinator@demo.example');
	const raters: { visitor: Visitor; open: Case }[] = [];
	for (let place = 3; raters.length < RATERS; place += 1) {
		const visitor = await Visitor.signedIn(origin, `rater${place}@demo.example`);
		raters.push({ visitor, open: await openCase(visitor) });
	}
	progress(`${database}: an import alone`);
	const alone = await importRatings(server, coordinator, { ...STUDY, name: 'Alone' });
	progress(`${database}: an import with saves beside it`);
	let refused: string | null = null;
	const began = performance.now();
	const importing = importRatings(server, coordinator, { ...STUDY, name: 'Beside' }).catch(
		(error: Error) => {
			refused = error.message;
			return { ms: performance.now() - began, blockedMs: NaN, blockedCpuMs: NaN };
		}
	);
	const saves = Array.from({ length: SAVES }, async (_, turn) => {
		const due = (turn * alone.ms) / SAVES;
		await setTimeout(due);
		const { visitor, open } = raters[turn % RATERS]!;
		await save(visitor, open, Math.floor(turn / RATERS));
		return performance.now() - began - due;
	});
	const [times, beside] = await Promise.all([Promise.all(saves), importing]);
	await Promise.all(
		[coordinator, ...raters.map(({ visitor }) => visitor)].map((one) => one.close())
	);
	const seconds = { alone: alone.ms / 1000, beside: beside.ms / 1000 };
	return { database, ...seconds, refused, times, held: beside };
}
