/** How a file of SQLite is opened: what an acknowledged save depends on, and cannot be seen until it is lost. */
import { expect, it } from 'vitest';
import { onEach, sql } from './databases.ts';

onEach(
	({ fresh, again }) => {
		it('waits for the disk with every commit, keeps references whole, and lets nobody wait long', async () => {
			const db = await fresh();
			for (const connection of [db, again(db)]) {
				// 2 is FULL: NORMAL may lose a commit that was answered in a power cut.
				expect(await sql(connection, 'pragma synchronous')).toEqual([{ synchronous: 2 }]);
				expect(await sql(connection, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
				expect(await sql(connection, 'pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
				const [busy] = await sql(connection, 'pragma busy_timeout');
				expect(busy!['timeout']).toBeLessThanOrEqual(500);
			}
		});
	},
	['SQLite on disk']
);
