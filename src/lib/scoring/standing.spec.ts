import { describe, expect, it } from 'vitest';
import { aCase, alternative, judged, type Sketch } from './fixture.ts';
import { standingOf } from './standing.ts';

const standing = (sketches: Sketch[], marks: string) => standingOf(aCase(sketches), judged(marks));

describe('moot', () => {
	// 2 depends on 1, 3 on 2, 4 on either of 1 and 2, and 5 on nothing, said by an empty list.
	const sketches = [
		9,
		{ score: 8, dependsOn: [1] },
		{ score: 7, dependsOn: [2] },
		{ score: 7, dependsOn: [1, 2] },
		{ score: 7, dependsOn: [] }
	];
	const moot = (marks: string) => {
		const { isMoot } = standing(sketches, marks);
		return [1, 2, 3, 4, 5].filter((number) => isMoot(number - 1));
	};

	it('is what depends on something, none of which was done', () => {
		expect(moot('-----')).toEqual([2, 3, 4]);
		expect(moot('x----')).toEqual([3]);
	});

	it('is no longer so once one parent was done, if only in part', () => {
		expect(moot('~----')).toEqual([3]);
		expect(moot('-x---')).toEqual([2]);
	});

	it('asks whether a parent was done, not whether the parent is moot itself', () => {
		// 2 is moot, because 1 was left out; it was done all the same, and 3 follows it.
		expect(moot('-x---')).not.toContain(3);
	});
});

describe('covered', () => {
	const sketches = [alternative(2, 'A'), alternative(8, 'A'), 8, { score: 8, group: 'A' }];

	it('is every member of a group once one was done, whatever the score of that one', () => {
		const { isCovered } = standing(sketches, 'x---');
		expect([0, 1, 2, 3].map(isCovered)).toEqual([true, true, false, false]);
	});

	it('is no action that shares a name without being an alternative', () => {
		const { isCovered } = standing(sketches, '---x');
		expect([0, 1, 2, 3].map(isCovered)).toEqual([false, false, false, false]);
	});

	it('is done in part, too', () => {
		expect(standing(sketches, '~---').isGroupDone(0)).toBe(true);
	});
});

it('a group is moot where all of it is, whatever its scores', () => {
	const dependent = [9, alternative(8, 'A', [1]), alternative(3, 'A', [1])];
	expect(standing(dependent, '---').isGroupMoot(0)).toBe(true);
	expect(standing(dependent, 'x--').isGroupMoot(0)).toBe(false);
	const half = [9, alternative(8, 'A', [1]), alternative(5, 'A')];
	expect(standing(half, '---').isGroupMoot(0)).toBe(false);
});
