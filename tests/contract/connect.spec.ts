import { expect, it } from 'vitest';
import { onEach } from './databases.ts';

/** SQLite's numbers for the setting: 0 OFF, 1 NORMAL, 2 FULL, 3 EXTRA. */
const FULL = 2;

onEach(
	({ fresh, again }) => {
		it('syncs every commit to the disk, on every connection, and holds to foreign keys', async () => {
			const first = await fresh();
			for (const { shell } of [first, again(first)]) {
				if (shell.dialect !== 'sqlite') throw new Error('For SQLite only.');
				const setting = (name: string) => shell.client.pragma(name, { simple: true });
				expect(setting('synchronous')).toBe(FULL);
				expect(setting('journal_mode')).toBe('wal');
				expect(setting('foreign_keys')).toBe(1);
			}
		});
	},
	['SQLite on disk']
);
