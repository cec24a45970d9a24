import { describe, expect, it } from 'vitest';
import { columnsUsed, lacks, mappingSchema } from './mapping.ts';

const WHOLE = {
	mapping: 1,
	name: 'Pilot',
	purpose: 'cases',
	tables: [
		{
			case: { case: { column: 'Id' }, presentation: { columns: ['History', 'Findings'] } },
			actions: [
				{ text: { column: 'Action' }, category: { value: 'Other' } },
				{ text: { column: 'Second action' }, category: { value: 'Other' } }
			],
			keep: { case: ['Source'] }
		}
	]
};
const RATINGS = {
	mapping: 1,
	name: 'Scores',
	purpose: 'ratings',
	tables: [
		{
			place: { unit: { column: 'Unit' } },
			ratings: [{ rater: { value: 'Anna' }, score: { column: 'Anna', words: { good: '9' } } }]
		}
	]
};

describe('a mapping', () => {
	it('is of the only file, its first sheet and its first line, unless it says otherwise', () => {
		expect(mappingSchema.parse(WHOLE).tables[0]).toMatchObject({
			...{ file: null, sheet: null, header: 1, fillDown: [] },
			keep: { case: ['Source'], action: [] }
		});
	});

	it('names the columns it reads or keeps, each once', () => {
		const { tables } = mappingSchema.parse(WHOLE);
		expect(columnsUsed(tables[0]!)).toEqual([
			...['Id', 'History', 'Findings', 'Action', 'Second action', 'Source']
		]);
		expect(columnsUsed(mappingSchema.parse(RATINGS).tables[0]!)).toEqual(['Unit', 'Anna']);
	});

	it.each([
		['another version', { ...WHOLE, mapping: 2 }, 'must be 1'],
		['no name', { ...WHOLE, name: ' ' }, 'must have a name'],
		['no table', { ...WHOLE, tables: [] }, 'must be one or more'],
		['a misspelt key', { ...WHOLE, tabels: [] }, 'tabels'],
		[
			'a source that is none',
			{ ...WHOLE, tables: [{ case: { case: 'Id' } }] },
			'{"numbered": "by-specialty"}'
		],
		[
			'a reason that is none',
			{ ...RATINGS, tables: [{ ...RATINGS.tables[0], cannotRate: { k: 'tired' } }] },
			'outside-specialty'
		]
	])('is not read with %s', (_, value, words) => {
		expect(mappingSchema.safeParse(value).error?.message.replaceAll('\\"', '"')).toContain(words);
	});
});

describe('what a mapping lacks', () => {
	const lacking = (value: object) => lacks(mappingSchema.parse(value));

	it('is nothing where it says all', () => {
		expect(lacking(WHOLE)).toEqual([]);
		expect(lacking(RATINGS)).toEqual([]);
	});

	it('is said for cases', () => {
		expect(lacking({ ...WHOLE, tables: [{}] })).toEqual([
			'Say which column tells the case.',
			'Say which column holds the actions.',
			'Say for each table which column names the case, or that cases are numbered.'
		]);
		const bare = { ...WHOLE.tables[0], actions: [{}] };
		expect(lacking({ ...WHOLE, tables: [bare] })).toEqual([
			'Say for each action which column holds its text.',
			'Say which column holds the category of an action, or give one for all.'
		]);
		const numbered = { case: { case: { numbered: 'by-row' } } };
		expect(lacking({ ...WHOLE, tables: [WHOLE.tables[0]!, numbered] })).toEqual([
			'Two tables need a column in each that names the case: numbers cannot join them.'
		]);
	});

	it('is said for ratings', () => {
		expect(lacking({ ...RATINGS, tables: [{ place: { case: { column: 'Case' } } }] })).toEqual([
			'Say which columns name the case and the action, or which names both, as Card001#3.',
			'Say which column names the rater, or which columns are raters.'
		]);
		const scoreless = { ...RATINGS.tables[0], ratings: [{ rater: { column: 'Who' } }] };
		expect(lacking({ ...RATINGS, tables: [scoreless] })).toEqual([
			'Say which column holds the score.'
		]);
	});
});
