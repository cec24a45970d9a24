/** `primum import`: cases from a kit or from tables, and cases or ratings from any table by a mapping. */
import { basename } from 'node:path';
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
import { casesAnswer, importAnswer, ratingsAnswer } from '../import-answers.ts';
import { readFile, readFiles } from '../inputs.ts';
import { note, reported } from '../notes.ts';
import { argument, flag, option, verb, type Given } from '../verb.ts';

const takes = {
	path: argument(
		'path',
		'a folder or zip archive, in which what is read may lie at any depth; or a file, with --map',
		z.string()
	),
	study: option('slug', 'the study they belong to; needed but with --guess', slugSchema.optional()),
	create: flag('make the study where there is none'),
	dryRun: flag('say what would change, and change nothing'),
	guess: option(
		'what',
		'import nothing; print a mapping of the tables, to be looked at, mended and given to --map',
		z.enum(PURPOSES).optional()
	),
	map: option(
		'file',
		'a mapping: which columns of your own tables mean what',
		z.string().optional()
	),
	rewording: option(
		'policy',
		'where rated text differs: refuse; version keeps old ratings with the old wording and asks again; mend ' +
			'says that no meaning changes, and ratings stay',
		z.enum(REWORDING_POLICIES).default('refuse')
	),
	withdrawMissing: flag('withdraw the cases of the study that are not in the files'),
	reason: option(
		'words',
		'why texts are mended or reworded, or cases withdrawn',
		z.string().default('')
	)
};
type Asked = Given<typeof takes> & { study: string };

export const verbs = [
	verb({
		name: 'import',
		says: 'import cases from a kit, from tables or from any spreadsheet',
		about:
			'Brings in cases: a kit folder, a zip of one, cases.csv with actions.csv, or any .xlsx, .csv or .jsonl by a ' +
			'mapping (docs/spreadsheets.md), ratings too. All of it comes in or nothing, and the same again changes nothing.',
		takes,
		examples: [
			{
				run: 'primum import src/lib/server/demo/kit --study pilot --create --dry-run',
				does: 'says what would come in, and every problem with its place'
			},
			{
				run: 'primum import docs/examples/mapping/vignettes.csv --guess cases > map.json',
				does: 'prints what its columns seem to mean: look at map.json, and mend it'
			},
			{
				run: 'primum import docs/examples/mapping/vignettes.csv --study mine --create --map docs/examples/mapping/vignettes.json',
				does: 'imports by a mapping'
			}
		],
		refused: {
			when: 'a file has a problem, rated text differs, or there is no such study',
			run: 'primum import docs/examples/http --study pilot --create'
		},
		answer: importAnswer,
		work: async ({ study, ...given }) => {
			const { path, guess } = given;
			const { limits } = configOf(given);
			const { files, passedOver } = await readFiles(path, limits, mayBeRead);
			if (guess !== undefined) {
				// Loaded where it is asked for: it reads workbooks.
				const { guessAnswer } = await import('../guess-answer.ts');
				return guessAnswer(files, { purpose: guess, file: basename(path), limits });
			}
			if (study === undefined)
				throw new Usage('--study <slug> is missing: the study they belong to.');
			const mapping = mappingOf(given.map, limits);
			if (mapping?.purpose === 'ratings') {
				return importRatings({ ...given, study }, { files, mapping });
			}
			return importCases({ ...given, study }, { files, mapping }, passedOver);
		}
	})
];

function mappingOf(path: string | undefined, { fileBytes }: Limits): Mapping | null {
	return path === undefined ? null : readMapping(basename(path), readFile(path, fileBytes));
}

type Read = { files: Files; mapping: Mapping | null };

function importCases(given: Asked, sent: Read, passedOver: readonly string[]) {
	return withNewApp(configOf(given), async (app) => {
		const outcome = await importInto(app, given, sent);
		return casesAnswer(given, { ...outcome, ignored: [...passedOver, ...outcome.ignored] });
	});
}

function importRatings(given: Asked, sent: Read) {
	const { study, dryRun } = given;
	return withApp(given, async (app) => {
		const options = { dryRun, course: reported() };
		return ratingsAnswer(given, await importing.importRatings(app, TERMINAL, study, sent, options));
	});
}

async function importInto(
	app: App,
	{ study, create, dryRun, rewording, withdrawMissing, reason }: Asked,
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
