/** Makes backups, while people go on rating. */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../../app.ts';
import { course, task, type Course } from '../../crew/task.ts';
import { copyOut } from '../../db/copying/index.ts';
import { newestApplied, pending } from '../../db/migrate.ts';
import { settle } from '../../folder.ts';
import { VERSION } from '../../version.ts';
import { pack, rowsIn, type BackupHead } from './container.ts';
import { cannotWrite, partIn, prepare, sweep, thinOut } from './folder.ts';
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

/** What is being made, so that a server that stops need not wait for it. */
const underWay = new Set<AbortController>();

/** Stops what is being made: a server that goes does not wait for it. */
export function stopMaking(): void {
	for (const stopping of underWay) stopping.abort(new Error('The server was stopped.'));
}

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
	{ onProgress, signal }: Partial<Course> = {}
): Promise<Made> {
	const stopping = new AbortController();
	underWay.add(stopping);
	const signals = [stopping.signal, ...(signal === undefined ? [] : [signal])];
	try {
		const on = { onProgress, signal: AbortSignal.any(signals) };
		const made = await app.crew.ask(making, wanted, on);
		await noteMade(app, actor, made);
		return made;
	} finally {
		underWay.delete(stopping);
	}
}

/** The backup is there, whether or not the trail can be told of it. */
async function noteMade(app: App, actor: Actor, made: Made): Promise<void> {
	// The trail has the form of this version only.
	if ((await pending(app.db)) > 0) return;
	await recordMade(app, actor, made).catch((error: unknown) =>
		app.log.warn(
			{ err: error, file: made.file },
			'a backup was made, and the trail does not say so'
		)
	);
}

const making = task('backups.make', 'work', makeHere);

/** The same on this very thread. */
export async function makeHere(
	app: App,
	{ reason, file }: Wanted,
	{ onProgress, signal }: Course = course()
): Promise<Made> {
	const { folder, staging, key, nightly } = app.backups;
	const place = file === null ? folder : dirname(file);
	for (const one of [place, staging]) prepare(one);
	if (file !== null && existsSync(file)) throw taken(file);
	const id = randomUUID();
	const [copy, part] = [partIn(staging, id, 'copy'), partIn(place, id, 'backup')];
	try {
		sweep(staging);
		if (file === null) sweep(folder);
		const migration = await newestApplied(app.db);
		if (migration === null) throw new Refusal('missing', 'There is nothing to back up yet.');
		const { tables } = await copyOut(app.db, copy, {
			onProgress: (done, of) => onProgress({ what: 'copied', done, of }),
			signal
		});
		const { dialect } = app.db.shell;
		const about = { primum: VERSION, dialect, migration, madeAt: app.now(), reason, tables };
		const head = await pack(copy, part, about, { key, signal });
		const { size: bytes } = statSync(part);
		const to = named(part, file, place, head);
		if (file === null) thinOut(place, basename(to), nightly);
		return {
			...{ madeAt: head.madeAt, file: to, bytes, isSealed: head.sealed !== null },
			rows: rowsIn(head)
		};
	} catch (error) {
		throw isOfFiles(error) ? cannotWrite(place, error) : error;
	} finally {
		for (const path of [copy, `${copy}-journal`, `${copy}-wal`, `${copy}-shm`, part]) {
			rmSync(path, { force: true });
		}
	}
}

/** Gives a backup its name: two of the same second get another one each. */
function named(part: string, file: string | null, folder: string, head: BackupHead): string {
	if (file !== null) {
		if (settle(part, file)) return file;
		throw taken(file);
	}
	for (let more = 0; ; more += 1) {
		const path = join(folder, nameOf(head.madeAt, head.reason, more));
		if (settle(part, path)) return path;
	}
}

const taken = (file: string) => new Refusal('conflict', `${file} exists. Choose another name.`);

/** Whether an error is one of the disk; SQLite says so in words of its own. */
function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
	const code = String((error as NodeJS.ErrnoException | null)?.code ?? '');
	return /^E(NOSPC|DQUOT|ACCES|PERM|ROFS|IO)$|^SQLITE_(FULL|IOERR|CANTOPEN|READONLY)/.test(code);
}
