/** Ctrl-C: what is half done is taken back, then the process ends with the code shells expect. */
import { constants } from 'node:os';
import { note } from './notes.ts';

const undo = new Set<() => void>();

/** What ends a process that somebody does not want any more: Ctrl-C, `kill`, a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

function end(signal: Signal): void {
	for (const step of undo) step();
	note('\nStopped. What was finished is kept, and nothing is half-written.');
	process.exit(128 + constants.signals[signal]);
}

/** Begins to listen. A running transaction of SQLite is synchronous: the signal is heard after it. */
export function listen(): void {
	for (const signal of SIGNALS) process.on(signal, end);
}

/** Leaves both signals to someone else, e.g. to the server, which has requests to finish. */
export function leave(): void {
	for (const signal of SIGNALS) process.off(signal, end);
}

/**
 * Runs work that can be stopped: it is told so, and tidies up after itself, before the process ends.
 *
 * @param work rejects once its signal is aborted
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const stopping = new AbortController();
	let by: Signal | undefined;
	const stop = (signal: Signal) => {
		by ??= signal;
		stopping.abort();
	};
	leave();
	for (const signal of SIGNALS) process.on(signal, stop);
	try {
		return await work(stopping.signal);
	} finally {
		for (const signal of SIGNALS) process.off(signal, stop);
		listen();
		if (by !== undefined) end(by);
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
