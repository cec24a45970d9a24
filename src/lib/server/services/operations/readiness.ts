/** Can this installation take a save just now? */
import { by, INSTALLATION, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as jobs from '../../store/jobs.ts';

/**
 * Bytes that are written and taken out again: more pages than a save needs anew. A change of nothing would
 * not notice a full disk, because SQLite writes pages only where something has changed.
 */
const PROBE_BYTES = 32 * 1024;

/**
 * Writes and commits, as a save does: a row that is gone with the same commit.
 *
 * @throws Refusal ('busy') where the database cannot write
 */
export async function assertReady(app: App): Promise<void> {
	await atomically(app.db, by(app, INSTALLATION), (tx) => jobs.probe(tx, PROBE_BYTES));
}
