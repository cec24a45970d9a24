/**
 * For how long a process was ready to run while others had the cores. Times are measured without it: it
 * tells of a busy machine, not of what is measured.
 */
import { openSync, readSync } from 'node:fs';

/**
 * A clock of the milliseconds for which this process's main thread has waited for a core. Linux counts them
 * for each thread; elsewhere the clock stands still.
 */
export function waitingClock(): () => number {
	let file: number;
	try {
		file = openSync(`/proc/${process.pid}/schedstat`, 'r');
	} catch {
		return () => 0;
	}
	const buffer = Buffer.alloc(128);
	return () => {
		const text = buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
		return Number(text.split(' ')[1]) / 1e6;
	};
}
