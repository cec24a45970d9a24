/** Puts a backup back where nothing is. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { tmpdir } from 'node:os';
import { Refusal } from '#lib/domain/refusal.ts';
import { course, type Course } from '../../crew/task.ts';
import { copyIn } from '../../db/copying/index.ts';
import { newestKnown } from '../../db/migrate.ts';
import { headOf, unpack, type BackupHead } from './container.ts';
import { partIn } from './folder.ts';

const CALLED = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };

/**
 * Restores a backup into an empty place. The schema stays that of the backup: whoever opens the database next brings it up
 * to date.
 *
 * @param to a path of SQLite, or the address of an empty database of PostgreSQL
 * @param key in words, as when it was made
 * @returns what the backup says of itself; as many rows stand in the database now
 * @throws Refusal ('invalid') where the backup is damaged, sealed with another key, of another kind of database or of a
 *   newer version; ('conflict') where a database is there already. Nothing was changed then.
 */
export async function restore(
	file: string,
	to: string,
	key: string | null,
	{ onProgress, signal }: Course = course()
): Promise<BackupHead> {
	const { dialect, migration } = await headOf(file);
	const isServer = /^postgres(ql)?:/.test(to);
	if (isServer !== (dialect === 'postgresql')) {
		throw new Refusal(
			'invalid',
			`${file} is a backup of ${CALLED[dialect]}. ` +
				(isServer
					? 'Leave DATABASE_URL out to restore it into a folder.'
					: 'Name an empty database in DATABASE_URL to restore it into.')
		);
	}
	if (migration > newestKnown(dialect)) {
		throw new Refusal(
			'invalid',
			`${file} was made by a newer version of Primum. Install that version, and restore it there.`
		);
	}
	const copy = partIn(isServer ? tmpdir() : dirname(to), randomUUID(), 'copy');
	try {
		const head = await unpack(file, copy, { key, signal });
		await copyIn(copy, to, {
			...{ dialect, migration, expected: head.tables },
			watched: { onProgress: (done, of) => onProgress({ what: 'restored', done, of }), signal }
		});
		return head;
	} finally {
		rmSync(copy, { force: true });
	}
}
