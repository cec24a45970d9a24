/** Changes and reads on PostgreSQL, each on a connection of its own. */
import { setTimeout } from 'node:timers/promises';
import { Refusal } from '#lib/domain/refusal.ts';
import { queriesOf, type PostgresShell, type Queries } from './connect.ts';
import { mustRetry, unavailable } from './errors.ts';
import type { Moment } from './moment.ts';
import { driveAwaiting, type Steps } from './steps.ts';

/** For how long PostgreSQL may ask for the same change again before the caller is told to retry. */
const PATIENCE_MS = 5_000;

/** A change that takes long, such as the last of an import, is tried this often even so. */
const LEAST_ATTEMPTS = 12;

/** The longest pause between two attempts. */
const LONGEST_PAUSE_MS = 64;

/** Attempts beside everything else, before a change waits for its turn among those that also collide. */
const ATTEMPTS_AT_ONCE = 3;

/** For each database: the end of the queue of changes that keep colliding. */
const turns = new WeakMap<PostgresShell, Promise<void>>();

/**
 * Runs a change. PostgreSQL runs changes side by side until two collide and one is sent back; that one is run
 * again. Changes that are sent back again and again take turns among themselves. A change that collides with
 * nobody waits for nobody.
 */
export async function commit<R>(
	shell: PostgresShell,
	change: (tx: Queries) => Steps<R>
): Promise<R> {
	const effort: Effort = { until: performance.now() + PATIENCE_MS, attempts: 0 };
	const again = () => untilThrough(shell, change, effort);
	const first = await untilThrough(shell, change, effort, ATTEMPTS_AT_ONCE);
	return (first ?? (await inTurn(shell, again)))!.value;
}

/** Runs steps that change nothing, all on the same snapshot. */
export function readSnapshot<R>(
	shell: PostgresShell,
	steps: (tx: Queries) => Steps<R>
): Promise<R> {
	return transaction(shell, SNAPSHOT, steps).catch((error: unknown) => {
		throw unavailable(error);
	});
}

/** Looks at one moment for as long as it takes (moment.ts). */
export async function during<R>(
	shell: PostgresShell,
	look: (moment: Moment) => Promise<R>
): Promise<R> {
	const client = await shell.pool.connect().catch((error: unknown) => {
		throw unavailable(error);
	});
	let broken: Error | undefined;
	try {
		await client.query(SNAPSHOT);
		// The moment is that of the first statement.
		await client.query('select 1');
		return await look({
			read: (steps) =>
				driveAwaiting(steps(queriesOf(client))).catch((error: unknown) => {
					throw unavailable(error);
				})
		});
	} finally {
		await client.query('rollback').catch((failed: Error) => {
			broken = failed;
		});
		client.release(broken);
	}
}

const SNAPSHOT = 'begin isolation level repeatable read, read only';

/** How long a change may go on colliding, and how often it has. */
type Effort = { readonly until: number; attempts: number };

/** @returns the outcome; null where the attempts were too few */
async function untilThrough<R>(
	shell: PostgresShell,
	change: (tx: Queries) => Steps<R>,
	effort: Effort,
	attempts = Infinity
): Promise<{ value: R } | null> {
	for (let count = 1; count <= attempts; count += 1) {
		try {
			return { value: await transaction(shell, 'begin isolation level serializable', change) };
		} catch (error) {
			if (!mustRetry(error)) throw unavailable(error);
			effort.attempts += 1;
			if (performance.now() > effort.until && effort.attempts >= LEAST_ATTEMPTS) throw busy();
		}
		// Two that collided must not meet again at once: the pause is random, and grows.
		await setTimeout(Math.random() * Math.min(2 ** count, LONGEST_PAUSE_MS));
	}
	return null;
}

function inTurn<T>(shell: PostgresShell, job: () => Promise<T>): Promise<T> {
	const answer = (turns.get(shell) ?? Promise.resolve()).then(job);
	const end = answer.then(
		() => {},
		() => {}
	);
	turns.set(shell, end);
	void end.then(() => {
		if (turns.get(shell) === end) turns.delete(shell);
	});
	return answer;
}

async function transaction<R>(
	shell: PostgresShell,
	begin: string,
	steps: (tx: Queries) => Steps<R>
): Promise<R> {
	const client = await shell.pool.connect();
	let broken: Error | undefined;
	try {
		await client.query(begin);
		const value = await driveAwaiting(steps(queriesOf(client)));
		await client.query('commit');
		return value;
	} catch (error) {
		// A connection that cannot even roll back is of no further use.
		await client.query('rollback').catch((failed: Error) => {
			broken = failed;
		});
		throw error;
	} finally {
		client.release(broken);
	}
}

function busy(): Refusal {
	return new Refusal('busy', 'The database is busy. Nothing was changed; try again in a moment.', {
		code: 'busy'
	});
}
