import { describe, expect, it } from 'vitest';
import { caseMappingSchema } from '#lib/domain/mapping.ts';
import { describe as inWords } from '#lib/domain/refusal.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { writeActions, writeCases } from '../tables.ts';
import { applyCases } from './apply.ts';
import { CHEST, filesOf, GERMAN, RASH, workbookOf } from './fixture.ts';

type Files = Parameters<typeof filesOf>[0];

const mapped = (tables: object[]) =>
	caseMappingSchema.parse({ mapping: 1, name: 'Mine', purpose: 'cases', tables });
const applied = (tables: object[], files: Files) => applyCases(mapped(tables), filesOf(files));

/** The problems of files that must have some. */
async function problemsOf(tables: object[], files: Files): Promise<string[]> {
	return (await applied(tables, files)).problems.map(inWords);
}

/** Cases and actions in a few words: `A1 Card: 1 Wait, 2 Go`. */
async function told(tables: object[], files: Files): Promise<string[]> {
	const { cases, problems } = await applied(tables, files);
	expect(problems.map(inWords)).toEqual([]);
	return cases.map(
		({ externalId, specialty, actions }) =>
			`${externalId} ${specialty}: ${actions.map(({ number, text }) => `${number} ${text}`).join(', ')}`
	);
}

const FLAT = {
	case: { case: { column: 'Case' }, presentation: { column: 'Told' } },
	actions: [{ text: { column: 'Action' }, category: { column: 'Kind' } }]
};
const flat = (...rows: string[]) => ({
	'a.csv': ['Case,Told,Action,Kind', ...rows].join('\n')
});

describe('cases with their actions in one table', () => {
	it('may be told in each row, or in the first of each case', async () => {
		const whole = flat('Card1,P,Wait,K', 'Card1,P,Go,K', 'Derm1,Q,Cream,K');
		const sparse = flat('Card1,P,Wait,K', ',,Go,K', 'Derm1,Q,Cream,K');
		const expected = ['Card1 Card: 1 Wait, 2 Go', 'Derm1 Derm: 1 Cream'];
		expect(await told([FLAT], whole)).toEqual(expected);
		expect(await told([{ ...FLAT, fillDown: ['case'] }], sparse)).toEqual(expected);
	});

	it('may have a row for the case alone, and rows of one case apart', async () => {
		const files = flat('Card1,P,,', 'Derm1,Q,Cream,K', 'Card1,,Wait,K');
		expect(await told([FLAT], files)).toEqual(['Card1 Card: 1 Wait', 'Derm1 Derm: 1 Cream']);
	});

	it('are read from a sheet below its title, with all that is said of an action', async () => {
		const table = {
			...{ sheet: 'vignetten', header: 3, fillDown: ['case'] },
			case: {
				...{ case: { column: 'FALL' }, specialty: { column: 'Fachgebiet' } },
				presentation: { column: 'Anamnese' }
			},
			actions: [
				{
					...{ number: { column: 'Nr' }, text: { column: 'Maßnahme' } },
					category: { column: 'Kategorie', words: { diagnostik: 'Diagnostic' } }
				}
			],
			keep: { case: ['Quelle'], action: ['Bemerkung der Autorin'] }
		};
		const { problems } = await applied([table], { 'p.xlsx': GERMAN });
		// "Nr" is not "Nr.": names are compared without capital letters, spaces, hyphens and underscores only.
		expect(problems.map(inWords)).toEqual([
			'p.xlsx, Vignetten, line 3: the mapping reads a column "Nr", which is not there. The line holds: ' +
				'Fall, Fachgebiet, Anamnese, Nr., Maßnahme, Kategorie, Quelle, Bemerkung der Autorin.'
		]);
		table.actions[0]!.number.column = 'Nr.';
		const { cases, notes } = await applied([table], { 'p.xlsx': GERMAN });
		expect(cases).toHaveLength(2);
		expect(cases[0]).toMatchObject({
			...{ externalId: 'Fall-1', specialty: 'Kardiologie', presentation: CHEST },
			source: { table: { Quelle: 'Handbuch' } },
			actions: [
				{
					...{ number: 1, text: 'EKG innerhalb von zehn Minuten', category: 'Diagnostic' },
					source: { table: { 'Bemerkung der Autorin': 'eindeutig' } }
				},
				{ number: 2, category: 'Verlauf' }
			]
		});
		expect(cases[1]).toMatchObject({ externalId: 'Fall-2', presentation: RASH });
		expect(notes).toEqual([
			'case: ids become names of files, so "Fall 1" is "Fall-1", "Fall 2" is "Fall-2".'
		]);
	});

	it('may tell a case in several columns, each under its name', async () => {
		const table = {
			...FLAT,
			case: { case: { column: 'Case' }, presentation: { columns: ['Told', 'Labs', 'ECG'] } }
		};
		const text = 'Case,Told,Labs,ECG,Action,Kind\nA1,Pain.,,normal,Wait,K\n';
		const { cases } = await applied([table], { 'a.csv': text });
		expect(cases[0]!.presentation).toBe('Told: Pain.\n\nECG: normal');
	});
});

