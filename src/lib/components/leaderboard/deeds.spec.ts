import { describe, expect, it } from 'vitest';
import type { ActionToRead } from '#lib/domain/leaderboard.ts';
import { deedsOf } from './deeds.ts';

const action = (number: number, score: number, more: Partial<ActionToRead> = {}): ActionToRead => ({
	...{ number, score, text: `Action ${number}`, category: 'Medication' },
	...{ group: null, groupType: null, dependsOn: [] },
	...more
});

const ACTIONS = [
	action(1, 9),
	action(2, 8, { group: 'imaging', groupType: 'alternative' }),
	action(3, 7, { group: 'imaging', groupType: 'alternative' }),
	action(4, 7, { dependsOn: [1] }),
	action(5, 1),
	action(6, 5),
	action(7, 8)
];

const told = (done: Record<string, [number, number]>, records = 1) =>
	[...deedsOf(ACTIONS, { done, records }).values()].map(({ words, harm, spared }) =>
		[words, harm && `${harm.kind} ${harm.severity}`, spared].filter(Boolean).join(', ')
	);

describe('what was done in a case', () => {
	it('is a harm where something beneficial was left out; not where it was moot', () => {
		expect(told({})).toEqual([
			'not done, omission severe',
			'not done, omission moderate',
			'not done, omission mild',
			'not done, moot',
			'not done',
			'not done',
			'not done, omission moderate'
		]);
	});

	it('covers a group by one of its members, and wakes what depends on it', () => {
		expect(told({ 1: [1, 0], 3: [0, 1], 7: [1, 0] })).toEqual([
			'done',
			'not done, covered',
			'in part',
			'not done, omission mild',
			'not done',
			'not done',
			'done'
		]);
	});

	it('is a harm where something harmful was done, if only in part; and 8 or 9 by itself done in part', () => {
		const [first, , , , fifth, sixth, last] = told({ 1: [0, 1], 5: [0, 1], 6: [1, 0], 7: [0, 1] });
		expect(first).toBe('in part, omission severe');
		expect(fifth).toBe('in part, commission severe');
		expect(sixth).toBe('done');
		expect(last).toBe('in part, omission moderate');
	});

	it('counts records that differ', () => {
		expect(told({ 1: [2, 0], 5: [1, 1] }, 3).filter((words) => /\d of/.test(words))).toEqual([
			'done in 2 of 3',
			'done in 2 of 3, commission severe'
		]);
		const deeds = deedsOf(ACTIONS, { done: { 1: [1, 0], 5: [0, 2], 7: [10, 0] }, records: 10 });
		expect(deeds.get(1)).toMatchObject({ harm: null, leftOutIn: 'in 9 of 10 records' });
		expect(deeds.get(5)).toMatchObject({ harm: { in: 'in 2 of 10 records' }, leftOutIn: '' });
		expect(deeds.get(7)).toMatchObject({ harm: null, leftOutIn: '' });
	});
});
