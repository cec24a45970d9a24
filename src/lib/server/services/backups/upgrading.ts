/** Brings an installation to the schema of this version. */
import type { App } from '../../app.ts';
import { migrate, type Migrated } from '../../db/migrate.ts';
import { makeHere } from './making.ts';

/**
 * Applies the migrations that the database lacks, after a backup of what is there.
 *
 * @throws Refusal where the backup cannot be made: the database is as it was; Error as `migrate`
 */
export function bringUpToDate(app: App): Promise<Migrated> {
	return migrate(app.db, async () => {
		const { file } = await makeHere(app, { reason: 'before-migration', file: null });
		return file;
	});
}
