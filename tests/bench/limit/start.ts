/** Starts the bare limit in a process of its own, with the probe in it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROBE, read } from '../support/server.ts';
import type { Measurable } from '../support/server.ts';

/** @param file a database of Primum that nobody else uses */
export async function startLimit(file: string): Promise<Measurable & { end(): void }> {
	const child = fork(join(import.meta.dirname, 'server.ts'), [file], {
		execArgv: ['--import', PROBE]
	});
	const [{ port }] = (await once(child, 'message')) as [{ port: number }];
	return {
		origin: `http://127.0.0.1:${port}`,
		read: () => read(child),
		end: () => child.kill()
	};
}
