/** `primum import-ratings`: ratings made elsewhere. */
import type { Command } from 'commander';
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { importRatings } from '#lib/server/services/importing/index.ts';
import { configOf, withApp } from '../data.ts';
import { readFile } from '../inputs.ts';
import { reported } from '../progress.ts';
import { count } from '../text.ts';
import { does } from '../verb.ts';

const schema = z.object({
	file: z.string(),
	study: slugSchema,
	dryRun: z.boolean().default(false)
});

export function register(program: Command): void {
	const command = program
		.command('import-ratings')
		.description('import ratings.csv; raters who are not known become members without a sign-in')
		.argument('<file>', 'ratings.csv: case, action, rater, score and more')
		.requiredOption('--study <slug>', 'the study that has the cases')
		.option('--dry-run', 'say what would change, and change nothing');
	does(command, schema, async (given) => {
		const { file, study, dryRun } = given;
		const csv = readFile(file, configOf(given).limits.fileBytes);
		const outcome = await withApp(given, (app) =>
			importRatings(app, TERMINAL, study, csv, { dryRun, course: reported() })
		);
		const { new: added, changed, unchanged, newRaters, notes, applied } = outcome;
		const lines = [`${count(added, 'new rating')}, ${changed} changed, ${unchanged} unchanged.`];
		if (newRaters.length > 0) {
			const verb = dryRun ? 'would become' : 'became';
			lines.push(`Raters who ${verb} members without a sign-in: ${newRaters.join(', ')}`);
		}
		lines.push(...notes);
		if (dryRun) lines.push('This was a dry run: nothing was changed.');
		else if (!applied) lines.push('Nothing to change.');
		return { json: { study, dryRun, ...outcome }, text: lines.join('\n') };
	});
}
