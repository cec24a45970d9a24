/** Can this installation take a save just now? */
import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import { atomically, run } from '../db/atomically.ts';
import * as sessions from '../store/sessions.ts';
import * as users from '../store/users.ts';

/**
 * Bytes that are written and taken out again: more pages than a save needs anew. A change of nothing would
 * not notice a full disk, because SQLite writes pages only where something has changed.
 */
const PROBE_BYTES = 32 * 1024;

/**
 * Writes and commits, as a save does: a session that nobody has ever held, and that is gone with the same
 * commit. While nobody has an account there is nothing to save and nobody to hold one; then only the write
 * lock is taken.
 *
 * @throws Refusal ('busy') where the database cannot write
 */
export async function assertReady(app: App): Promise<void> {
	await atomically(app.db, function* (tx) {
		yield* sessions.removeExpired(tx, app.now());
		const [someone] = yield* run(users.anyone(tx));
		if (someone === undefined) return;
		// No cookie opens it: the id of a real session is a hash.
		const id = `probe ${randomUUID()}`;
		const agent = '-'.repeat(PROBE_BYTES);
		yield* sessions.insert(tx, { id, userId: someone.id, createdAt: 0, expiresAt: 0, agent });
		yield* sessions.remove(tx, id);
	});
}