describe('the id of a case that has none', () => {
	const table = (numbered: string) => ({
		...FLAT,
		case: {
			...{ case: { numbered }, presentation: { column: 'Told' } },
			specialty: { column: 'Case' }
		}
	});
	const files = flat(
		'Card,P,Wait,K',
		'Card,P,Go,K',
		'Derm,Q,Cream,K',
		'card,R,Rest,K',
		',,Sleep,K'
	);

	it('is made of the specialty and the order', async () => {
		expect(await told([table('by-specialty')], files)).toEqual([
			...['Card001 Card: 1 Wait, 2 Go', 'Derm001 Derm: 1 Cream', 'card002 Card: 1 Rest, 2 Sleep']
		]);
	});

	it('is made of the line on which it begins', async () => {
		expect(await told([table('by-row')], files)).toEqual([
			...['Row002 Card: 1 Wait, 2 Go', 'Row004 Derm: 1 Cream', 'Row005 Card: 1 Rest, 2 Sleep']
		]);
	});
});

describe('cases and actions in two tables', () => {
	const tables = [
		{
			...{ file: 'acts.csv', actions: FLAT.actions },
			case: { case: { column: 'Case' }, specialty: { column: 'Field' } }
		},
		{ file: 'told.xlsx', case: FLAT.case }
	];
	const cases = workbookOf({
		Cases: [
			['Case', 'Told'],
			['A1', 'P']
		]
	});

	it('are joined by the id, in whichever order they come', async () => {
		const files = { 'acts.csv': 'Case,Action,Kind,Field\nA1,Wait,K,Card\n', 'told.xlsx': cases };
		expect(await told(tables, files)).toEqual(['A1 Card: 1 Wait']);
	});

	it('say it where an action names no case, and where a case has no action', async () => {
		const files = { 'acts.csv': 'Case,Action,Kind,Field\nA2,Wait,K,\n', 'told.xlsx': cases };
		expect(await problemsOf(tables, files)).toEqual([
			'acts.csv, line 2, Case: case is "A2": told.xlsx, Cases has no such case.',
			'acts.csv: has no action of case "A1": add at least one.'
		]);
	});
});

describe('actions in columns of their own', () => {
	const table = {
		case: FLAT.case,
		actions: [1, 2, 3].map((n) => ({
			...{ text: { column: `Action ${n}` }, category: { column: `Kind ${n}` } }
		}))
	};
	const head = 'Case,Told,Action 1,Kind 1,Action 2,Kind 2,Action 3,Kind 3\n';

	it('have the number of their column, whichever others are empty', async () => {
		const files = { 'a.csv': `${head}A1,P,Wait,K,,,Go,K\nA2,Q,Rest,K,Sleep,K,,\n` };
		expect(await told([table], files)).toEqual(['A1 A: 1 Wait, 3 Go', 'A2 A: 1 Rest, 2 Sleep']);
	});

	it('are placed in the words of the file where something is wrong', async () => {
		const files = { 'a.csv': `${head}A1,P,Wait,K,Go,,,\n` };
		expect(await problemsOf([table], files)).toEqual([
			'a.csv, line 2, Kind 2: category is empty: fill the cell.'
		]);
	});
});

