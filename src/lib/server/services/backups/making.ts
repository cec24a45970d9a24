/** Makes backups, while people go on rating. */
import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../../app.ts';
import { course, task, type Course } from '../../crew/task.ts';
import { copyOut } from '../../db/copying/index.ts';
import { newestApplied, pending } from '../../db/migrate.ts';
import { VERSION } from '../../version.ts';
import { pack, type BackupHead } from './container.ts';
import { cannotWrite, partIn, prepare, thinOut } from './folder.ts';
import { nameOf, type Reason } from './names.ts';
import { recordMade } from './recording.ts';

export type Made = {
	/** Milliseconds since 1970, UTC. */
	madeAt: number;
	/** The path of the backup. */
	file: string;
	bytes: number;
	/** Rows in it. */
	rows: number;
	isSealed: boolean;
};

export type Wanted = {
	reason: Reason;
	/** A path for it; null for the folder of backups and a name by the moment. */
	file: string | null;
};

/**
 * Makes a backup on the crew's thread, and says so in the trail. The guard is the caller's.
 *
 * @throws Refusal ('conflict') where the file is there already, ('busy') where it cannot be written; the reason of
 *   `signal` where that stops it. What was begun is gone then.
 */
export async function make(
	app: App,
	actor: Actor,
	wanted: Wanted,
	on?: Partial<Course>
): Promise<Made> {
	const made = await app.crew.ask(making, wanted, on);
	// The trail has the form of this version only.
	if ((await pending(app.db)) === 0) await recordMade(app, actor, made);
	return made;
}

const making = task('backups.make', 'work', makeHere);

/** The same on this very thread. */
export async function makeHere(
	app: App,
	{ reason, file }: Wanted,
	{ onProgress, signal }: Course = course()
): Promise<Made> {
	const { folder, key, nightly } = app.backups;
	const place = file === null ? folder : dirname(file);
	prepare(place);
	if (file !== null && existsSync(file)) {
		throw new Refusal('conflict', `${file} exists. Choose another name.`);
	}
	const id = randomUUID();
	const [copy, part] = [partIn(place, id, 'copy'), partIn(place, id, 'backup')];
	try {
		const migration = await newestApplied(app.db);
		if (migration === null) throw new Refusal('missing', 'There is nothing to back up yet.');
		const { tables } = await copyOut(app.db, copy, {
			onProgress: (done, of) => onProgress({ what: 'copied', done, of }),
			signal
		});
		const { dialect } = app.db.shell;
		const about = { primum: VERSION, dialect, migration, madeAt: app.now(), reason, tables };
		const head = await pack(copy, part, about, { key, signal });
		const to = file ?? freeIn(place, head);
		renameSync(part, to);
		if (file === null) thinOut(place, nightly);
		return {
			...{
				madeAt: head.madeAt,
				file: to,
				bytes: statSync(to).size,
				isSealed: head.sealed !== null
			},
			rows: Object.values(tables).reduce((sum, rows) => sum + rows, 0)
		};
	} catch (error) {
		throw isOfFiles(error) ? cannotWrite(place, error) : error;
	} finally {
		for (const path of [copy, `${copy}-journal`, `${copy}-wal`, `${copy}-shm`, part]) {
			rmSync(path, { force: true });
		}
	}
}

function freeIn(folder: string, { madeAt, reason }: BackupHead): string {
	for (let more = 0; ; more += 1) {
		const path = join(folder, nameOf(madeAt, reason, more));
		if (!existsSync(path)) return path;
	}
}

/** Whether an error is one of the disk; SQLite says so in words of its own. */
function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
	const code = String((error as NodeJS.ErrnoException | null)?.code ?? '');
	return /^E(NOSPC|DQUOT|ACCES|PERM|ROFS|IO)$|^SQLITE_(FULL|IOERR)/.test(code);
}
