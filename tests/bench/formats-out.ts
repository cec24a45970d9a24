/** A release of a large study that a coordinator asks for while raters save: the memory it takes, and who waits for it. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { table } from '../../src/cli/text.ts';
import { remove } from '../e2e/installation.ts';
import { quantile, type Figure, type Progress } from './figure.ts';
import type { Options } from './options.ts';
import { openCase, save, type Case } from './support/rating.ts';
import { seeded } from './support/seeded.ts';
import { serve, whileWatched, type Held, type Server } from './support/server.ts';
import { Visitor } from './support/visitor.ts';

/** Ten times NOHARM, and as large as a seed is made: 413,100 actions with 1.1 million ratings. */
const SCALES = [100, 900];
const RATERS = 10;
const SAVE_EVERY_MS = 500;
const LOOK_EVERY_MS = 2_000;
const MOST_MIB = 512;
const MOST_P99_MS = 200;

type Outcome = {
	scale: number;
	/** Bytes of the archive. */
	bytes: number;
	/** MiB that the server had in memory before, and at most until the end. */
	before: number;
	most: number;
	/** CPU seconds of the server, saves among them. */
	cpu: number;
	/** Milliseconds of each save. */
	times: number[];
	held: Held;
};

export async function measure(progress: Progress, { scales, fresh }: Options): Promise<Figure[]> {
	const outcomes: Outcome[] = [];
	for (const scale of scales.length > 0 ? scales : SCALES) {
		const server = await serve(await seeded(scale, fresh, progress));
		try {
			outcomes.push(await releaseAndSave(scale, server, progress));
		} finally {
			await remove(server);
		}
	}
	const rows = outcomes.map(({ scale, bytes, before, most, cpu, times, held }) => [
		String(scale),
		...[held.ms / 1000, cpu, bytes / 2 ** 20, before, most].map((value) => value.toFixed(0)),
		...[0.5, 0.99, 1].map((share) => quantile(times, share).toFixed(1)),
		held.blockedCpuMs.toFixed(1)
	]);
	const head = ['scale', 's', 'CPU s', 'zip MiB', 'before MiB', 'most MiB'];
	console.log(
		`\nA release, with saves beside it\n${table([...head, 'p50 ms', 'p99 ms', 'most ms', 'held CPU ms'], rows)}`
	);
	return outcomes.flatMap(({ scale, most, times }): Figure[] => [
		{
			what: `scale ${scale}: memory of the server during a release`,
			value: most,
			unit: 'MiB',
			target: { most: MOST_MIB },
			binding: true
		},
		{
			what: `scale ${scale}: p99 of a save during a release`,
			value: quantile(times, 0.99),
			unit: 'ms',
			target: { most: MOST_P99_MS },
			binding: true
		}
	]);
}

async function releaseAndSave(scale: number, server: Server, progress: Progress): Promise<Outcome> {
	const { origin } = server;
	const coordinator = await Visitor.signedIn(origin, 'coordinator@demo.example');
	const raters: { visitor: Visitor; open: Case }[] = [];
	for (let place = 3; raters.length < RATERS; place += 1) {
		const visitor = await Visitor.signedIn(origin, `rater${place}@demo.example`);
		raters.push({ visitor, open: await openCase(visitor) });
	}
	progress(`scale ${scale}: a release with saves beside it`);
	const before = memoryOf(server, 'VmRSS');
	const cpuBefore = cpuOf(server);
	let over = false;
	const releasing = whileWatched(server, () => release(coordinator)).finally(() => {
		over = true;
	});
	const times: number[] = [];
	for (let turn = 0; !over; turn += 1) {
		const { visitor, open } = raters[turn % RATERS]!;
		const began = performance.now();
		await save(visitor, open, Math.floor(turn / RATERS));
		times.push(performance.now() - began);
		await setTimeout(SAVE_EVERY_MS);
	}
	const held = await releasing;
	const most = memoryOf(server, 'VmHWM');
	const { headers } = await fetch(`${origin}/studies/demo/releases/1/archive`, {
		method: 'HEAD',
		headers: { cookie: coordinator.cookie }
	});
	const all = [coordinator, ...raters.map(({ visitor }) => visitor)];
	await Promise.all(all.map((one) => one.close()));
	const bytes = Number(headers.get('content-length'));
	return { scale, bytes, before, most, cpu: cpuOf(server) - cpuBefore, times, held };
}

/** Asks for a release as a program does, and waits until it is there. */
async function release(coordinator: Visitor): Promise<void> {
	const path = '/api/v1/studies/demo/releases';
	const { status, body } = await coordinator.post(path, {});
	if (status !== 202) throw new Error(`The release was refused: ${status} ${body.toString()}`);
	for (;;) {
		const { status, body } = await coordinator.get(path);
		// While the server is busy it says so, and when to ask again.
		if (status === 200 && JSON.parse(body.toString()).releases.length > 0) return;
		await setTimeout(LOOK_EVERY_MS);
	}
}

/** MiB of the server's process: now (VmRSS), or the most it ever had (VmHWM). */
function memoryOf(server: Server, what: 'VmRSS' | 'VmHWM'): number {
	const status = readFileSync(`/proc/${server.process().pid}/status`, 'utf8');
	return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)![1]) / 1024;
}

/** CPU seconds that the server's process has used. */
function cpuOf(server: Server): number {
	const stat = readFileSync(`/proc/${server.process().pid}/stat`, 'utf8');
	// After the name, which may hold anything: user and system time, in hundredths of a second.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / 100;
}