describe('JSON lines with a list of criteria', () => {
	const criterion = (text: string, points: number) => ({
		criterion: text,
		points,
		tags: ['level:a']
	});
	const LINES = [
		{
			...{ prompt_id: 'p-1', prompt: [{ role: 'user', content: CHEST }] },
			rubrics: [criterion('Advises an ECG', 9), criterion('Sends home', -5)],
			example_tags: ['theme:hearts', 'theme:pain']
		},
		{
			prompt_id: 'p-2',
			prompt: [
				{ role: 'user', content: 'It itches.' },
				{ role: 'assistant', content: 'Since when?' }
			],
			rubrics: [criterion('Asks for fever', 0)]
		}
	];
	const files = { 'h.jsonl': LINES.map((line) => JSON.stringify(line)).join('\n') };
	const table = {
		sheet: 'rubrics',
		case: {
			...{ case: { column: 'prompt_id' }, presentation: { column: 'prompt' } },
			specialty: { value: 'General' }
		},
		actions: [
			{
				...{ text: { column: 'rubrics.criterion' }, category: { value: 'Other' } },
				reference_score: { column: 'rubrics.points', points: true }
			}
		],
		keep: { case: ['example_tags'], action: ['rubrics.points', 'rubrics.tags'] }
	};

	it('are a case a line and an action a criterion', async () => {
		expect(await told([table], files)).toEqual([
			...['p-1 General: 1 Advises an ECG, 2 Sends home', 'p-2 General: 1 Asks for fever']
		]);
		const { cases } = await applied([table], files);
		expect(cases.map(({ presentation }) => presentation)).toEqual([
			...[CHEST, 'User: It itches.\n\nAssistant: Since when?']
		]);
		expect(cases.flatMap(({ actions }) => actions.map((one) => one.referenceScore))).toEqual([
			...[9, 2, 5]
		]);
	});

	it('keep what has no other place, as it is, and it leaves again', async () => {
		const { cases } = await applied([table], files);
		const lines = (bytes: Uint8Array) =>
			new TextDecoder()
				.decode(bytes)
				.trim()
				.split('\n')
				.map((line) => JSON.parse(line) as unknown);
		expect(lines(writeCases(cases, 'jsonl'))).toMatchObject([
			{ case: 'p-1', example_tags: ['theme:hearts', 'theme:pain'] },
			{ case: 'p-2', example_tags: null }
		]);
		expect(lines(writeActions(cases, 'jsonl'))).toMatchObject([
			{ 'rubrics.points': 9, 'rubrics.tags': ['level:a'] },
			{ 'rubrics.points': -5 },
			{ 'rubrics.points': 0 }
		]);
	});

	it('may leave out, or have as null, what an earlier line of the case tells', async () => {
		const line = { id: 'p-1', told: CHEST, kind: 'Other', tags: ['a'] };
		const lines = [line, { ...line, tags: undefined }, { ...line, tags: null }];
		const text = lines.map((one, at) => JSON.stringify({ ...one, text: `Do ${at}` })).join('\n');
		const flatTable = {
			case: { case: { column: 'id' }, presentation: { column: 'told' } },
			actions: [{ text: { column: 'text' }, category: { column: 'kind' } }],
			keep: { case: ['tags'] }
		};
		const { cases, problems } = await applied([flatTable], { 'h.jsonl': text });
		expect(problems.map(inWords)).toEqual([]);
		expect(cases).toMatchObject([{ source: { table: { tags: ['a'] } } }]);
		expect(cases[0]!.actions).toHaveLength(3);
	});

	it.each([
		[10, 9],
		[8, 9],
		[7.5, 8],
		[4, 8],
		[1, 7],
		[-1, 3],
		[-4, 2],
		[-8, 1]
	])('take %d points for a score of %d where that is asked for', async (points, score) => {
		const [line] = LINES;
		const one = JSON.stringify({ ...line, rubrics: [criterion('x', points)] });
		const { cases } = await applied([table], { 'h.jsonl': one });
		expect(cases[0]!.actions[0]!.referenceScore).toBe(score);
	});
});

describe('what is kept under a name that means something else', () => {
	it('gets another, and it is said', async () => {
		const text = 'Case,Told,Action,Kind,Text,Source\nA1,P,Wait,K,mine,S\n';
		const table = { ...FLAT, keep: { case: ['Source'], action: ['Text'] } };
		const { cases, notes } = await applied([table], { 'a.csv': text });
		expect(cases[0]!.actions[0]).toMatchObject({
			...{ text: 'Wait', source: { table: { 'Text (source)': 'mine' } } }
		});
		expect(notes).toEqual([
			'The names of some columns mean something else in a release: "Text" is kept as "Text (source)".'
		]);
	});
});

describe('what a person is told', () => {
	it('is which columns are not used, which rows are passed over, which codes are folded', async () => {
		const text = 'Case,Told,Action,Kind,Mood,Free\nA1,P,Wait,drug,good,\n,,,,,\nA1,,Go,Drug,,\n';
		const { notes, ignored } = await applyCases(
			mapped([{ ...FLAT, file: 'a.csv' }]),
			filesOf({ 'a.csv': text, 'b.csv': 'x', 'c.pdf': 'x', '.DS_Store': 'x' }),
			{ specialties: [], categories: ['Drug'] }
		);
		expect(notes).toEqual([
			'a.csv: the column "Mood" is not in the mapping and is not used.',
			'a.csv: 1 row with nothing in them passed over.',
			'category: "drug" for "Drug" taken as the same.'
		]);
		expect(ignored).toEqual(['b.csv', 'c.pdf']);
	});
});

