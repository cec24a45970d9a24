/** `primum restore`: a backup, put back where nothing is. */
import { z } from 'zod';
import { TERMINAL } from '#lib/server/app.ts';
import { prepareFolder } from '#lib/server/config.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import { configOf, withApp } from '../data.ts';
import { interruptible } from '../interrupt.ts';
import { reported } from '../notes.ts';
import { count, findingsText, moment as momentText } from '../text.ts';
import { finding, list, moment } from '../values.ts';
import { argument, flag, verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'restore',
		says: 'put a backup back into an empty data folder or an empty database',
		about:
			'Puts a backup back where nothing is: into the data folder, or into the database that DATABASE_URL names. The ' +
			'file is read to its end first, and what was restored is examined as `primum doctor` does.',
		takes: {
			file: argument(
				'file',
				'a backup, as `primum backup` wrote it',
				z.string().min(1, 'name a file')
			),
			check: flag('only read it to its end, and say whether it is whole')
		},
		examples: [
			{
				run: 'primum backup monday.backup && primum restore monday.backup --data restored',
				does: 'into a new folder'
			},
			{ run: 'primum backup now.backup && primum restore now.backup --check', does: 'is it whole?' }
		],
		refused: {
			when: 'the file is damaged or sealed with another key, something is there already, or a check fails afterwards',
			run: 'primum restore nothing.backup --data elsewhere'
		},
		answer: z.object({
			...{ primum: z.string(), dialect: z.string(), madeAt: moment, reason: z.string() },
			tables: z.record(z.string(), z.int()).meta({ description: 'rows by table' }),
			findings: list(finding).nullable().meta({ description: 'null where it was only checked' })
		}),
		work: async ({ file, check, ...given }) => {
			const config = configOf(given);
			if (check) {
				const head = await interruptible((signal) =>
					backups.check(file, { key: config.backups.key, signal })
				);
				return { json: { ...head, findings: null }, text: `${file} is whole: ${described(head)}.` };
			}
			await backups.headOf(file);
			prepareFolder(config.dataDir);
			const head = await interruptible((signal) =>
				backups.restore(file, config.database, config.backups.key, { ...reported(), signal })
			);
			const findings = await withApp(given, async (app) => {
				await backups.recordRestored(app, TERMINAL, file, head);
				return operations.examine(app);
			});
			return {
				json: { ...head, findings },
				text: `Restored ${described(head)}.\n\n${findingsText(findings)}`,
				// That nothing was backed up here of late is no fault of what was restored.
				failed: findings.some(({ check, ok }) => !ok && check !== 'backups')
			};
		}
	})
];

function described(head: backups.BackupHead): string {
	const { madeAt, primum, sealed } = head;
	return (
		`the installation as of ${momentText(madeAt)}, by Primum ${primum}, ` +
		`${count(backups.rowsIn(head), 'row')}${sealed === null ? '' : ', sealed'}`
	);
}
