/** The practice case, of which nothing is kept but that a person is done with it. */
import type { Actor, App } from '../app.ts';
import { atomically } from '../db/atomically.ts';
import * as users from '../store/users.ts';

/** True once the person has finished or skipped the practice case. The command line never practises. */
export async function hasPractised(app: App, actor: Actor): Promise<boolean> {
	return actor.id === null || (await users.practisedAt(app.db, actor.id)) !== null;
}

/** Remembers that the person has finished or skipped the practice case; later times change nothing. */
export async function markPractised(app: App, actor: Actor): Promise<void> {
	const { id } = actor;
	if (id === null) return;
	const now = app.now();
	await atomically(app.db, (tx) => users.setPractised(tx, id, now));
}
