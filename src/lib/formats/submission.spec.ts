import { describe, expect, it } from 'vitest';
import { setOf } from '#lib/scoring/rubric.ts';
import { encode } from './files.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { readSubmission } from './submission.ts';

const action = { text: 'Act', category: 'Diagnostic', group: null, groupType: null, dependsOn: [] };
const set = setOf([
	{
		id: 'Card001',
		actions: [
			{ ...action, number: 1, score: 9, ownScore: 9 },
			{ ...action, number: 2, score: 2, ownScore: 2 }
		],
		consults: [],
		items: ['Card001']
	}
]);

const read = (text: string) => readSubmission(set, encode(text), 'answers');
const said = (text: string) => read(text).problems.map(({ line, message }) => [line, message]);
const options = '"options": [{"id": 1, "matched": true}, {"id": 2, "matched": false}]';

describe('records of a judge', () => {
	it('are JSONL, with a byte order mark or empty lines as they may be', () => {
		const found = read(
			`\ufeff{"id": "Card001", ${options}}\r\n\n{"id": "Card001", "trial": 2, ${options}}\n`
		);
		expect(found).toMatchObject({ form: 'judge', problems: [], coverage: { items: 1, of: 1 } });
		expect(found.records.map(({ trial }) => trial)).toEqual([1, 2]);
	});

	it('name the line that is no JSON beside the one whose record is wrong', () => {
		const text = `{"id": "Card001", ${options}}\n{"id": \n\n{"id": "Card009", ${options}}`;
		expect(said(text)).toEqual([
			[2, expect.stringContaining('column')],
			[4, expect.stringContaining('"Card009" is no case')]
		]);
		expect(read(text).records).toHaveLength(1);
	});

	it('do not take a key that is given twice', () => {
		expect(said(`{"id": "Card001", "id": "Card001", ${options}}`)).toEqual([
			[1, expect.stringContaining('twice')]
		]);
	});
});

describe('the forced-choice form', () => {
	it('is CSV with case, action and recommend, in any order', () => {
		const found = read('recommend,case,action\nyes,Card001,1\nFALSE, Card001,2\n');
		expect(found).toMatchObject({ form: 'forced-choice', problems: [] });
		expect([...found.records[0]!.done]).toEqual([2, 0]);
	});

	it('does not take an empty cell for a no', () => {
		expect(said('case,action,recommend\nCard001,1,true\nCard001,2,\n')).toContainEqual([
			3,
			'recommend is empty: write true or false.'
		]);
	});

	it('names what is neither yes nor no, and a column that is missing', () => {
		expect(said('case,action,recommend\nCard001,1,maybe\nCard001,2,no\n')).toContainEqual([
			2,
			expect.stringContaining('"maybe"')
		]);
		expect(said('case,action\nCard001,1\n')).toEqual([[1, expect.stringContaining('recommend')]]);
	});
});

describe('a file that is nothing of the kind', () => {
	it('is told so', () => {
		expect(read('').problems).toHaveLength(1);
		expect(said('case,action,recommend\n')).toEqual([
			[undefined, 'holds no record: give one a line, or a row an action.']
		]);
		expect(readSubmission(set, Uint8Array.of(65, 0, 10, 0), 'x').problems).toEqual([
			{ where: 'x', message: expect.stringContaining('UTF-16') }
		]);
		const small = { ...DEFAULT_LIMITS, fileBytes: 4 };
		expect(readSubmission(set, encode('{"id"}'), 'x', small).problems).toEqual([
			{ where: 'x', message: expect.stringContaining('at most 4 bytes') }
		]);
	});
});
