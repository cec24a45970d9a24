import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lacks, mappingSchema, type CaseMapping, type Mapping } from '#lib/domain/mapping.ts';
import type { ToldCase } from '#lib/domain/case.ts';
import * as csv from '../csv.ts';
import { readTables, writeActions, writeCases } from '../tables.ts';
import { applyCases } from './apply.ts';
import { readMapping, writeMapping } from './file.ts';
import { CHEST, filesOf, GERMAN, RASH, workbookOf } from './fixture.ts';
import { guess } from './guess.ts';
import { look } from './look.ts';
import { preview } from './preview.ts';

type Files = Parameters<typeof filesOf>[0];

async function guessed(files: Files, purpose: 'cases' | 'ratings') {
	const { tables } = await look(filesOf(files));
	return guess(tables, purpose, 'Mine');
}

/** The tables of a guess that can be used as it is. */
async function tablesOf(files: Files, purpose: 'cases' | 'ratings'): Promise<Mapping['tables']> {
	const { mapping } = await guessed(files, purpose);
	expect(lacks(mapping)).toEqual([]);
	expect(mappingSchema.parse(mapping)).toEqual(mapping);
	expect(readMapping('m.json', new TextEncoder().encode(writeMapping(mapping)))).toEqual(mapping);
	const { problems } = await preview(mapping, filesOf(files), 10);
	expect(problems).toEqual([]);
	return mapping.tables;
}

