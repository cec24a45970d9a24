import { describe, expect, it } from 'vitest';
import { ratingMappingSchema } from '#lib/domain/mapping.ts';
import { describe as inWords } from '#lib/domain/refusal.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { readRatings } from '../tables.ts';
import { encode } from '../files.ts';
import { applyRatings } from './apply.ts';
import { filesOf, workbookOf } from './fixture.ts';
import { preview } from './preview.ts';

type Files = Parameters<typeof filesOf>[0];

const mapped = (...tables: object[]) =>
	ratingMappingSchema.parse({ mapping: 1, name: 'Mine', purpose: 'ratings', tables });
const applied = (tables: object[], files: Files, limits = DEFAULT_LIMITS) =>
	applyRatings(mapped(...tables), filesOf(files), limits);

/** Ratings in a few words: `A1#1 Anna 9`. */
async function told(tables: object[], files: Files): Promise<string[]> {
	const { rows, problems } = await applied(tables, files);
	expect(problems.map(inWords)).toEqual([]);
	return rows.map((row) =>
		[`${row.case}#${row.action}`, row.rater, row.score ?? row.cannotRate, row.comment]
			.filter((part) => part !== null)
			.join(' ')
	);
}

const PLACE = { case: { column: 'Fall' }, action: { column: 'Nr' } };
const LONG = {
	place: PLACE,
	ratings: [
		{
			...{ rater: { column: 'Gutachter' }, score: { column: 'Wertung' } },
			comment: { column: 'Bemerkung' }
		}
	]
};
const across = (...names: string[]) =>
	names.map((name) => ({ rater: { value: name }, score: { column: name } }));

describe('long ratings', () => {
	const HEAD = 'Fall;Nr;Gutachter;Wertung;Bemerkung\n';

	it('are what the reader of ratings.csv makes of the same under its own names', async () => {
		const rows = ['A1;1;Anna;9;', 'A1;2;Anna;;unclear', 'A1;1;Ben;3.0;"two\nlines"'].join('\n');
		const { rows: mine } = await applied([LONG], { 'r.csv': HEAD + rows });
		const own = readRatings(encode(`case;action;rater;score;comment\n${rows}`));
		expect(own.problems).toEqual([]);
		expect(mine).toEqual(own.rows.map((row) => ({ ...row, where: 'r.csv' })));
		expect(mine.map(({ line }) => line)).toEqual([2, 3, 4]);
	});

	it('may have words for scores, and words in place of one', async () => {
		const words = { Schädlich: '2', 'sehr sinnvoll': '9' };
		const [set] = LONG.ratings;
		const table = {
			...{ ...LONG, cannotRate: { 'weiß nicht': 'not-enough-information' } },
			ratings: [{ ...set, score: { column: 'Wertung', words } }]
		};
		const rows = ['A1;1;Anna;schädlich;', 'A1;2;Anna; Sehr  sinnvoll;', 'A1;3;Anna;WEISS NICHT;'];
		// Letters that only look alike are not taken for the same: the word must be named as it stands.
		const files = { 'r.csv': HEAD + rows.slice(0, 2).join('\n') + '\nA1;3;Anna;Weiß nicht;\n' };
		expect(await told([table], files)).toEqual([
			...['A1#1 Anna 2', 'A1#2 Anna 9', 'A1#3 Anna not-enough-information']
		]);
		const { problems } = await applied([table], { 'r.csv': HEAD + rows[2] });
		expect(problems.map(inWords)).toEqual([
			'r.csv, line 2, Wertung: score is "WEISS NICHT": must be a whole number from 1 to 9.'
		]);
	});

	it('name file, line and column where something is wrong', async () => {
		const rows = [
			'A1;eins;Anna;9;',
			'A1;1;Anna;12;',
			'A1;2;Anna;;',
			'A1;3;Anna;5;',
			'A1;3;anna;6;'
		];
		const { problems } = await applied([LONG], { 'r.csv': HEAD + rows.join('\n') });
		expect(problems.map(inWords)).toEqual([
			'r.csv, line 2, Nr: action is "eins": must be a whole number from 1 on.',
			'r.csv, line 3, Wertung: score is "12": must be a whole number from 1 to 9.',
			expect.stringMatching(/^r\.csv, line 4, Wertung: score is empty: give a score from 1 to 9/),
			'r.csv, line 6: anna rates action 3 of A1 here and on line 5: keep one.'
		]);
	});

	it('may name a case in the first of its rows only', async () => {
		const files = { 'r.csv': `${HEAD}A1;1;Anna;9;\n;2;Anna;8;\nA2;1;Anna;7;\n` };
		expect(await told([{ ...LONG, fillDown: ['case'] }], files)).toEqual([
			...['A1#1 Anna 9', 'A1#2 Anna 8', 'A2#1 Anna 7']
		]);
		expect((await applied([LONG], files)).problems.map(inWords)).toEqual([
			'r.csv, line 3, Fall: case is empty: fill the cell.'
		]);
	});
});

