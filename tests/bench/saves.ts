/**
 * Saves of one rater and of fifty, beside the least a save can cost and beside what the framework allows.
 *
 * The three are put under load in turn, for several rounds, and compared within a round: what else the machine
 * does then weighs on all. The server has one core and the process that makes the load another; on a machine of
 * two cores the system's own work and the threads that collect garbage take from both.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../../src/cli/text.ts';
import { remove } from '../e2e/installation.ts';
import { quantile, type Figure, type Progress } from './figure.ts';
import { startLimit } from './limit/start.ts';
import type { Options } from './options.ts';
import type { Rater, What } from './saves/load.ts';
import { startLoader, type Loader } from './saves/loader.ts';
import { signInRaters } from './saves/raters.ts';
import { seeded } from './support/seeded.ts';
import { serve, untilQuiet, type Measurable } from './support/server.ts';

/** NOHARM's size. */
const SCALE = 10;
const CROWDS = [1, 50];

/** Saves a second of a crowd of raters, as shares of the limit's in the same round. */
const LEAST_SHARE = 0.25;
const AIM = 0.4;
const MOST_TIMES_P99 = 4;

type Target = { name: string; server: Measurable; what: What };
type Run = {
	perSecond: number;
	/** Milliseconds. */
	p50: number;
	p99: number;
	/** CPU milliseconds of the server for each request. */
	cpuMs: number;
	/** The share of the time for which the server waited for a core: a busy machine spoils the figures. */
	waited: number;
	/** Cores that the process which makes the load has used. */
	loader: number;
};
type Round = Record<'limit' | 'framework' | 'primum', Run>;

export async function measure(progress: Progress, options: Options): Promise<Figure[]> {
	const data = await seeded(SCALE, options.fresh, progress);
	const server = await serve(data);
	const copy = mkdtempSync(join(tmpdir(), 'primum-bench-'));
	const loader = startLoader();
	try {
		progress('signing in');
		const raters = await signInRaters(server.origin, Math.max(...CROWDS));
		await untilQuiet(server);
		await server.stop();
		cpSync(data, copy, { recursive: true });
		await server.start();
		const limit = await startLimit(join(copy, 'primum.sqlite'));
		const targets: Target[] = [
			{ name: 'limit', server: limit, what: 'save' },
			{ name: 'framework', server, what: 'nothing' },
			{ name: 'primum', server, what: 'save' }
		];
		const figures: Figure[] = [];
		for (const crowd of CROWDS) {
			const rounds: Round[] = [];
			// The first round warms up and is not counted.
			for (let round = 0; round <= options.rounds; round += 1) {
				progress(`${crowd} raters, round ${round} of ${options.rounds}`);
				rounds.push(await inTurn(loader, targets, raters.slice(0, crowd), options.seconds));
			}
			figures.push(...report(crowd, rounds.slice(1)));
		}
		limit.end();
		return figures;
	} finally {
		loader.end();
		rmSync(copy, { recursive: true, force: true });
		await remove(server);
	}
}

async function inTurn(
	loader: Loader,
	targets: readonly Target[],
	raters: Rater[],
	seconds: number
): Promise<Round> {
	const runs: [string, Run][] = [];
	for (const { name, server, what } of targets) {
		await server.read();
		const done = await loader.put({ server: name, origin: server.origin, what, raters, seconds });
		const { cpuMs, waitedMs } = await server.read();
		runs.push([
			name,
			{
				perSecond: done.times.length / done.seconds,
				p50: quantile(done.times, 0.5),
				p99: quantile(done.times, 0.99),
				cpuMs: cpuMs / done.times.length,
				waited: waitedMs / 1000 / done.seconds,
				loader: done.cpu
			}
		]);
	}
	return Object.fromEntries(runs) as Round;
}

function report(crowd: number, rounds: readonly Round[]): Figure[] {
	const median = (of: (round: Round) => number) => quantile(rounds.map(of), 0.5);
	const names = ['limit', 'framework', 'primum'] as const;
	const rows = names.map((name) => [
		name,
		median((round) => round[name].perSecond).toFixed(0),
		median((round) => round[name].perSecond / round.limit.perSecond).toFixed(2),
		...(['p50', 'p99', 'cpuMs'] as const).map((key) =>
			median((round) => round[name][key]).toFixed(2)
		),
		median((round) => round.limit.cpuMs / round[name].cpuMs).toFixed(2),
		median((round) => round[name].waited).toFixed(2),
		median((round) => round[name].loader).toFixed(2)
	]);
	const head = [
		'',
		'a second',
		'of limit',
		'p50 ms',
		'p99 ms',
		'CPU ms each',
		'of limit',
		'waited',
		'load, cores'
	];
	const who = crowd === 1 ? '1 rater' : `${crowd} raters`;
	console.log(
		`\n${who}, medians of ${rounds.length} rounds, ${cpus().length} cores\n${table(head, rows)}`
	);
	const crowded = crowd > 1;
	const share = median(({ primum, limit }) => primum.perSecond / limit.perSecond);
	const times = median(({ primum, limit }) => primum.p99 / limit.p99);
	const figure = (
		what: string,
		value: number,
		unit: string,
		target: Figure['target'],
		binding = crowded
	) => ({ what: `${who}: ${what}`, value, unit, target, binding }) satisfies Figure;
	return [
		figure('saves a second, of the limit', share, 'times', { least: LEAST_SHARE }),
		figure('saves a second, of the limit, the aim', share, 'times', { least: AIM }, false),
		figure('p99 of a save, of the limit', times, 'times', { most: MOST_TIMES_P99 })
	];
}
