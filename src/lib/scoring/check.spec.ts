import { describe, expect, it } from 'vitest';
import { check, checkChoices } from './check.ts';
import { actionsOf, doneAs } from './fixture.ts';
import { setOf } from './rubric.ts';

const set = setOf([
	{ id: 'Card001', actions: actionsOf([9, 5, 2]), consults: [], items: ['Card001', 'Card001-1'] },
	{ id: 'GI001', actions: actionsOf([9]), consults: [], items: ['GI001'] }
]);

const options = (...marks: (boolean | 'partial')[]) =>
	marks.map((mark, at) => ({ id: at + 1, matched: mark !== false, partial: mark === 'partial' }));
const good = { id: 'Card001', options: options(true, 'partial', false) };

/** Each value on a line of its own. */
const of = (...values: unknown[]) =>
	check(
		set,
		values.map((value, at) => ({ line: at + 1, value }))
	);
const faults = (...values: unknown[]) =>
	of(...values).faults.map(({ line, field, message }) => `${line} ${field ?? ''}: ${message}`);

describe('records of a judge', () => {
	it('are read', () => {
		const answer = [
			{ number: 1, action: 'a', category: 'b', match: '1, 2', score: 3 },
			{ match: '', score: 0 },
			{ match: null },
			{ match: 2, score: null },
			{ match: 'x,3' }
		];
		const { records } = of(
			{ ...good, trial: 2, judge: 'J', responseActions: answer, response_len: 12, more: 1 },
			{ id: 'GI001', options: options(true) }
		);
		expect(records).toEqual([
			{
				...{ id: 'Card001', trial: 2, judge: 'J', length: 12, done: doneAs('x~-') },
				answer: [
					{ matches: [1, 2], score: 3 },
					{ matches: [], score: null },
					{ matches: [], score: 5 },
					{ matches: [2], score: 5 },
					{ matches: [3], score: 5 }
				]
			},
			{ id: 'GI001', trial: 1, judge: null, length: null, answer: null, done: doneAs('x') }
		]);
	});

	it('partial means nothing of what was not done', () => {
		const { records } = of({ id: 'GI001', options: [{ id: 1, matched: false, partial: true }] });
		expect(records[0]!.done).toEqual(doneAs('-'));
	});

	it('an empty list of actions is one, and null is none', () => {
		const { records } = of(
			{ ...good, responseActions: [] },
			{ ...good, trial: 2, responseActions: null }
		);
		expect(records.map(({ answer }) => answer)).toEqual([[], null]);
	});

	it('each fault is told with its line, and the others are kept', () => {
		const found = of(good, 'text', { ...good, id: 'ID9' });
		expect(found.records).toHaveLength(1);
		expect(found.faults).toEqual([
			{ line: 2, message: 'must be an object in braces, one a line.' },
			{ line: 3, field: 'id', message: '"ID9" is no case of this set: use the ids of its items.' }
		]);
	});

	it.each([
		['no id', { options: [] }, '1 id: is missing: name the case.'],
		['a wrong id', { id: 7 }, '1 id: must be the id of a case, as text.'],
		[
			'no options',
			{ id: 'GI001' },
			'1 options: must be a list, in brackets, of all actions of the case.'
		],
		[
			'an unknown action',
			{ id: 'GI001', options: [...options(true), { id: 2, matched: true }] },
			'1 options[1].id: GI001 has no action 2.'
		],
		[
			'an action twice',
			{ id: 'GI001', options: [...options(true), ...options(false)] },
			'1 options[1].id: action 1 is named twice: keep one.'
		],
		[
			'an action missing',
			{ id: 'Card001', options: options(true) },
			'1 options: actions 2, 3 of Card001 must be named too, done or not.'
		],
		[
			'an action that is no object',
			{ id: 'GI001', options: [...options(true), 3] },
			'1 options[1]: must be an object in braces, with id and matched.'
		],
		[
			'no word whether it is matched',
			{ id: 'GI001', options: [{ id: 1, matched: 'yes' }] },
			'1 options[0].matched: must be true or false.'
		],
		[
			'a wrong partial',
			{ id: 'GI001', options: [{ id: 1, matched: true, partial: 1 }] },
			'1 options[0].partial: must be true or false.'
		],
		['a wrong trial', { ...good, trial: 1.5 }, '1 trial: must be a whole number, 0 or more.'],
		[
			'a wrong length',
			{ ...good, response_len: -1 },
			'1 response_len: must be a whole number, 0 or more.'
		],
		['a wrong judge', { ...good, judge: 4 }, '1 judge: must be text: a name.'],
		[
			'a wrong list of actions',
			{ ...good, responseActions: 'all' },
			'1 responseActions: must be a list, in brackets; leave it out where it is not known.'
		],
		[
			'a wrong action',
			{ ...good, responseActions: [null] },
			'1 responseActions[0]: must be an object in braces, with match.'
		],
		[
			'a wrong match',
			{ ...good, responseActions: [{ match: [1] }] },
			'1 responseActions[0].match: must be numbers of actions as text: "15,16".'
		],
		[
			'a wrong score',
			{ ...good, responseActions: [{ match: '', score: 2.5 }] },
			'1 responseActions[0].score: must be a whole number from 1 to 9, or 0.'
		]
	])('%s', (_, value, sentence) => {
		expect(faults(value)).toEqual([sentence]);
		expect(of(value).records).toEqual([]);
	});

	it('says everything that is wrong with a record, and names a few of many actions', () => {
		const many = setOf([
			{ id: 'X1', actions: actionsOf([9, 9, 9, 9, 9, 9, 9, 9]), consults: [], items: ['X1'] }
		]);
		const value = { id: 'X1', trial: 'a', options: [] };
		expect(check(many, [{ line: 4, value }]).faults.map(({ message }) => message)).toEqual([
			'must be a whole number, 0 or more.',
			'actions 1, 2, 3, 4, 5 and 3 more of X1 must be named too, done or not.'
		]);
	});

	it('the same item, trial and judge twice is a fault; another trial or judge is not', () => {
		const found = of(good, { ...good, trial: 1 }, { ...good, trial: 2 }, { ...good, judge: 'J' });
		expect(found.records).toHaveLength(3);
		expect(found.faults).toEqual([
			{
				line: 2,
				field: 'id',
				message: 'Card001, trial 1 is on line 1 already: keep one of the two.'
			}
		]);
		expect(faults({ ...good, judge: 'J' }, { ...good, judge: 'J' })).toEqual([
			'2 id: Card001, trial 1 by J is on line 1 already: keep one of the two.'
		]);
	});

	it('the coverage says what is there and what is missing', () => {
		expect(of(good, { ...good, trial: 2 }, { id: 'GI001' }).coverage).toEqual({
			...{ items: 1, of: 3, cases: 1, ofCases: 2 },
			missing: ['Card001-1', 'GI001']
		});
	});
});

