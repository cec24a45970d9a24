/**
 * Everything that touches the database is steps: a generator that yields statements and gets their rows
 * back, so it reads like ordinary code, yet cannot hold a transaction open over an `await` (which on
 * better-sqlite3 would commit the first statement outside it). `read` and `atomically` run steps; on SQLite
 * they do so in one turn of the event loop, on PostgreSQL they await each statement.
 *
 * Steps may be run again from their start, so they must have no effect other than their statements.
 */
import type { Queries } from './connect.ts';

/** One statement, bound to the transaction it was made in. */
export type Statement<T> = {
	/** Runs it: the rows at once on SQLite, a promise of them on PostgreSQL. */
	now(): T | PromiseLike<T>;
};

/** Steps towards a value; what they return is what `read` or `atomically` resolves to. */
export type Steps<R> = Generator<Statement<unknown>, R, unknown>;

/** A query of the builder, not yet run. */
export type Built<T> = PromiseLike<T> & {
	prepare(name?: string): Prepared<T>;
};

/** A query that the database has compiled. */
export type Prepared<T> = {
	execute(values?: Record<string, unknown>): { sync(): T } | PromiseLike<T>;
};

/** What runs a prepared query with its values. */
export function statement<T>(
	prepared: Prepared<T>,
	values?: Record<string, unknown>
): Statement<T> {
	return {
		now: () => {
			const answer = prepared.execute(values);
			return 'sync' in answer ? answer.sync() : answer;
		}
	};
}

/**
 * Runs one query that is built anew each time: `const rows = yield* run(q.select()...)`. Right where the
 * query's shape depends on its values; everything else is prepared once (query.ts, rows.ts).
 *
 * @returns the rows
 */
export function* run<T>(built: Built<T>): Steps<T> {
	return (yield statement(built.prepare())) as T;
}

/** Runs steps in one turn, on SQLite. */
export function drive<R>(steps: Steps<R>): R {
	let step = steps.next();
	while (!step.done) step = steps.next(step.value.now());
	return step.value;
}

/** Runs steps one after the other, on PostgreSQL. */
export async function driveAwaiting<R>(steps: Steps<R>): Promise<R> {
	let step = steps.next();
	while (!step.done) step = steps.next(await step.value.now());
	return step.value;
}

/** Steps begin with the queries and tables of a transaction. */
export type Asking<R> = (tx: Queries) => Steps<R>;
