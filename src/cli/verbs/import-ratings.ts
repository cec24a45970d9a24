/** `primum import-ratings`: ratings made elsewhere. */
import type { Command } from 'commander';
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { importRatings } from '#lib/server/services/importing/index.ts';
import { configOf, withApp } from '../data.ts';
import { ratingsAnswer } from '../import-answers.ts';
import { readFile } from '../inputs.ts';
import { reported } from '../progress.ts';
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
		return ratingsAnswer(given, outcome);
	});
}
