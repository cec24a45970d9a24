/** Ctrl-C: what is half done is taken back, then the process ends with the code shells expect. */
import { constants } from 'node:os';

const undo = new Set<() => void>();

function end(signal: 'SIGINT' | 'SIGTERM'): void {
	for (const step of undo) step();
	process.stderr.write('\nStopped. What was finished is kept, and nothing is half-written.\n');
	process.exit(128 + constants.signals[signal]);
}

/** Begins to listen. A running transaction of SQLite is synchronous: the signal is heard after it. */
export function listen(): void {
	process.on('SIGINT', end);
	process.on('SIGTERM', end);
}

/** Leaves both signals to someone else, e.g. to the server, which has requests to finish. */
export function leave(): void {
	process.off('SIGINT', end);
	process.off('SIGTERM', end);
}

/**
 * Runs work that can be stopped: it is told so, and tidies up after itself, before the process ends.
 *
 * @param work rejects once its signal is aborted
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const stopping = new AbortController();
	let by: 'SIGINT' | 'SIGTERM' | undefined;
	const stop = (signal: 'SIGINT' | 'SIGTERM') => {
		by ??= signal;
		stopping.abort();
	};
	leave();
	process.on('SIGINT', stop).on('SIGTERM', stop);
	try {
		return await work(stopping.signal);
	} catch (error) {
		if (by !== undefined) end(by);
		throw error;
	} finally {
		process.off('SIGINT', stop).off('SIGTERM', stop);
		listen();
	}
}

/**
 * Runs work that leaves something behind which is to be taken back where a signal ends it.
 *
 * @param tidy synchronous, and harmless where there is nothing to tidy
 */
export async function unlessStopped<T>(tidy: () => void, work: () => T | Promise<T>): Promise<T> {
	undo.add(tidy);
	try {
		return await work();
	} finally {
		undo.delete(tidy);
	}
}

/** Runs work that needs tidying up after itself, however it ends; `tidy` as of `unlessStopped`. */
export function tidily<T>(tidy: () => void, work: () => T | Promise<T>): Promise<T> {
	return unlessStopped(tidy, async () => {
		try {
			return await work();
		} finally {
			tidy();
		}
	});
}
