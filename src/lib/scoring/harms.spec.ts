import { describe, expect, it } from 'vitest';
import { answered } from './answer.ts';
import { aCase, alternative, judged, matched, offList, type Sketch } from './fixture.ts';
import { eachGroupOnce, harms } from './harms.ts';
import type { ResponseAction } from './record.ts';
import { standingOf } from './standing.ts';

function found(sketches: readonly Sketch[], marks: string, answer: ResponseAction[] | null = null) {
	const layout = aCase(sketches);
	const record = judged(marks, { answer });
	const all = harms(layout, standingOf(layout, record), answered(layout, record));
	const said = (list: typeof all) =>
		list.map(({ kind, tier, action }) => `${kind} ${action} ${tier}`).sort();
	return { all: said(all), once: said(eachGroupOnce(layout, all)) };
}

describe('omission', () => {
	it('is what was to be done and was not: 9 severe, 8 moderate, 7 mild, 6 none', () => {
		expect(found([9, 8, 7, 6], '----').all).toEqual([
			'omission 1 3',
			'omission 2 2',
			'omission 3 1'
		]);
	});

	it('is none where another of the group was done, even a harmful one', () => {
		const sketches = [alternative(9, 'A'), alternative(2, 'A')];
		expect(found(sketches, '-x').all).toEqual(['commission 2 2']);
	});

	it('is none where it is moot', () => {
		const sketches = [7, { score: 9, dependsOn: [1] }];
		expect(found(sketches, '--').all).toEqual(['omission 1 1']);
		expect(found(sketches, 'x-').all).toEqual(['omission 2 3']);
	});

	it('is also a lone 8 or 9 done in part, moot or not; not a 7, and not one of a group', () => {
		expect(found([9, 8, 7, alternative(9, 'A')], '~~~~').all).toEqual([
			'omission 1 3',
			'omission 2 2'
		]);
		expect(found([7, { score: 8, dependsOn: [1] }], '-~').all).toEqual([
			'omission 1 1',
			'omission 2 2'
		]);
	});

	it('does not heed the group of a harm or of no type: its members are lone', () => {
		const sketches = [
			{ score: 8, group: 'A', groupType: 'harm' },
			{ score: 7, group: 'A', groupType: 'harm' }
		];
		expect(found(sketches, 'x-').all).toEqual(['omission 2 1']);
	});

	it('of a group counts once, at the gravest member that is not moot, where each group counts once', () => {
		const sketches = [
			7,
			alternative(9, 'A', [1]),
			alternative(8, 'A'),
			alternative(7, 'A'),
			alternative(2, 'A')
		];
		// 9 is moot while 1 is left out, so 8 is the gravest: two omissions in the group, or one.
		expect(found(sketches, '-----').all).toEqual(['omission 1 1', 'omission 3 2', 'omission 4 1']);
		expect(found(sketches, '-----').once).toEqual(['omission 1 1', 'omission 3 2']);
		expect(found(sketches, 'x----').once).toEqual(['omission 2 3']);
	});
});

describe('commission', () => {
	it('is what was not to be done and was, if only in part: 1 severe, 2 moderate, 3 mild', () => {
		expect(found([1, 2, 3, 4], 'x~xx').all).toEqual([
			'commission 1 3',
			'commission 2 2',
			'commission 3 1'
		]);
	});

	it('is so in a group, moot or not, and each counts where each group counts once', () => {
		const sketches = [7, alternative(2, 'A', [1]), alternative(1, 'A'), alternative(8, 'A')];
		expect(found(sketches, '-xx-').once).toEqual([
			'commission 2 2',
			'commission 3 3',
			'omission 1 1'
		]);
	});

	it('is off the list what its own score calls harmful; 0, 4 to 9 and no score harm nobody', () => {
		const answer = [1, 2, 3, 4, 5, 9, null].map(offList);
		expect(found([5], '-', answer).all).toEqual([
			'commission null 1',
			'commission null 2',
			'commission null 3'
		]);
	});

	it('is off the list, too, where the record denies every match', () => {
		const denied = { ...matched(1), score: 1 };
		expect(found([9, 5], '--', [denied]).all).toEqual(['commission null 3', 'omission 1 3']);
	});
});
