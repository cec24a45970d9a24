/**
 * Runs the jobs that changes have asked for, once they are committed. Each is claimed for a while in the
 * database, so that of several processes one runs it; where that one is lost, another takes it up when the
 * while is over. A job may therefore run more than once, and must bear it.
 */
import { setTimeout } from 'node:timers/promises';
import { by, INSTALLATION, type App } from '../app.ts';
import { atomically, read } from '../db/atomically.ts';
import * as store from '../store/jobs.ts';
import type { Job } from '../store/jobs.ts';

/** What a kind of job does. */
export type Handler = (app: App, payload: Job['payload']) => Promise<void>;

/** For how long a job is claimed. */
const LEASE_MS = 5 * 60_000;

/** How often to look whether a job is due. */
const EVERY_MS = 1_000;

/** After a failure, twice as long with each; then the job has failed for good. */
const FIRST_PAUSE_MS = 30_000;
const MOST_ATTEMPTS = 6;

/** Jobs that are run while this goes on. */
export type Runner = {
	/** Waits for the job under way, and takes up no other. */
	stop(): Promise<void>;
};

/** @param handlers by kind */
export function run(app: App, handlers: Readonly<Record<string, Handler>>): Runner {
	const stopping = new AbortController();
	const { signal } = stopping;
	const going = (async () => {
		while (!signal.aborted) {
			const found = await runNext(app, handlers).catch((error: unknown) => {
				app.log.error({ err: error }, 'jobs cannot be read');
				return false;
			});
			// Nothing to do: the wait ends early where the server stops.
			if (!found) await setTimeout(EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
		}
	})();
	return {
		stop: () => {
			stopping.abort();
			return going;
		}
	};
}

/**
 * Runs the job that is due longest.
 *
 * @returns false where none is
 */
export async function runNext(
	app: App,
	handlers: Readonly<Record<string, Handler>>
): Promise<boolean> {
	// Looking takes no lock; most of the time there is nothing to take up.
	if (!(await read(app.db, (tx) => store.isDue(tx, app.now())))) return false;
	const job = await atomically(app.db, by(app, INSTALLATION), (tx) =>
		store.claim(tx, tx.by.at, LEASE_MS)
	);
	if (job === undefined) return false;
	// Whoever ran it was lost every time: perhaps by what it does.
	const lost = job.attempts > MOST_ATTEMPTS;
	const failure = lost
		? 'Its runner was lost too often.'
		: await attempt(app, job, handlers[job.kind]);
	await atomically(app.db, by(app, INSTALLATION), (tx) =>
		store.finish(tx, job, outcomeOf(job, failure, tx.by.at))
	);
	return true;
}

async function attempt(app: App, job: Job, handler: Handler | undefined): Promise<string | null> {
	const { id, kind, attempts } = job;
	try {
		if (handler === undefined) throw new Error(`This version knows no job "${kind}".`);
		await handler(app, job.payload);
		return null;
	} catch (error) {
		app.log.error({ err: error, job: id, kind, attempts }, 'job failed');
		return error instanceof Error ? error.message : String(error);
	}
}

function outcomeOf({ attempts, runAt }: Job, failure: string | null, now: number) {
	if (failure === null) return { state: 'done', error: null, finishedAt: now, runAt } as const;
	if (attempts >= MOST_ATTEMPTS) {
		return { state: 'failed', error: failure, finishedAt: now, runAt } as const;
	}
	const pause = FIRST_PAUSE_MS * 2 ** (attempts - 1);
	return { state: 'waiting', error: failure, finishedAt: null, runAt: now + pause } as const;
}
