/** `primum backup`: the whole installation as one file, while people go on rating. */
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { z } from 'zod';
import { inWords } from '#lib/formats/limits.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import { withExisting } from '../data.ts';
import { interruptible } from '../interrupt.ts';
import { reported } from '../progress.ts';
import { count } from '../text.ts';
import { does } from '../verb.ts';

const schema = z.object({ file: z.string().min(1, 'name a file').optional() });

export function register(program: Command): void {
	const command = program
		.command('backup')
		.description(
			'write the whole installation into one file, while it runs; `primum restore` puts it back'
		)
		.argument('[file]', 'the file to write; by the moment, in the folder of backups, unless given');
	does(command, schema, async (given) => {
		const file = given.file === undefined ? null : resolve(given.file);
		const made = await withExisting(given, (app) =>
			interruptible((signal) =>
				backups.make(app, TERMINAL, { reason: 'by-hand', file }, { ...reported(), signal })
			)
		);
		const sealed = made.isSealed
			? 'It is sealed with PRIMUM_BACKUP_KEY: without that key nobody can restore it.'
			: 'It is not sealed: keep it where only you can read it, or set PRIMUM_BACKUP_KEY.';
		return {
			json: made,
			text: `Wrote ${made.file} (${inWords(made.bytes)}, ${count(made.rows, 'row')}).\n${sealed}`
		};
	});
}
