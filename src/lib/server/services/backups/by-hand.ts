/** A backup that an administrator asks for on a page. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { requireAdmin } from '../../auth/guards.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as jobs from '../../store/jobs.ts';
import { keptIn, type Kept } from './folder.ts';
import { MAKE } from './kinds.ts';
import { make } from './making.ts';

export type BackupsToRead = {
	/** Where they are on the server. */
	folder: string;
	isSealed: boolean;
	/** Nightly backups that are kept; 0 where none are made. */
	nightly: number;
	kept: Kept[];
	/** True while one that was asked for is not there yet. */
	isUnderWay: boolean;
	/** When the last one that was asked for failed; null where it did not. */
	failedAt: number | null;
};

/** The backups that are kept. @throws Refusal ('forbidden') for all but administrators */
export async function show(app: App, actor: Actor): Promise<BackupsToRead> {
	requireAdmin(actor);
	const last = await read(app.db, (tx) => jobs.newest(tx, { kind: MAKE }));
	const { folder, key, nightly } = app.backups;
	return {
		...{ folder, nightly, isSealed: key !== null, kept: keptIn(folder) },
		isUnderWay: last?.state === 'waiting' || last?.state === 'running',
		failedAt: last?.state === 'failed' ? last.finishedAt : null
	};
}

/**
 * Asks for a backup, which a job makes.
 *
 * @throws Refusal ('forbidden') for all but administrators, ('conflict') while one is being made
 */
export function askFor(app: App, actor: Actor): Promise<void> {
	requireAdmin(actor);
	return atomically(app.db, by(app, actor), function* (tx) {
		const last = yield* jobs.newest(tx, { kind: MAKE });
		if (last?.state === 'waiting' || last?.state === 'running') {
			throw new Refusal('conflict', 'A backup is being made already. Wait until it is finished.');
		}
		yield* jobs.later(tx, { kind: MAKE, payload: { ...actor } });
	});
}

/** The job. @param asked who asked for it, as `askFor` left it */
export async function makeAsked(app: App, asked: unknown): Promise<void> {
	const { file, bytes, rows } = await make(app, asked as Actor, { reason: 'by-hand', file: null });
	app.log.info({ file, bytes, rows }, 'a backup was made');
}