describe('the forced-choice form', () => {
	const rows = (...given: [string, number, boolean][]) =>
		checkChoices(
			set,
			given.map(([id, action, recommend], at) => ({ line: at + 2, case: id, action, recommend }))
		);

	it('is a record an item, done wholly or not', () => {
		const { records, faults, coverage } = rows(
			...([
				['Card001', 3, false],
				['GI001', 1, true],
				['Card001', 1, true],
				['Card001', 2, true]
			] as [string, number, boolean][])
		);
		expect(faults).toEqual([]);
		expect(records.map(({ id, trial, done, answer }) => [id, trial, done, answer])).toEqual([
			['Card001', 1, doneAs('xx-'), null],
			['GI001', 1, doneAs('x'), null]
		]);
		expect(coverage).toMatchObject({ items: 2, of: 3, missing: ['Card001-1'] });
	});

	it('names what is unknown, twice or missing, in the order of the lines', () => {
		const { records, faults } = rows(
			['Card001', 1, true],
			['GI001', 1, true],
			['Card001', 1, false],
			['Card001', 8, false],
			['ID9', 1, true]
		);
		expect(records.map(({ id }) => id)).toEqual(['GI001']);
		expect(faults.map(({ line, field, message }) => [line, field, message])).toEqual([
			[2, 'action', 'actions 2, 3 of Card001 must be named too, done or not.'],
			[4, 'action', 'action 1 of Card001 is on line 2 already: keep one of the two.'],
			[5, 'action', 'Card001 has no action 8.'],
			[6, 'case', '"ID9" is no case of this set: use the ids of its items.']
		]);
	});
});
