/** Jobs: what is to be done after a change was committed. */
import { and, asc, desc, eq, lte, or } from 'drizzle-orm';
import type { JsonObject } from '#lib/domain/case.ts';
import type { Change } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import { one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';

export type Job = Tables['jobs']['$inferSelect'];

/** What is asked for. */
export type NewJob = {
	kind: string;
	payload: JsonObject;
	/** Not before this moment; at once unless given. */
	at?: number;
};

/** Asks for something that follows this change, once it is committed: a change has no other effect. */
export function* later(tx: Change, job: NewJob): Steps<void> {
	yield* laterAll(tx, [job]);
}

/** Asks for many of them at once. */
export function* laterAll(tx: Change, jobs: readonly NewJob[]): Steps<void> {
	yield* rows.insertMany(
		tx,
		tx.t.jobs,
		jobs.map(({ kind, payload, at = tx.by.at }) => ({
			...{ kind, payload, state: 'waiting' as const, runAt: at, attempts: 0 },
			createdAt: tx.by.at
		}))
	);
}

/** The job that is due longest: one that waits, or one whose runner was lost. */
const due = one(({ q, t }, given: Given<{ now: number }>) =>
	q
		.select()
		.from(t.jobs)
		.where(
			or(
				and(eq(t.jobs.state, 'waiting'), lte(t.jobs.runAt, given.now)),
				and(eq(t.jobs.state, 'running'), lte(t.jobs.leaseUntil, given.now))
			)
		)
		.orderBy(asc(t.jobs.runAt), asc(t.jobs.id))
		.limit(1)
);

/** Puts in a job of this many bytes that is done already, and takes it out again. */
export function* probe(tx: Change, bytes: number): Steps<void> {
	const { at } = tx.by;
	const { id } = yield* rows.insert(tx, tx.t.jobs, {
		kind: 'probe',
		payload: { filled: '-'.repeat(bytes) },
		state: 'done',
		runAt: at,
		attempts: 0,
		createdAt: at
	});
	yield* rows.remove(tx, tx.t.jobs, { id });
}

const openOfKind = one(({ q, t }, given: Given<{ kind: string }>) =>
	q
		.select({ id: t.jobs.id })
		.from(t.jobs)
		.where(and(eq(t.jobs.kind, given.kind), eq(t.jobs.state, 'waiting')))
		.limit(1)
);

/** True where a job of this kind waits. */
export function* isOpen(tx: Queries, kind: string): Steps<boolean> {
	return (yield* openOfKind(tx, { kind })) !== undefined;
}

/** The job of a kind that was asked for last. */
export const newest = one(({ q, t }, given: Given<{ kind: string }>) =>
	q.select().from(t.jobs).where(eq(t.jobs.kind, given.kind)).orderBy(desc(t.jobs.id)).limit(1)
);

/** The same of those in a state. */
export const newestOf = one(({ q, t }, given: Given<{ kind: string; state: string }>) =>
	q
		.select()
		.from(t.jobs)
		.where(and(eq(t.jobs.kind, given.kind), eq(t.jobs.state, given.state)))
		.orderBy(desc(t.jobs.id))
		.limit(1)
);

/** Ends what waits or runs of a kind, without doing it. */
export function* close(tx: Change, kind: string): Steps<void> {
	for (const state of ['waiting', 'running'] as const) {
		const ended = { state: 'done' as const, leaseUntil: null, finishedAt: tx.by.at };
		yield* rows.update(tx, tx.t.jobs, { kind, state }, ended);
	}
}

/** Forgets the jobs that were done before a moment; those that failed stay, for somebody to look at. */
export function* removeDone({ q, t }: Queries, before: number): Steps<void> {
	const old = and(eq(t.jobs.state, 'done'), lte(t.jobs.finishedAt, before));
	yield* run(q.delete(t.jobs).where(old) as Built<unknown>);
}

/** True where a job is due. */
export function* isDue(tx: Queries, now: number): Steps<boolean> {
	return (yield* due(tx, { now })) !== undefined;
}

/** Takes up the job that is due longest, for as long as the lease. @returns undefined where none is */
export function* claim(tx: Queries, now: number, leaseMs: number): Steps<Job | undefined> {
	const job = yield* due(tx, { now });
	if (job === undefined) return undefined;
	const [claimed] = yield* rows.update(
		tx,
		tx.t.jobs,
		{ id: job.id },
		{ state: 'running', attempts: job.attempts + 1, leaseUntil: now + leaseMs }
	);
	return claimed;
}

/** Keeps a job that is still ours for longer. */
export function* renew(
	tx: Queries,
	{ id, attempts }: Pick<Job, 'id' | 'attempts'>,
	leaseUntil: number
): Steps<void> {
	yield* rows.update(tx, tx.t.jobs, { id, attempts, state: 'running' }, { leaseUntil });
}

/**
 * Ends an attempt, where the job is still ours: its lease may have run out, and another have taken it up.
 *
 * @param job as `claim` gave it
 */
export function* finish(
	tx: Queries,
	{ id, attempts }: Pick<Job, 'id' | 'attempts'>,
	change: Pick<Tables['jobs']['$inferInsert'], 'state' | 'error' | 'finishedAt' | 'runAt'>
): Steps<void> {
	const where = { id, attempts, state: 'running' as const };
	yield* rows.update(tx, tx.t.jobs, where, { ...change, leaseUntil: null });
}
