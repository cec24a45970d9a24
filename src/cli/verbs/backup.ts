/** `primum backup`: the whole installation as one file, while people go on rating. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { inWords } from '#lib/formats/limits.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import { withExisting } from '../data.ts';
import { interruptible } from '../interrupt.ts';
import { reported } from '../notes.ts';
import { count } from '../text.ts';
import { count as whole, moment } from '../values.ts';
import { argument, verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'backup',
		says: 'write the whole installation into one file, while it runs',
		about:
			'Writes everything that is stored into one file, as of one moment, while people go on rating. It is sealed where ' +
			'PRIMUM_BACKUP_KEY is set; `primum restore` puts it back.',
		takes: {
			file: argument(
				'file',
				'the file to write; by the moment, in the folder of backups, unless given',
				z.string().min(1, 'name a file').optional()
			)
		},
		examples: [
			{ run: 'primum backup', does: 'into the folder of backups' },
			{ run: 'primum backup before-the-move.backup', does: 'to where you say' }
		],
		refused: {
			when: 'the file is there already, cannot be written, or there is no installation',
			run: 'primum backup --data nowhere'
		},
		answer: z.object({
			...{ madeAt: moment, file: z.string(), bytes: whole, rows: whole },
			isSealed: z.boolean()
		}),
		work: async (given) => {
			const file = given.file === undefined ? null : resolve(given.file);
			const made = await withExisting(given, (app) =>
				interruptible((signal) =>
					backups.make(app, TERMINAL, { reason: 'by-hand', file }, { ...reported(), signal })
				)
			);
			const sealed = made.isSealed
				? 'It is sealed with PRIMUM_BACKUP_KEY: without that key nobody can restore it.'
				: 'It is not sealed: keep it where nobody else can read it, or set PRIMUM_BACKUP_KEY.';
			return {
				json: made,
				text: `Wrote ${made.file} (${inWords(made.bytes)}, ${count(made.rows, 'row')}).\n${sealed}`
			};
		}
	})
];
