import { describe, expect, it } from 'vitest';
import { aCase, alternative, judged, type Sketch } from './fixture.ts';
import { recall } from './recall.ts';
import { standingOf } from './standing.ts';

const of = (sketches: readonly Sketch[], marks: string) => {
	const layout = aCase(sketches);
	return recall(layout, standingOf(layout, judged(marks)));
};

describe('recall', () => {
	it('of lone actions, by number and by weight', () => {
		// Units 9, 8, 7: weights 72, 24, 3, together 99. Done: 9 in part and 7.
		expect(of([9, 8, 7, 5, 2], '~-xxx')).toEqual({
			units: 3,
			raw: 2 / 3,
			weighted: (36 + 3) / 99,
			binary: (72 + 3) / 99
		});
	});

	it('leaves out what is moot', () => {
		// 2 is moot while 1 is left out: one unit of weight 24.
		const sketches = [8, { score: 9, dependsOn: [1] }];
		expect(of(sketches, '--')).toMatchObject({ units: 1, raw: 0 });
		expect(of(sketches, 'x-')).toMatchObject({ units: 2, raw: 1 / 2, weighted: 24 / 96 });
	});

	describe('of a group with mixed scores', () => {
		const sketches = [
			alternative(2, 'A'),
			alternative(9, 'A'),
			alternative(7, 'A'),
			alternative(7, 'A')
		];

		it('is one unit, reached by any member', () => {
			expect(of(sketches, 'x---')).toEqual({ units: 1, raw: 1, weighted: 0, binary: 0 });
		});

		it('weighs the best appropriate member, and reaches the best of them that was done', () => {
			expect(of(sketches, '--x-')).toEqual({ units: 1, raw: 1, weighted: 3 / 72, binary: 3 / 72 });
			expect(of(sketches, '-xx-')).toMatchObject({ weighted: 1 });
		});

		it('is halved where all of the best done are in part', () => {
			expect(of(sketches, '--~~')).toMatchObject({ weighted: 1.5 / 72, binary: 3 / 72 });
			expect(of(sketches, '--~x')).toMatchObject({ weighted: 3 / 72 });
			// The best one done is the 9, in part; the 7 done wholly does not help.
			expect(of(sketches, '-~x-')).toMatchObject({ weighted: 36 / 72 });
		});
	});

	it('of a group weighs only members that are not moot, and is none where all are', () => {
		const sketches = [5, alternative(9, 'A', [1]), alternative(8, 'A')];
		expect(of(sketches, '---')).toMatchObject({ units: 1, raw: 0 });
		// The 9 is moot: 24 of 24 by the 8, and nothing by the moot 9, which still reaches the unit.
		expect(of(sketches, '--x')).toMatchObject({ raw: 1, weighted: 1 });
		expect(of(sketches, '-x-')).toMatchObject({ raw: 1, weighted: 0 });
		const allMoot = [5, alternative(9, 'A', [1]), alternative(2, 'A', [1])];
		expect(of(allMoot, '-x-')).toEqual({ units: 0, raw: 0, weighted: 0, binary: 0 });
	});

	it('of a group whose only appropriate member is moot: a unit that weighs nothing', () => {
		const sketches = [5, alternative(9, 'A', [1]), alternative(5, 'A'), 7];
		// Two units, the group by the uncertain member; only the 7 weighs.
		expect(of(sketches, '--x-')).toEqual({ units: 2, raw: 1 / 2, weighted: 0, binary: 0 });
		expect(of(sketches, '---x')).toEqual({ units: 2, raw: 1 / 2, weighted: 1, binary: 1 });
	});

	it('is 0 where nothing is appropriate', () => {
		expect(of([5, 2], 'xx')).toEqual({ units: 0, raw: 0, weighted: 0, binary: 0 });
	});
});
