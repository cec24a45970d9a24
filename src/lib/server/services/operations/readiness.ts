/** Can this installation take a save just now? */
import { by, INSTALLATION, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as sessions from '../../store/sessions.ts';

/**
 * Takes the write lock and commits, as a save does.
 *
 * @throws Refusal ('busy') where the database cannot write
 */
export async function assertReady(app: App): Promise<void> {
	// Long expired sessions are rubbish anyway; on most days there is none, and nothing is written.
	await atomically(app.db, by(app, INSTALLATION), (tx) => sessions.removeExpired(tx, app.now()));
}
