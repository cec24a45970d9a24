/** A database whose changes can be held up: as those of a process that is slow, or that has ended. */
import type { Database } from '#lib/server/db/connect.ts';

/** What never comes. */
export const FOREVER = new Promise<never>(() => {});

/**
 * The same database as another process has it.
 *
 * @param until what a change waits for before it begins; null for nothing
 */
export function held({ shell, close }: Database, until: () => Promise<void> | null): Database {
	if (shell.dialect === 'sqlite') {
		const turns = {
			...shell.turns,
			tryTake: () => until() === null && shell.turns.tryTake(),
			take: async () => {
				await until();
				await shell.turns.take();
			}
		};
		return { shell: { ...shell, turns }, close };
	}
	const connect = async () => {
		await until();
		return shell.pool.connect();
	};
	return { shell: { ...shell, pool: { connect } as unknown as typeof shell.pool }, close };
}
