/** Servers to do harm to. */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { ensureBuilt, ROOT } from '../../src/cli/built.ts';
import { seeded } from '../bench/support/seeded.ts';
import { ADDRESS_HEADER } from '../bench/support/server.ts';
import { install, remove, type Installation, type Wishes } from '../e2e/installation.ts';
import { holds } from './fault.ts';

/** Nothing is said of what takes a while: a line a fault is printed, and no other. */
const quiet = () => {};

/** A data folder with the invented study; removed with its server. */
export async function aFolder(scale: number): Promise<string> {
	await ensureBuilt(ROOT, (text) => console.error(text));
	return seeded(scale, false, quiet);
}

/** Does something with a server on the invented study, and removes it. */
export async function withServer<T>(
	scale: number,
	work: (server: Installation) => Promise<T>,
	{ data, env, ...wishes }: Wishes = {}
): Promise<T> {
	const server = await install('serve', {
		...wishes,
		data: data ?? (await aFolder(scale)),
		env: { ADDRESS_HEADER, ...env }
	});
	try {
		return await work(server);
	} finally {
		await remove(server);
	}
}

/** Kills a server and starts it again. @returns milliseconds until it was ready */
export async function killed(server: Installation): Promise<number> {
	await server.stop('SIGKILL');
	const began = performance.now();
	await server.start();
	return performance.now() - began;
}

/** @throws Error with the findings where `primum doctor` finds something */
export async function assertSound({ primum }: Pick<Installation, 'primum'>): Promise<void> {
	const { code, stdout, stderr } = await primum('doctor');
	holds(code === 0, `primum doctor found something:\n${stdout}${stderr}`);
}

/** True where a program is on this machine. */
export const has = (program: string) =>
	spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
