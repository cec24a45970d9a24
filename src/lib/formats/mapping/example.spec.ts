/** The spreadsheet of docs/examples/mapping and its mappings, as docs/spreadsheets.md tells of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CaseMapping, RatingMapping } from '#lib/domain/mapping.ts';
import { applyCases, applyRatings } from './apply.ts';
import { readMapping, writeMapping } from './file.ts';
import { guess } from './guess.ts';
import { look } from './look.ts';

const FOLDER = join(import.meta.dirname, '../../../../docs/examples/mapping');
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
const files = (name: string) => new Map([[name, bytesOf(name)]]);

const CASES = readMapping('vignettes.json', bytesOf('vignettes.json')) as CaseMapping;
const RATINGS = readMapping('scores.json', bytesOf('scores.json')) as RatingMapping;

it('the vignettes become two cases with five actions', async () => {
	const { cases, problems, notes } = await applyCases(CASES, files('vignettes.csv'));
	expect(problems).toEqual([]);
	expect(cases.map(({ externalId, specialty, source }) => [externalId, specialty, source])).toEqual(
		[
			['Case-1', 'Card', { table: { Source: 'made up' } }],
			['Case-2', 'Derm', { table: { Source: 'made up' } }]
		]
	);
	expect(
		cases.map(({ actions }) => actions.map(({ number, category }) => [number, category]))
	).toEqual([
		[
			[1, 'Diagnostic'],
			[2, 'Follow-up'],
			[3, 'Medication']
		],
		[
			[1, 'Counseling'],
			[2, 'Medication']
		]
	]);
	expect(notes).toEqual([
		'case: ids become names of files, so "Case 1" is "Case-1", "Case 2" is "Case-2".'
	]);
});

it('the scores become nine ratings', async () => {
	const { rows, problems } = await applyRatings(RATINGS, files('scores.csv'));
	expect(problems).toEqual([]);
	const said = rows.map(
		(row) => `${row.case}#${row.action} ${row.rater} ${row.score ?? row.cannotRate}`
	);
	expect(said).toEqual([
		'Case-1#1 Dr. Weber 9',
		'Case-1#1 Dr. Klein 9',
		'Case-1#2 Dr. Weber 1',
		'Case-1#2 Dr. Klein not-enough-information',
		'Case-1#3 Dr. Weber 8',
		'Case-1#3 Dr. Klein 8',
		'Case-2#1 Dr. Weber 7',
		'Case-2#1 Dr. Klein 6',
		'Case-2#2 Dr. Klein 2'
	]);
});

it.each([CASES, RATINGS])('$name: is written as it stands in the folder', (mapping) => {
	const name = mapping === CASES ? 'vignettes.json' : 'scores.json';
	expect(JSON.parse(writeMapping(mapping))).toMatchObject(
		JSON.parse(new TextDecoder().decode(bytesOf(name))) as object
	);
});

it('the guess for the vignettes needs two things mended', async () => {
	const { tables } = await look(files('vignettes.csv'));
	const [found] = (guess(tables, 'cases').mapping as CaseMapping).tables;
	const [wanted] = CASES.tables;
	expect(found).toEqual({
		...wanted,
		case: { ...wanted!.case, specialty: { value: 'General' } },
		actions: [{ text: { column: 'Proposal' }, category: { column: 'Kind' } }],
		keep: { case: ['Subject', 'Source'], action: [] }
	});
});
