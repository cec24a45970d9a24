import { describe, expect, it } from 'vitest';
import { describe as inWords } from '#lib/domain/refusal.ts';
import { zip } from '../zip.ts';
import { filesOf, GERMAN, workbookOf } from './fixture.ts';
import { look } from './look.ts';

const tablesIn = async (files: Parameters<typeof filesOf>[0]) =>
	(await look(filesOf(files))).tables;

describe('the tables of files', () => {
	it('are the sheets of a workbook that hold anything, below a title', async () => {
		const [table, ...others] = await tablesIn({ 'pilot.xlsx': GERMAN });
		expect(others).toEqual([]);
		expect(table).toMatchObject({ file: 'pilot.xlsx', sheet: 'Vignetten', header: 3, rows: 4 });
		expect(table!.columns.map(({ name, looks, filled }) => [name, looks, filled])).toEqual([
			['Fall', 'word', 2],
			['Fachgebiet', 'word', 2],
			['Anamnese', 'long-text', 2],
			['Nr.', 'score', 4],
			['Maßnahme', 'text', 4],
			['Kategorie', 'word', 4],
			['Quelle', 'word', 2],
			['Bemerkung der Autorin', 'word', 3]
		]);
	});

	it('may have a title above, whatever parts their cells', async () => {
		const text = 'Pilot, second version\n\ncase;action;score\nA1;1;9\n';
		const [table] = await tablesIn({ 'r.txt': text });
		expect(table).toMatchObject({ header: 3, rows: 1 });
		expect(table!.columns.map(({ name }) => name)).toEqual(['case', 'action', 'score']);
	});

	it('have a name for each column: one that is there twice gets a number, one without its place', async () => {
		const book = workbookOf({
			A: [
				['Score', null, 'score ', 'Note', null],
				[1, 'x', 2, 'n', null]
			]
		});
		const [table] = await tablesIn({ 'a.xlsx': book });
		expect(table!.columns.map(({ name }) => name)).toEqual([
			...['Score', 'Column 2', 'score (2)', 'Note']
		]);
	});

	it('say what stands in their columns', async () => {
		const rows = [
			['1', '9.0', 'yes', '2026-11-02', '17', '1.5', 'NA', 'Anna'],
			['1', 'NA', 'no', '3.11.2026', '-3', '2', '', 'Anna'],
			['2', '7', 'no', '', '4', '', '.', 'Ben']
		];
		const head = 'a,b,c,d,e,f,g,h';
		const [table] = await tablesIn({ 'a.csv': [head, ...rows].join('\n') });
		expect(table!.columns.map(({ looks }) => looks)).toEqual([
			...['score', 'score', 'yes-no', 'date', 'whole', 'number', 'empty', 'word']
		]);
		expect(table!.columns[7]).toMatchObject({
			...{ samples: ['Anna', 'Ben'], filled: 3, distinct: 2, runs: 2 }
		});
	});

	it('say which columns have one value for each value of another', async () => {
		const text = 'case,said once,differs\nA,x,1\nA,,2\nB,y,2\nA,x,1\n';
		const [table] = await tablesIn({ 'a.csv': text });
		expect(table!.columns.map(({ sameIn }) => sameIn.includes('case'))).toEqual([
			...[true, true, false]
		]);
	});

	it('are, of JSON lines, the members of each list of objects, or the lines', async () => {
		const lines = [
			'{"id": "a", "told": {"age": 64}, "rubrics": [{"text": "x"}, {"points": -5}], "tags": ["t"]}',
			'{"id": "b", "rubrics": []}'
		];
		const [table, ...others] = await tablesIn({ 'h.jsonl': lines.join('\n') });
		expect(others).toEqual([]);
		expect(table).toMatchObject({ sheet: 'rubrics', rows: 3 });
		expect(table!.columns.map(({ name }) => name)).toEqual([
			...['id', 'told.age', 'tags', 'rubrics.text', 'rubrics.points']
		]);
		const [plain] = await tablesIn({ 'r.jsonl': '{"case": "a", "score": 9}\n' });
		expect(plain).toMatchObject({ sheet: null, rows: 1 });
	});

	it('are not looked for in other files, nor in what a system leaves behind', async () => {
		const files = filesOf({
			...{ 'notes.pdf': 'x', '.DS_Store': 'x', 'a.csv': 'a,b\n1,2\n' },
			'old.zip': zip(filesOf({ 'a.csv': 'a' }))
		});
		const { tables, ignored } = await look(files);
		expect(tables.map(({ file }) => file)).toEqual(['a.csv']);
		expect(ignored).toEqual(['notes.pdf', 'old.zip']);
	});
});

it('says what is wrong with a file, and looks at the others', async () => {
	const files = filesOf({
		'broken.xlsx': zip(filesOf({ 'a.txt': 'a' })),
		'latin.csv': new Uint8Array([0x61, 0xe4, 0x0a]),
		'lines.jsonl': '{"a": 1}\n[1]\n',
		'good.csv': 'a,b\n1,2\n'
	});
	const { tables, problems } = await look(files);
	expect(tables.map(({ file }) => file)).toEqual(['good.csv']);
	expect(problems.map(inWords)).toEqual([
		'broken.xlsx: This is not a workbook: save the table as .xlsx or .csv.',
		expect.stringMatching(/^latin\.csv, line 1: is not UTF-8; it looks like Windows-1252\./),
		'lines.jsonl, line 2: must be one JSON object, in braces.'
	]);
});
