/** What an installation clears up once a day. */
import { DAY_MS } from '#lib/domain/day.ts';
import { by, INSTALLATION, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as errands from '../../store/errands.ts';
import * as jobs from '../../store/jobs.ts';
import * as sessions from '../../store/sessions.ts';
import { dropOldUploads } from '../importing/index.ts';

/** How long it can be looked up what became of a job. */
const JOBS_KEPT_MS = 30 * DAY_MS;

/** Asks for the next housekeeping, unless it is asked for already. */
export async function planHousekeeping(app: App): Promise<void> {
	await atomically(app.db, by(app, INSTALLATION), function* (tx) {
		if (yield* jobs.isOpen(tx, 'housekeeping')) return;
		yield* jobs.later(tx, { kind: 'housekeeping', payload: {}, at: tx.by.at });
	});
}

/**
 * Forgets sessions that have ended, jobs and errands that were done long ago, and files that were sent more than a day
 * ago, and asks for the next time.
 */
export async function keepHouse(app: App): Promise<void> {
	await dropOldUploads(app, app.now() - DAY_MS);
	await atomically(app.db, by(app, INSTALLATION), function* (tx) {
		const now = tx.by.at;
		yield* sessions.removeExpired(tx, now);
		yield* jobs.removeDone(tx, now - JOBS_KEPT_MS);
		yield* errands.removeOver(tx, now - JOBS_KEPT_MS);
		if (yield* jobs.isOpen(tx, 'housekeeping')) return;
		yield* jobs.later(tx, { kind: 'housekeeping', payload: {}, at: now + DAY_MS });
	});
}
