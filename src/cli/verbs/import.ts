/** `primum import`: cases from a kit or from tables, and cases or ratings from any table by a mapping. */
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { planImport, REWORDING_POLICIES } from '#lib/domain/import.ts';
import { PURPOSES, type Mapping } from '#lib/domain/mapping.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { slugSchema } from '#lib/domain/study.ts';
import type { Files } from '#lib/formats/files.ts';
import { mayBeRead } from '#lib/formats/layout.ts';
import type { Limits } from '#lib/formats/limits.ts';
import { readMapping } from '#lib/formats/mapping/file.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { configOf, withApp, withNewApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { casesAnswer, ratingsAnswer } from '../import-answers.ts';
import { readFile, readFiles } from '../inputs.ts';
import { reported } from '../progress.ts';
import { does, note, type Answer, type Common } from '../verb.ts';

const schema = z.object({
	path: z.string(),
	study: slugSchema.optional(),
	map: z.string().optional(),
	guess: z.enum(PURPOSES).optional(),
	create: z.boolean().default(false),
	dryRun: z.boolean().default(false),
	rewording: z.enum(REWORDING_POLICIES).default('refuse'),
	withdrawMissing: z.boolean().default(false),
	reason: z.string().default('')
});
type Given = z.output<typeof schema> & Common & { study: string };

export function register(program: Command): void {
	const command = program
		.command('import')
		.description(
			'import cases: a kit folder, a zip of one, or cases.csv with actions.csv; ' +
				'with --map, cases or ratings from any spreadsheet, .csv or .jsonl'
		)
		.argument(
			'<path>',
			'a folder or zip archive, in which what is read may lie at any depth; or a file, with --map'
		)
		.option('--study <slug>', 'the study they belong to')
		.option('--map <file>', 'a mapping: which columns of your own tables mean what')
		.addOption(
			new Option(
				'--guess <what>',
				'import nothing; print a mapping of the tables, to be looked at, mended and given to --map'
			).choices(PURPOSES)
		)
		.option('--create', 'make the study where there is none')
		.option('--dry-run', 'say what would change, and change nothing')
		.addOption(
			new Option(
				'--rewording <policy>',
				'where rated text differs: refuse; version keeps old ratings with the old wording and asks again; ' +
					'mend says that no meaning changes, and ratings stay'
			).choices(REWORDING_POLICIES)
		)
		.option('--withdraw-missing', 'withdraw the cases of the study that are not in the files')
		.option('--reason <words>', 'why texts are mended or reworded, or cases withdrawn')
		.addHelpText('after', EXAMPLES);
	does(command, schema, async ({ study, ...given }) => {
		const { path, guess } = given;
		const { limits } = configOf(given);
		const { files, passedOver } = await readFiles(path, limits, mayBeRead);
		if (guess !== undefined) {
			// Loaded where it is asked for: it reads workbooks.
			const { guessAnswer } = await import('../guess-answer.ts');
			return guessAnswer(files, { purpose: guess, file: basename(path), limits });
		}
		if (study === undefined)
			throw new Usage("error: required option '--study <slug>' not specified");
		const mapping = mappingOf(given.map, limits);
		if (mapping?.purpose === 'ratings') {
			return importRatings({ ...given, study }, { files, mapping });
		}
		return importCases({ ...given, study }, { files, mapping }, passedOver);
	});
}

const EXAMPLES = `
A spreadsheet of your own, in three steps:
  primum import vignettes.xlsx --guess cases > map.json      look at map.json, and mend it
  primum import vignettes.xlsx --study pilot --map map.json --dry-run
  primum import vignettes.xlsx --study pilot --map map.json`;

function mappingOf(path: string | undefined, { fileBytes }: Limits): Mapping | null {
	return path === undefined ? null : readMapping(basename(path), readFile(path, fileBytes));
}

type Read = { files: Files; mapping: Mapping | null };

function importCases(given: Given, sent: Read, passedOver: readonly string[]): Promise<Answer> {
	return withNewApp(configOf(given), async (app) => {
		const outcome = await importInto(app, given, sent);
		return casesAnswer(given, { ...outcome, ignored: [...passedOver, ...outcome.ignored] });
	});
}

function importRatings(given: Given, sent: Read): Promise<Answer> {
	const { study, dryRun } = given;
	return withApp(given, async (app) => {
		const options = { dryRun, course: reported() };
		return ratingsAnswer(given, await importing.importRatings(app, TERMINAL, study, sent, options));
	});
}

async function importInto(
	app: App,
	{ study, create, dryRun, rewording, withdrawMissing, reason }: Given,
	sent: Read
): Promise<importing.ImportOutcome> {
	const options = {
		...{ dryRun, rewording, reason, course: reported() },
		...(withdrawMissing ? { withdrawMissing: { reason } } : {})
	};
	const known = (await studies.list(app, TERMINAL)).some(({ slug }) => slug === study);
	if (known) return importing.importCases(app, TERMINAL, study, sent, options);
	if (!create) {
		throw new Refusal(
			'missing',
			`There is no study "${study}". Add --create to make it, or name another with --study.`
		);
	}
	// Read before the study is made: files with problems make none.
	const incoming = await importing.read(sent.files, sent.mapping, app.limits);
	importing.assertWhole(incoming);
	if (dryRun) {
		return importing.outcomeOf(planImport([], incoming.cases, 'refuse'), {
			...{ applied: false, ignored: incoming.ignored, notes: incoming.notes, gone: [] }
		});
	}
	await studies.create(app, TERMINAL, { slug: study, name: study });
	note(`The study "${study}" was made.`);
	return importing.importCases(app, TERMINAL, study, incoming, options);
}
