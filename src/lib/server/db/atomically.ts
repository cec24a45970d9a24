/**
 * All writes go through `atomically`: the steps of one change run in one transaction, or none does.
 *
 * A change is a generator that yields statements and gets their rows back, so it reads like ordinary
 * code, yet cannot hold a transaction open over an `await` (which on better-sqlite3 would commit the
 * first statement outside it). SQLite runs the steps synchronously; PostgreSQL awaits each. A generator
 * may be run again from its start (PostgreSQL asks for that when two changes collide), so it must have no
 * effect other than its statements.
 *
 * On SQLite, changes that arrive within one turn of the event loop share one transaction and one fsync
 * (group commit). Each has its own savepoint: one that fails does not take the others along, and none is
 * answered before the commit.
 */
import { setTimeout } from 'node:timers/promises';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Database, Queries } from './connect.ts';
import { isUnavailable, mustRetry } from './errors.ts';

/** A query builder, not yet run. Awaiting it runs it; so does its prepared form, synchronously on SQLite. */
export type Statement<T> = PromiseLike<T> & {
	prepare(): { execute(): { sync(): T } };
};

/** The steps of a change; its return value is what `atomically` resolves to. */
export type Steps<R> = Generator<Statement<unknown>, R, unknown>;

/** For how long PostgreSQL may ask for the same change again before the caller is told to retry. */
const PATIENCE_MS = 2_000;

/** The longest pause between two attempts. */
const LONGEST_PAUSE_MS = 64;

/**
 * Runs one statement inside a change: `const rows = yield* run(statement)`.
 *
 * @returns the statement's rows
 */
export function* run<T>(statement: Statement<T>): Generator<Statement<unknown>, T, unknown> {
	return (yield statement) as T;
}

/**
 * Runs the steps of a change in one transaction.
 *
 * @param db the open database
 * @param change called with the builder and tables of the transaction
 * @returns what the change returns, after the commit: what it wrote is on disk
 * @throws whatever the change throws, with nothing written; Refusal ('busy') where the database cannot
 *   write now
 */
export function atomically<R>(db: Database, change: (tx: Queries) => Steps<R>): Promise<R> {
	return db.shell.dialect === 'sqlite'
		? enqueue(db, change)
		: onPostgres(db, change).catch((error: unknown) => {
				throw translate(error);
			});
}

type Job = {
	change: (tx: Queries) => Steps<unknown>;
	resolve: (value: unknown) => void;
	reject: (error: unknown) => void;
};

const waiting = new WeakMap<Database, Job[]>();

function enqueue<R>(db: Database, change: (tx: Queries) => Steps<R>): Promise<R> {
	return new Promise<R>((resolve, reject) => {
		const job: Job = { change, resolve: resolve as Job['resolve'], reject };
		const queue = waiting.get(db);
		if (queue !== undefined) {
			queue.push(job);
			return;
		}
		waiting.set(db, [job]);
		setImmediate(() => {
			const jobs = waiting.get(db)!;
			waiting.delete(db);
			commitTogether(db, jobs);
		});
	});
}

function commitTogether(db: Database, jobs: readonly Job[]): void {
	if (db.shell.dialect !== 'sqlite') throw new Error('Group commit is for SQLite.');
	const { client } = db.shell;
	const answers: (() => void)[] = [];
	try {
		client.exec('begin immediate');
		for (const job of jobs) {
			client.exec('savepoint change');
			try {
				const value = drive(job.change(db));
				client.exec('release change');
				answers.push(() => job.resolve(value));
			} catch (error) {
				// A full disk ends the whole transaction, and with it the savepoint.
				if (!client.inTransaction) throw error;
				client.exec('rollback to change; release change');
				answers.push(() => job.reject(translate(error)));
			}
		}
		client.exec('commit');
	} catch (error) {
		if (client.inTransaction) client.exec('rollback');
		for (const job of jobs) job.reject(translate(error));
		return;
	}
	for (const answer of answers) answer();
}

function drive<R>(steps: Steps<R>): R {
	let step = steps.next();
	while (!step.done) step = steps.next(step.value.prepare().execute().sync());
	return step.value;
}

/** For each PostgreSQL database: the end of the queue of changes that run one at a time. */
const turns = new WeakMap<Database, Promise<void>>();

/**
 * PostgreSQL runs changes side by side until two collide. The one it sends back, and all that arrive
 * while it waits, then take turns: otherwise the same changes would collide again and again.
 */
async function onPostgres<R>(db: Database, change: (tx: Queries) => Steps<R>): Promise<R> {
	if (!turns.has(db)) {
		try {
			return await attempt(db, change);
		} catch (error) {
			if (!mustRetry(error)) throw error;
		}
	}
	return inTurn(db, () => untilThrough(db, change));
}

function inTurn<R>(db: Database, job: () => Promise<R>): Promise<R> {
	const answer = (turns.get(db) ?? Promise.resolve()).then(job);
	const end = answer.then(
		() => {},
		() => {}
	);
	turns.set(db, end);
	void end.then(() => {
		if (turns.get(db) === end) turns.delete(db);
	});
	return answer;
}

/** Runs a change until it no longer collides, now only with those of other processes. */
async function untilThrough<R>(db: Database, change: (tx: Queries) => Steps<R>): Promise<R> {
	const giveUpAt = performance.now() + PATIENCE_MS;
	for (let count = 1; ; count += 1) {
		try {
			return await attempt(db, change);
		} catch (error) {
			if (!mustRetry(error)) throw error;
			if (performance.now() > giveUpAt) throw busy();
		}
		// Two processes that collided must not meet again at once: the pause is random, and grows.
		await setTimeout(Math.random() * Math.min(2 ** count, LONGEST_PAUSE_MS));
	}
}

function attempt<R>(db: Database, change: (tx: Queries) => Steps<R>): Promise<R> {
	const transaction = db.q.transaction.bind(db.q) as unknown as (
		body: (q: Queries['q']) => Promise<R>,
		options: { isolationLevel: 'serializable' }
	) => Promise<R>;
	return transaction(
		async (q) => {
			const steps = change({ q, t: db.t });
			let step = steps.next();
			while (!step.done) step = steps.next(await step.value);
			return step.value;
		},
		{ isolationLevel: 'serializable' }
	);
}

function busy(): Refusal {
	return new Refusal('busy', 'The database is busy. Nothing was changed; try again in a moment.', {
		code: 'busy'
	});
}

function translate(error: unknown): unknown {
	if (error instanceof Refusal) return error;
	return isUnavailable(error)
		? new Refusal(
				'busy',
				'The database cannot write just now. Nothing was changed; try again in a moment.',
				{ code: 'busy' }
			)
		: error;
}
