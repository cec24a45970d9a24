/** Puts a backup back where nothing is. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
	// Beside the file that it becomes, or, for a server, where only its owner may look.
	const place = isServer ? mkdtempSync(join(tmpdir(), 'primum-restore-')) : dirname(to);
	const copy = partIn(place, randomUUID(), 'copy');
	try {
		const head = await unpack(file, copy, { key, signal });
		await copyIn(copy, to, {
			...{ dialect, migration, expected: head.tables },
			watched: { onProgress: (done, of) => onProgress({ what: 'restored', done, of }), signal }
		});
		return head;
	} finally {
		for (const path of [copy, `${copy}-journal`]) rmSync(path, { force: true });
		if (isServer) rmSync(place, { recursive: true });
	}
}