describe('a guess of cases', () => {
	it('knows German names, a title above, and cells that are filled from above', async () => {
		const { why } = await guessed({ 'p.xlsx': GERMAN }, 'cases');
		expect(why.every(({ sure }) => sure === 'sure')).toBe(true);
		expect(await tablesOf({ 'p.xlsx': GERMAN }, 'cases')).toEqual([
			{
				...{ file: 'p.xlsx', sheet: 'Vignetten', header: 3, fillDown: ['case'] },
				case: {
					case: { column: 'Fall' },
					specialty: { column: 'Fachgebiet' },
					presentation: { column: 'Anamnese' }
				},
				actions: [
					{
						number: { column: 'Nr.' },
						text: { column: 'Maßnahme' },
						category: { column: 'Kategorie' }
					}
				],
				keep: { case: ['Quelle'], action: ['Bemerkung der Autorin'] }
			}
		]);
	});

	it('goes by what stands in columns where their names say nothing', async () => {
		const text = `A,B,C\nx1,"${CHEST}",Order an ECG within minutes\nx1,"${CHEST}",Send her home without any test\nx2,"${RASH}",A cream with cortisone for a week\n`;
		const [table] = await tablesOf({ 'a.csv': text }, 'cases');
		expect(table).toMatchObject({
			case: {
				...{ case: { column: 'A' }, presentation: { column: 'B' } },
				specialty: { value: 'General' }
			},
			actions: [{ text: { column: 'C' }, category: { value: 'Other' } }]
		});
		const { why } = await guessed({ 'a.csv': text }, 'cases');
		expect(
			why.filter(({ sure }) => sure === 'unsure').map(({ field, why: word }) => [field, word])
		).toEqual([
			['case.case', 'the same in rows that follow each other'],
			['case.presentation', 'long texts'],
			['case.specialty', 'no column: one for all'],
			['actions.0.text', 'different texts'],
			['actions.0.category', 'no column: one for all']
		]);
	});

	it('joins a sheet of cases and one of actions', async () => {
		const book = workbookOf({
			Cases: [
				['Case ID', 'Specialty', 'Case text'],
				['Card1', 'Card', CHEST],
				['Derm1', 'Derm', RASH]
			],
			Actions: [
				['Case ID', 'Recommendation', 'Type', 'Evidence'],
				['Card1', 'ECG', 'Diagnostic', 'A'],
				['Derm1', 'Cream', 'Medication', 'B']
			]
		});
		expect(await tablesOf({ 'b.xlsx': book }, 'cases')).toMatchObject([
			{ sheet: 'Cases', case: { presentation: { column: 'Case text' } }, actions: [] },
			{
				...{ sheet: 'Actions', case: { case: { column: 'Case ID' } } },
				actions: [{ text: { column: 'Recommendation' }, category: { column: 'Type' } }],
				keep: { case: [], action: ['Evidence'] }
			}
		]);
	});

	it('finds actions in columns of their own, with what belongs to each', async () => {
		const text = `Vignette,Action 1,Action 1 category,Action 2,Action 2 category\n"${CHEST}",ECG,Diagnostic,,\n"${RASH}",Cream,Medication,Wait,Other\n`;
		const [table] = await tablesOf({ 'w.csv': text }, 'cases');
		expect(table).toMatchObject({
			case: { case: { numbered: 'by-specialty' } },
			actions: [
				{ text: { column: 'Action 1' }, category: { column: 'Action 1 category' } },
				{ text: { column: 'Action 2' }, category: { column: 'Action 2 category' } }
			]
		});
	});

	it('puts the parts of a history together', async () => {
		const text =
			'Patient,Age,History,Labs,Action\nP1,64,Pain,Troponin high,ECG\nP2,23,Rash,,Cream\n';
		const [table] = await tablesOf({ 'h.csv': text }, 'cases');
		expect(table).toMatchObject({
			case: { presentation: { columns: ['Age', 'History', 'Labs'] } }
		});
	});

	it('takes a sheet a specialty for all of them, called after the sheet', async () => {
		const rows = (id: string, told: string) => [
			['Case', 'Vignette', 'Action'],
			[id, told, 'Wait'],
			[id, told, 'Go']
		];
		const book = workbookOf({ Cardiology: rows('a', CHEST), Dermatology: rows('b', RASH) });
		expect(await tablesOf({ 's.xlsx': book }, 'cases')).toMatchObject([
			{ sheet: 'Cardiology', case: { specialty: { value: 'Cardiology' } } },
			{ sheet: 'Dermatology', case: { specialty: { value: 'Dermatology' } } }
		]);
	});

	it('reads lines of prompts and criteria, and gives no score that nobody asked for', async () => {
		const line = (id: string, told: string) =>
			JSON.stringify({
				...{ prompt_id: id, prompt: [{ role: 'user', content: told }], example_tags: ['t'] },
				rubrics: [
					{ criterion: 'Advises an ECG', points: 9, tags: ['a'] },
					{ criterion: 'Sends the patient home', points: -8, tags: ['a'] }
				]
			});
		const files = { 'h.jsonl': `${line('p1', CHEST)}\n${line('p2', RASH)}\n` };
		expect(await tablesOf(files, 'cases')).toMatchObject([
			{
				sheet: 'rubrics',
				case: { case: { column: 'prompt_id' }, presentation: { column: 'prompt' } },
				actions: [{ text: { column: 'rubrics.criterion' } }],
				keep: { case: ['example_tags'], action: ['rubrics.points', 'rubrics.tags'] }
			}
		]);
		const [table] = await tablesOf(files, 'cases');
		expect(Object.keys((table as CaseMapping['tables'][number]).actions[0]!)).not.toContain(
			'reference_score'
		);
	});

	it('does not keep with a case what raters said of it', async () => {
		const text = `case,vignette,action,Dr. A,reviewer,source\nx,"${CHEST}",ECG,9,Anna,book\nx,,Wait,2,Anna,book\n`;
		const [table] = await tablesOf({ 'a.csv': text }, 'cases');
		expect(table).toMatchObject({ keep: { case: ['source'], action: [] } });
	});

	it('knows words for yes in other languages', async () => {
		const text = `Fall,Vignette,Maßnahme,Unterlassung\nx,"${CHEST}",EKG,nein\nx,,Abwarten,ja\n`;
		const [table] = await tablesOf({ 'a.csv': text }, 'cases');
		expect(table).toMatchObject({
			actions: [
				{ is_harm_of_inaction: { column: 'Unterlassung', words: { ja: 'yes', nein: 'no' } } }
			]
		});
	});
});

describe('a guess of ratings', () => {
	it('takes columns of scores for raters where none names them', async () => {
		const text = 'Vignette,Maßnahme,Dr. Weber,Dr. Klein\nA1,1,9,8\nA1,2,1,NA\n';
		const [table] = await tablesOf({ 'r.csv': text }, 'ratings');
		expect(table).toMatchObject({
			place: { case: { column: 'Vignette' }, action: { column: 'Maßnahme' } },
			ratings: [
				{ rater: { value: 'Dr. Weber' }, score: { column: 'Dr. Weber' } },
				{ rater: { value: 'Dr. Klein' }, score: { column: 'Dr. Klein' } }
			]
		});
	});

	it('reads long ratings by their names, and a unit by what it looks like', async () => {
		const text =
			'Item\tReviewer\tAppropriateness\tRemarks\tDate\nA1#1\tAnna\t9\tx\t2026-11-02T10:00:00Z\n';
		const [table] = await tablesOf({ 'r.tsv': text }, 'ratings');
		expect(table).toMatchObject({
			place: { unit: { column: 'Item' } },
			ratings: [
				{
					...{ rater: { column: 'Reviewer' }, score: { column: 'Appropriateness' } },
					...{ comment: { column: 'Remarks' }, rated_at: { column: 'Date' } }
				}
			]
		});
	});

	it('takes a sheet a rater for all of them', async () => {
		const rows = [
			['case', 'action', 'score'],
			['A1', 1, 9],
			['A1', 2, null]
		];
		const files = { 'r.xlsx': workbookOf({ Anna: rows, Ben: rows }) };
		expect(await tablesOf(files, 'ratings')).toMatchObject([
			{ sheet: 'Anna', ratings: [{ rater: { value: 'Anna' } }] },
			{ sheet: 'Ben', ratings: [{ rater: { value: 'Ben' } }] }
		]);
	});

	it('takes no words for scores by itself', async () => {
		const text = 'case,action,rater,score\nA1,1,Anna,harmful\nA1,2,Anna,helpful\n';
		const { mapping, why } = await guessed({ 'r.csv': text }, 'ratings');
		expect(mapping.tables[0]).toMatchObject({ ratings: [{ score: { column: 'score' } }] });
		expect(why.find(({ field }) => field === 'ratings.0.score')).toMatchObject({
			...{ sure: 'unsure', why: 'words: say what score each stands for' }
		});
	});
});

