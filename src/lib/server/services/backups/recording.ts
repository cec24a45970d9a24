/** What the trail says of backups. */
import { basename } from 'node:path';
import { by, type Actor, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as jobs from '../../store/jobs.ts';
import * as trail from '../../store/trail.ts';
import { rowsIn, type BackupHead } from './container.ts';
import { JOBS } from './kinds.ts';

export function recordMade(
	app: App,
	actor: Actor,
	{ file, madeAt, rows }: { file: string; madeAt: number; rows: number }
): Promise<void> {
	return atomically(app.db, by(app, actor), (tx) =>
		trail.record(tx, {
			what: 'backup.made',
			subject: `backup:${basename(file)}`,
			new: { madeAt, rows }
		})
	);
}

/**
 * Says in an installation that was restored that it was, and as of when. A backup that was being made when this one was
 * made is not made anew: it would be of another moment, and of another place.
 */
export function recordRestored(
	app: App,
	actor: Actor,
	file: string,
	head: Pick<BackupHead, 'madeAt' | 'tables'>
): Promise<void> {
	return atomically(app.db, by(app, actor), function* (tx) {
		for (const kind of JOBS) yield* jobs.close(tx, kind);
		yield* trail.record(tx, {
			what: 'backup.restored',
			subject: `backup:${basename(file)}`,
			new: { madeAt: head.madeAt, rows: rowsIn(head) }
		});
	});
}
