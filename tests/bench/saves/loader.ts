/** The process that puts load on the servers. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Done, Order } from './load.ts';

export type Loader = { put(order: Order): Promise<Done>; end(): void };

export function startLoader(): Loader {
	const child = fork(join(import.meta.dirname, 'load.ts'));
	return {
		put: (order) =>
			new Promise((resolve, reject) => {
				const gone = () => reject(new Error('The process that makes the load has ended.'));
				child.once('exit', gone);
				child.once('message', (done: Done) => {
					child.off('exit', gone);
					resolve(done);
				});
				child.send(order);
			}),
		end: () => child.kill()
	};
}
