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
export type Work = {
	does(app: App, payload: Job['payload']): Promise<void>;
	/** How often it is tried at most. */
	attempts?: number;
	/** Told when it has failed for good. */
	givenUp?(app: App, payload: Job['payload']): Promise<void>;
};

/** For how long a job is claimed; while it runs, that is renewed. */
const LEASE_MS = 30_000;
const RENEWED_EVERY_MS = 10_000;

/** Jobs that are run at the same time: one that waits for a server elsewhere must not keep the others. */
const HANDS = 4;

/** How often to look whether a job is due. */
const EVERY_MS = 1_000;

/** After a failure, twice as long with each; then the job has failed for good. */
const FIRST_PAUSE_MS = 30_000;
const ATTEMPTS = 6;

/** Jobs that are run while this goes on. */
export type Runner = {
	/** Waits for the jobs under way, and takes up no other. */
	stop(): Promise<void>;
};

/** @param works by kind */
export function run(app: App, works: Readonly<Record<string, Work>>): Runner {
	const stopping = new AbortController();
	const { signal } = stopping;
	const hand = async () => {
		while (!signal.aborted) {
			const found = await runNext(app, works).catch((error: unknown) => {
				app.log.error({ err: error }, 'jobs cannot be read');
				return false;
			});
			// Nothing to do: the wait ends early where the server stops.
			if (!found) await setTimeout(EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
		}
	};
	const going = Array.from({ length: HANDS }, hand);
	return {
		stop: async () => {
			stopping.abort();
			await Promise.all(going);
		}
	};
}

/**
 * Runs the job that is due longest.
 *
 * @returns false where none is
 */
export async function runNext(app: App, works: Readonly<Record<string, Work>>): Promise<boolean> {
	// Looking takes no lock; most of the time there is nothing to take up.
	if (!(await read(app.db, (tx) => store.isDue(tx, app.now())))) return false;
	const job = await atomically(app.db, by(app, INSTALLATION), (tx) =>
		store.claim(tx, tx.by.at, LEASE_MS)
	);
	if (job === undefined) return false;
	const work = works[job.kind];
	const most = work?.attempts ?? ATTEMPTS;
	// Whoever ran it was lost every time: perhaps by what it does.
	const lost = job.attempts > most;
	const failure = lost ? 'Its runner was lost too often.' : await attempt(app, job, work);
	const over = failure !== null && job.attempts >= most;
	if (over) await work?.givenUp?.(app, job.payload);
	await atomically(app.db, by(app, INSTALLATION), (tx) =>
		store.finish(tx, job, outcomeOf(job, failure, over, tx.by.at))
	);
	return true;
}

/** @returns why it failed; null where it did not */
async function attempt(app: App, job: Job, work: Work | undefined): Promise<string | null> {
	const { id, kind, attempts } = job;
	const keeping = setInterval(() => void keep(app, job), RENEWED_EVERY_MS);
	try {
		if (work === undefined) throw new Error(`This version knows no job "${kind}".`);
		await work.does(app, job.payload);
		return null;
	} catch (error) {
		app.log.error({ err: error, job: id, kind, attempts }, 'job failed');
		return error instanceof Error ? error.message : String(error);
	} finally {
		clearInterval(keeping);
	}
}

/** A lease that cannot be renewed just now may be renewed the next time. */
async function keep(app: App, job: Job): Promise<void> {
	await atomically(app.db, by(app, INSTALLATION), (tx) =>
		store.renew(tx, job, tx.by.at + LEASE_MS)
	).catch((error: unknown) => app.log.warn({ err: error, job: job.id }, 'job not kept'));
}

function outcomeOf({ attempts, runAt }: Job, failure: string | null, over: boolean, now: number) {
	if (failure === null) return { state: 'done', error: null, finishedAt: now, runAt } as const;
	if (over) return { state: 'failed', error: failure, finishedAt: now, runAt } as const;
	const pause = FIRST_PAUSE_MS * 2 ** (attempts - 1);
	return { state: 'waiting', error: failure, finishedAt: null, runAt: now + pause } as const;
}
