/** How steps are run: to change something, all or nothing, or to look at one moment. */
import type { By } from '#lib/domain/trail.ts';
import type { Database, Queries } from './connect.ts';
import { unavailable } from './errors.ts';
import * as groupCommit from './group-commit.ts';
import * as serialisable from './serialisable.ts';
import { drive, type Steps } from './steps.ts';

/** What the steps of a change are given: the queries and tables, and who changes something and when. */
export type Change = Queries & { by: By };

/**
 * Runs the steps of a change in one transaction: it is written whole, or not at all.
 *
 * @param by who changes something, when and from where; the trail says it
 * @param change may run more than once, and has no effect other than its statements
 * @returns what the change returns, after the commit: what it wrote is on disk
 * @throws whatever the change throws, with nothing written; Refusal ('busy') where the database cannot
 *   write now
 */
export function atomically<R>(
	{ shell }: Database,
	by: By,
	change: (tx: Change) => Steps<R>
): Promise<R> {
	return shell.dialect === 'sqlite'
		? groupCommit.commit(shell, () => change({ ...shell.queries, by }))
		: serialisable.commit(shell, (queries) => change({ ...queries, by }));
}

/**
 * Runs steps that change nothing. All of them see the same moment, whatever is written meanwhile.
 *
 * @returns what the steps return
 * @throws whatever they throw; Refusal ('busy') where the database does not answer
 */
export async function read<R>({ shell }: Database, steps: (tx: Queries) => Steps<R>): Promise<R> {
	if (shell.dialect === 'postgresql') return serialisable.readSnapshot(shell, steps);
	const { client, queries } = shell;
	try {
		// Another process may write between two statements; within a transaction they see one moment.
		client.exec('begin');
		return drive(steps(queries));
	} catch (error) {
		throw unavailable(error);
	} finally {
		if (client.inTransaction) client.exec('commit');
	}
}
