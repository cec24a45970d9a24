/** When somebody was last here. */
import { by, INSTALLATION, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import type { Database } from '../../db/connect.ts';
import * as users from '../../store/users.ts';

/** How often it is written down, however often somebody comes by. */
const EVERY_MS = 10 * 60_000;

/** What this process has written down last, so that the many requests of one page ask for one change. */
const noted = new WeakMap<Database, Map<number, number>>();

/**
 * Notes that a person is here. Nothing depends on it: it follows the answer, and where it fails it is tried
 * again ten minutes later.
 *
 * @param person with what is on record
 */
export async function noteSeen(
	app: App,
	{ id, seenAt }: { id: number; seenAt: number | null }
): Promise<void> {
	const now = app.now();
	const own = noted.get(app.db) ?? new Map<number, number>();
	noted.set(app.db, own);
	const last = Math.max(seenAt ?? -Infinity, own.get(id) ?? -Infinity);
	if (now - last < EVERY_MS) return;
	own.set(id, now);
	try {
		await atomically(app.db, by(app, INSTALLATION), (tx) =>
			users.setSeen(tx, id, tx.by.at, EVERY_MS)
		);
	} catch (error) {
		app.log.warn({ err: error, userId: id }, 'cannot note when somebody was here');
	}
}
