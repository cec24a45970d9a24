/** The backup of every night, unless the operator wants none. */
import { Cron } from 'croner';
import { by, INSTALLATION, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as jobs from '../../store/jobs.ts';
import { NIGHTLY } from './kinds.ts';
import { make } from './making.ts';

/** Half past two by the clock of the server, when the last rater of the evening has gone. */
const AT_NIGHT = '30 2 * * *';

/** Asks for the next nightly backup, unless one is asked for, or none is wanted. */
export async function planNightly(app: App): Promise<void> {
	if (app.backups.nightly === 0) return;
	await atomically(app.db, by(app, INSTALLATION), function* (tx) {
		if (yield* jobs.isOpen(tx, NIGHTLY)) return;
		yield* jobs.later(tx, { kind: NIGHTLY, payload: {}, at: nextNight(tx.by.at) });
	});
}

/** Makes the backup of this night, and asks for the next one, whether or not this one could be made. */
export async function makeNightly(app: App): Promise<void> {
	try {
		if (app.backups.nightly === 0) return;
		const wanted = { reason: 'nightly' as const, file: null };
		const { file, bytes, rows } = await make(app, INSTALLATION, wanted);
		app.log.info({ file, bytes, rows }, 'a backup was made');
	} finally {
		await planNightly(app);
	}
}

const nextNight = (now: number) =>
	new Cron(AT_NIGHT, { paused: true }).nextRun(new Date(now))!.getTime();
