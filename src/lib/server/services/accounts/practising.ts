/** The practice case, of which nothing is kept but that a person is done with it. */
import { by, type Actor, type App } from '../../app.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as users from '../../store/users.ts';

/** True once the person has finished or skipped the practice case. The command line never practises. */
export async function hasPractised(app: App, actor: Actor): Promise<boolean> {
	const { id } = actor;
	return id === null || (await read(app.db, (tx) => users.practisedAt(tx, id))) !== null;
}

/** Remembers that the person has finished or skipped the practice case; later times change nothing. */
export async function markPractised(app: App, actor: Actor): Promise<void> {
	const { id } = actor;
	if (id === null) return;
	await atomically(app.db, by(app, actor), (tx) => users.setPractised(tx, id, tx.by.at));
}
