/** What the trail says of backups. */
import * as backups from '#lib/server/services/backups/index.ts';
import { MINUTE, START } from '../support.ts';
import { withBackups } from './backups-support.ts';
import { anInstallation, told, type Story } from './trail-support.ts';

export const OF_BACKUPS = {
	'backup.made': async (db) => {
		const { app, id, administrator } = await anInstallation(db);
		app.pass(MINUTE);
		const wanted = { reason: 'by-hand' as const, file: null };
		await backups.make(withBackups(app), administrator, wanted);
		return told(id, {
			what: 'backup.made',
			subject: 'backup:primum-2026-11-02T080100Z-by-hand.backup',
			// The administrator.
			new: { madeAt: START + MINUTE, rows: 1 }
		});
	},

	'backup.restored': async (db) => {
		const { app, id, administrator } = await anInstallation(db);
		app.pass(MINUTE);
		await backups.recordRestored(app, administrator, '/from/monday.backup', {
			madeAt: START,
			tables: { users: 3, studies: 2 }
		});
		return told(id, {
			what: 'backup.restored',
			subject: 'backup:monday.backup',
			new: { madeAt: START, rows: 5 }
		});
	}
} satisfies Record<string, Story>;