describe('what is wrong', () => {
	it.each<[string, object, Files, string]>([
		[
			'a case that is told in two ways',
			FLAT,
			flat('A1,P,Wait,K', 'A1,Other,Go,K'),
			'a.csv, line 3, Told: differs from what line 2 says of A1: a case has one presentation.'
		],
		[
			'a column that is kept with the case and differs in it',
			{ ...FLAT, keep: { case: ['Kind'] } },
			flat('A1,P,Wait,K', 'A1,P,Go,L'),
			'a.csv, line 3, Kind: differs from what line 2 says of A1: keep the column with the action, or leave it out.'
		],
		[
			'a row without a case',
			FLAT,
			flat('A1,P,Wait,K', ',,Go,K'),
			'a.csv, line 3, Case: no case is named here: fill the cell, or let the mapping fill it from above.'
		],
		[
			'two ids that would be one file',
			FLAT,
			flat('A 1,P,Wait,K', 'A-1,Q,Go,K'),
			'a.csv, line 3, Case: case is "A-1", and there is "A 1": as names of files they would be the same. Name one otherwise.'
		],
		[
			'a number that is none',
			{ ...FLAT, actions: [{ ...FLAT.actions[0], number: { column: 'Kind' } }] },
			flat('A1,P,Wait,b'),
			'a.csv, line 2, Kind: number is "b": must be a whole number from 1 on.'
		],
		[
			'a cell that is cut in two',
			FLAT,
			flat('A1,P,Wait, or go,K'),
			'a.csv, line 2: has 5 cells and the header has 4: put a cell that holds a delimiter in double quotes, and give every column a name.'
		],
		[
			'a column that is called nearly so',
			FLAT,
			{ 'a.csv': 'Case,Told,Actions,Kind\nA1,P,Wait,K\n' },
			'a.csv, line 1: the mapping reads a column "Action", which is not there. The line holds: Case, Told, Actions, Kind. Is "Actions" meant?'
		],
		[
			'no line where the header should be',
			{ ...FLAT, header: 9 },
			flat('A1,P,Wait,K'),
			'a.csv: there is nothing on line 9, which is to name the columns.'
		],
		[
			'no file of that name among several',
			{ ...FLAT, file: 'mine.csv' },
			{ 'a.csv': 'a', 'b.csv': 'b' },
			': the mapping wants one file that is called mine.csv. Found: a.csv, b.csv.'
		],
		[
			'a sheet that is not there',
			{ ...FLAT, sheet: 'Mine' },
			{ 'a.xlsx': workbookOf({ A: [['x']], B: [['y']] }) },
			'a.xlsx: has no sheet that is called Mine. Its sheets: A, B.'
		],
		[
			'a list that is not there',
			{ ...FLAT, sheet: 'rubric' },
			{ 'a.jsonl': '{"rubrics": [{"a": 1}]}' },
			'a.jsonl: has no list that is called rubric. Its lists: rubrics.'
		],
		[
			'a mapping that lacks something',
			{ case: FLAT.case },
			flat('A1,P,Wait,K'),
			'Mine: Say which column holds the actions.'
		]
	])('%s is said', async (_, table, files, sentence) => {
		expect(await problemsOf([table], files)).toContain(sentence);
	});

	it('is said all at once', async () => {
		const files = flat('A1,P,Wait,', ',,Go,K', 'A2,,,', 'A3,Q,Rest,K', 'A3,R,,');
		expect(await problemsOf([FLAT], files)).toHaveLength(5);
	});

	it('a table with more actions than are read', async () => {
		const limits = { ...DEFAULT_LIMITS, actions: 3 };
		const table = {
			case: FLAT.case,
			actions: ['Action', 'Kind'].map((column) => ({
				...{ text: { column }, category: { value: 'K' } }
			}))
		};
		const { problems } = await applyCases(
			mapped([table]),
			filesOf(flat('A1,P,a,b', 'A2,Q,c,d', 'A3,R,e,f')),
			undefined,
			limits
		);
		expect(problems.map(inWords)).toContain(
			'a.csv, line 3: there are more actions than are read: at most 3 at once. Import in parts, or raise the limit.'
		);
	});
});