describe('our own tables under other names', () => {
	const SYNONYMS = {
		case: ['Case ID', 'Vignette-Nr', 'prompt_id', 'Fall-Nr.', 'CASE_NUMBER'],
		specialty: ['Fachgebiet', 'Discipline', 'Medical specialty'],
		presentation: ['Case text', 'Fallbeschreibung', 'Description', 'clinicalVignette'],
		question: ['Fragestellung', 'Clinical question'],
		held_out: ['Held out', 'heldout'],
		number: ['No.', 'Action number', 'Lfd. Nr.'],
		text: ['Recommendation', 'Maßnahme', 'Management option', 'actionText'],
		category: ['Kategorie', 'Type', 'action category']
	};
	const word = fc.constantFrom('pain', 'fever', 'an ECG', 'rest', 'advice', 'a drug', 'later');
	const text = (least: number) =>
		fc.array(word, { minLength: least, maxLength: least + 6 }).map((words) => words.join(' '));
	const action = fc.record({
		...{ text: text(4), category: fc.constantFrom('Diagnostic', 'Medication', 'Other one') }
	});
	const cases = fc.array(
		fc.record({
			...{ told: text(20), specialty: fc.constantFrom('Card', 'Derm') },
			actions: fc.array(action, { minLength: 1, maxLength: 5 })
		}),
		{ minLength: 2, maxLength: 8 }
	);
	const names = fc.record(
		Object.fromEntries(
			Object.entries(SYNONYMS).map(([field, all]) => [field, fc.constantFrom(...all)])
		)
	);

	it('are guessed, and become the same cases', async () => {
		await fc.assert(
			fc.asyncProperty(cases, names, async (given, called) => {
				const whole = given.map((item, index) => caseOf(index, item));
				const own = { cases: writeCases(whole, 'csv'), actions: writeActions(whole, 'csv') };
				const expected = readTables(own.cases, own.actions);
				expect(expected.problems).toEqual([]);
				const files = filesOf({
					'mine.csv': renamed(own.cases, called),
					'more.csv': renamed(own.actions, called)
				});
				const { tables } = await look(files);
				const { mapping } = guess(tables, 'cases');
				const found = await applyCases(mapping as CaseMapping, files);
				expect(found.problems).toEqual([]);
				expect(found.cases).toEqual(expected.cases);
			}),
			{ numRuns: 40 }
		);
	});
});

function caseOf(
	index: number,
	{
		told,
		specialty,
		actions
	}: { told: string; specialty: string; actions: { text: string; category: string }[] }
): ToldCase {
	return {
		externalId: `${specialty}${100 + index}`,
		...{ specialty, presentation: `${index} ${told}`, question: `What ${index}?`, reference: null },
		actions: actions.map((one, at) => ({
			...{ number: at + 1, ...one, group: null, groupType: null, dependsOn: [] },
			...{ isHarmOfInaction: false, referenceScore: null, source: null }
		})),
		...{ groups: [], variants: [], source: null, guidance: null, heldOut: false }
	};
}

/** A table of ours with other names, without the columns that nobody filled. */
function renamed(bytes: Uint8Array, called: Record<string, string>): Uint8Array {
	const lines = [...csv.linesOf(new TextDecoder().decode(bytes), 'x', () => true, [])];
	const [head, ...rows] = lines.map(({ cells }) => cells);
	const places = head!.flatMap((name, place) => (name in called ? [place] : []));
	const at = (row: string[]) => places.map((place) => row[place]!);
	return csv.write(
		at(head!).map((name) => called[name]!),
		rows.map(at)
	);
}
