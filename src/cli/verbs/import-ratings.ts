/** `primum import-ratings`: ratings made elsewhere. */
import { z } from 'zod';
import { TERMINAL } from '#lib/server/app.ts';
import { importRatings } from '#lib/server/services/importing/index.ts';
import { configOf, withApp } from '../data.ts';
import { ratingsAnswer, ratingsOutcome } from '../import-answers.ts';
import { readFile } from '../inputs.ts';
import { reported } from '../notes.ts';
import { study } from '../values.ts';
import { argument, flag, verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'import-ratings',
		says: 'import ratings that were made elsewhere',
		about:
			'Imports a table of ratings, one a line: case, action, rater, score and more. Raters who are not known become ' +
			'members without a sign-in, and ratings of people who sign in are never taken from a file.',
		takes: {
			file: argument('file', 'ratings.csv: case, action, rater, score and more', z.string()),
			study,
			dryRun: flag('say what would change, and change nothing')
		},
		examples: [
			{
				run: 'primum import-ratings docs/examples/cli/ratings.csv --study demo --dry-run',
				does: 'says what would change'
			},
			{
				run: 'primum import-ratings docs/examples/cli/ratings.csv --study demo',
				does: 'all of it comes in, or nothing'
			}
		],
		refused: {
			when: 'a line cannot be used, or names a case or action that is not there',
			run: 'primum import-ratings docs/examples/cli/matrix.csv --study demo'
		},
		answer: ratingsOutcome,
		work: async (given) => {
			const { file, study, dryRun } = given;
			const csv = readFile(file, configOf(given).limits.fileBytes);
			const outcome = await withApp(given, (app) =>
				importRatings(app, TERMINAL, study, csv, { dryRun, course: reported() })
			);
			return ratingsAnswer(given, outcome);
		}
	})
];
