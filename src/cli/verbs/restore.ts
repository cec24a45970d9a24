/** `primum restore`: a backup, put back where nothing is. */
import type { Command } from 'commander';
import { z } from 'zod';
import { TERMINAL } from '#lib/server/app.ts';
import { prepareFolder } from '#lib/server/config.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import { configOf, withApp } from '../data.ts';
import { interruptible } from '../interrupt.ts';
import { reported } from '../progress.ts';
import { count, findingsText, moment } from '../text.ts';
import { does } from '../verb.ts';

const schema = z.object({
	file: z.string().min(1, 'name a file'),
	check: z.boolean().default(false)
});

export function register(program: Command): void {
	const command = program
		.command('restore')
		.description('put a backup back into an empty data folder or an empty database')
		.argument('<file>', 'a backup, as `primum backup` wrote it')
		.option('--check', 'only read it to its end, and say whether it is whole');
	does(command, schema, async ({ file, check, ...given }) => {
		const config = configOf(given);
		const { key } = config.backups;
		if (check) {
			const head = await interruptible((signal) => backups.check(file, signal));
			return { json: head, text: `${file} is whole: ${described(head)}.` };
		}
		prepareFolder(config.dataDir);
		const head = await interruptible((signal) =>
			backups.restore(file, config.database, key, { ...reported(), signal })
		);
		const findings = await withApp(given, async (app) => {
			await backups.recordRestored(app, TERMINAL, file, head);
			return operations.examine(app);
		});
		const ok = findings.every((finding) => finding.ok);
		return {
			json: { ...head, ok, findings },
			text: `Restored ${described(head)}.\n\n${findingsText(findings)}`,
			failed: !ok
		};
	});
}

function described({ madeAt, primum, tables, sealed }: backups.BackupHead): string {
	const rows = Object.values(tables).reduce((sum, rows) => sum + rows, 0);
	return (
		`the installation as of ${moment(madeAt)}, by Primum ${primum}, ` +
		`${count(rows, 'row')}${sealed === null ? '' : ', sealed'}`
	);
}
