/** The production server with the probe in it. */
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { install, type Installation } from '../../e2e/installation.ts';
import type { Reading } from './probe.ts';

export const PROBE = join(import.meta.dirname, 'probe.ts');

/** The header by which each visitor has an address, so that the limit on sign-ins meets none of them. */
export const ADDRESS_HEADER = 'x-real-ip';

/** Where `primum` keeps what Node made of its code. The probe comes before it and has to be told. */
const NODE_COMPILE_CACHE = join(import.meta.dirname, '../../../node_modules/.cache/primum');

/** A server uses less than this share of a core where nothing is asked of it. */
const QUIET_SHARE = 0.05;
const QUIET_LOOK_MS = 250;

/** A server with the probe in it. */
export type Measurable = { origin: string; read(): Promise<Reading> };

export type Server = Installation & Measurable;

/**
 * Starts it.
 *
 * @param data the data folder, removed with the installation
 * @param env further settings, e.g. DATABASE_URL
 */
export async function serve(data: string, env: Record<string, string> = {}): Promise<Server> {
	const installation = await install('serve', {
		data,
		env: { ...env, ADDRESS_HEADER, NODE_COMPILE_CACHE },
		before: PROBE
	});
	return { ...installation, read: () => read(installation.process()) };
}

/** What a process with the probe in it has done since it was last asked. */
export async function read(process: ChildProcess): Promise<Reading> {
	const answer = once(process, 'message');
	process.send({});
	const [reading] = (await answer) as [Reading];
	return reading;
}

/** How long something took, and how long the main thread was held meanwhile, all in milliseconds. */
export type Held = { ms: number } & Pick<Reading, 'blockedMs' | 'blockedCpuMs'>;

/** Does something with a server, until nothing more is done about it there, and watches the main thread. */
export async function whileWatched(server: Server, work: () => Promise<unknown>): Promise<Held> {
	await server.read();
	const began = performance.now();
	await work();
	const answered = await server.read();
	const { busyUntil, ...after } = await untilQuiet(server);
	return {
		ms: busyUntil - began,
		blockedMs: Math.max(answered.blockedMs, after.blockedMs),
		blockedCpuMs: Math.max(answered.blockedCpuMs, after.blockedCpuMs)
	};
}

/**
 * Waits until a server has nothing to do any more, also behind the answers it has given.
 *
 * @returns for how long its main thread was held meanwhile, and when it was last seen at work (performance.now)
 */
export async function untilQuiet(
	server: Server
): Promise<Omit<Held, 'ms'> & { busyUntil: number }> {
	let blockedMs = 0;
	let blockedCpuMs = 0;
	let busyUntil = performance.now();
	for (let quiet = 0; quiet < 3;) {
		const began = performance.now();
		await setTimeout(QUIET_LOOK_MS);
		const reading = await server.read();
		const now = performance.now();
		blockedMs = Math.max(blockedMs, reading.blockedMs);
		blockedCpuMs = Math.max(blockedCpuMs, reading.blockedCpuMs);
		quiet = reading.cpuMs < QUIET_SHARE * (now - began) ? quiet + 1 : 0;
		if (quiet === 0) busyUntil = now;
	}
	return { blockedMs, blockedCpuMs, busyUntil };
}
