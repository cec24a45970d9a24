/**
 * Changes on SQLite. Those that arrive within one turn of the event loop share one transaction and one fsync.
 * Each has its own savepoint: one that fails does not take the others along, and none is answered before the
 * commit.
 */
import type SqliteClient from 'better-sqlite3';
import type { SqliteShell } from './connect.ts';
import { unavailable } from './errors.ts';
import { drive, type Steps } from './steps.ts';

type Job = {
	change: () => Steps<unknown>;
	resolve: (value: unknown) => void;
	reject: (error: unknown) => void;
};

type Markers = Record<
	'begin' | 'savepoint' | 'release' | 'undo' | 'commit' | 'rollback',
	SqliteClient.Statement
>;

const waiting = new WeakMap<SqliteShell, Job[]>();
const prepared = new WeakMap<SqliteClient.Database, Markers>();

/** @returns what the change returns, after the commit: what it wrote is on disk */
export function commit<R>(shell: SqliteShell, change: () => Steps<R>): Promise<R> {
	return new Promise<R>((resolve, reject) => {
		const job: Job = { change, resolve: resolve as Job['resolve'], reject };
		const queue = waiting.get(shell);
		if (queue !== undefined) {
			queue.push(job);
			return;
		}
		waiting.set(shell, [job]);
		setImmediate(() => {
			if (shell.turns.tryTake()) commitWaiting(shell);
			else void shell.turns.take().then(() => commitWaiting(shell));
		});
	});
}

function commitWaiting(shell: SqliteShell): void {
	const jobs = waiting.get(shell)!;
	waiting.delete(shell);
	let answers: (() => void)[];
	try {
		answers = commitTogether(shell.client, jobs);
	} finally {
		shell.turns.give();
	}
	for (const answer of answers) answer();
}

function commitTogether(client: SqliteClient.Database, jobs: readonly Job[]): (() => void)[] {
	const answers: (() => void)[] = [];
	const mark = markersOf(client);
	try {
		mark.begin.run();
		for (const job of jobs) {
			mark.savepoint.run();
			try {
				const value = drive(job.change());
				mark.release.run();
				answers.push(() => job.resolve(value));
			} catch (error) {
				// A full disk ends the whole transaction, and with it the savepoint.
				if (!client.inTransaction) throw error;
				mark.undo.run();
				mark.release.run();
				answers.push(() => job.reject(unavailable(error)));
			}
		}
		mark.commit.run();
		return answers;
	} catch (error) {
		if (client.inTransaction) mark.rollback.run();
		return jobs.map((job) => () => job.reject(unavailable(error)));
	}
}

function markersOf(client: SqliteClient.Database): Markers {
	const known = prepared.get(client);
	if (known !== undefined) return known;
	const markers = {
		begin: client.prepare('begin immediate'),
		savepoint: client.prepare('savepoint change'),
		release: client.prepare('release change'),
		undo: client.prepare('rollback to change'),
		commit: client.prepare('commit'),
		rollback: client.prepare('rollback')
	};
	prepared.set(client, markers);
	return markers;
}