describe('a column for each rater', () => {
	it('is a rating where it holds something', async () => {
		const book = workbookOf({
			Runde: [
				['Fall', 'Nr', 'Anna', 'Ben'],
				['A1', 1, 9, 8],
				['A1', 2, null, 7],
				['A2', 1, 'NA', null]
			]
		});
		const table = { place: PLACE, ratings: across('Anna', 'Ben') };
		expect(await told([table], { 'r.xlsx': book })).toEqual([
			...['A1#1 Anna 9', 'A1#1 Ben 8', 'A1#2 Ben 7']
		]);
	});

	it('may stand beside a unit', async () => {
		const table = { place: { unit: { column: 'Unit' } }, ratings: across('R1') };
		const text = 'Unit,R1\nCard001#3,9\nB 2/1,7\nC-4 : 12,1\n';
		expect(await told([table], { 'm.csv': text })).toEqual([
			'Card001#3 R1 9',
			'B-2#1 R1 7',
			'C-4#12 R1 1'
		]);
		const { problems } = await applied([table], { 'm.csv': 'Unit,R1\nCard001,9\n' });
		expect(problems.map(inWords)).toEqual([
			'm.csv, line 2, Unit: unit is "Card001": must be the case and the number of the action, as Card001#3.'
		]);
	});

	it('may have a comment of its own', async () => {
		const [set] = across('Anna');
		const table = { place: PLACE, ratings: [{ ...set, comment: { column: 'Why' } }] };
		const text = 'Fall,Nr,Anna,Why\nA1,1,9,\nA1,2,,too vague\nA1,3,,\n';
		expect(await told([table], { 'r.csv': text })).toEqual(['A1#1 Anna 9', 'A1#2 Anna too vague']);
	});
});

describe('a sheet for each rater', () => {
	const sheet = (rater: string) => ({
		...{ sheet: rater, place: PLACE },
		ratings: [{ rater: { value: rater }, score: { column: 'Wertung' } }]
	});
	const HEAD = ['Fall', 'Nr', 'Wertung'];

	it('are all of them ratings', async () => {
		const book = workbookOf({
			Anna: [HEAD, ['A1', 1, 9]],
			Ben: [HEAD, ['A1', 1, 2], ['A1', 2, null]]
		});
		expect(await told([sheet('Anna'), sheet('Ben')], { 'r.xlsx': book })).toEqual([
			...['A1#1 Anna 9', 'A1#1 Ben 2']
		]);
	});

	it('name the other sheet where a rating is there twice', async () => {
		const book = workbookOf({ Anna: [HEAD, ['A1', 1, 9]], Ben: [HEAD, ['A1', 1, 2]] });
		const other = { ...sheet('Ben'), ratings: sheet('Anna').ratings };
		const { problems } = await applied([sheet('Anna'), other], { 'r.xlsx': book });
		expect(problems.map(inWords)).toEqual([
			'r.xlsx, Ben, line 2: Anna rates action 1 of A1 here and on line 2 of r.xlsx, Anna: keep one.'
		]);
	});
});

it('are no more than are read at once', async () => {
	const limits = { ...DEFAULT_LIMITS, actions: 3 };
	const table = { place: PLACE, ratings: across('Anna', 'Ben') };
	const text = 'Fall,Nr,Anna,Ben\nA1,1,9,8\nA1,2,7,6\nA1,3,5,4\n';
	const { problems } = await applied([table], { 'r.csv': text }, limits);
	expect(problems.map(inWords)).toEqual([
		'r.csv, line 3: there are more ratings than are read: at most 3 at once. Import in parts, or raise the limit.'
	]);
});

it('are shown beforehand as they would become', async () => {
	const table = { place: PLACE, ratings: across('Anna', 'Ben') };
	const text = 'Fall,Nr,Anna,Ben\nA1,1,9,8\nA2,2,7,\n';
	expect(await preview(mapped(table), filesOf({ 'r.csv': text }), 2)).toMatchObject({
		columns: ['case', 'action', 'rater', 'round', 'score'],
		rows: [{ cells: ['A1', '1', 'Anna', '1', '9'] }, { cells: ['A1', '1', 'Ben', '1', '8'] }],
		counts: { cases: 2, actions: 2, ratings: 3 }
	});
});
