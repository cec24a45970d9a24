import { describe, expect, it } from 'vitest';
import { aCase, judged, type Sketch } from './fixture.ts';
import { resilienceOf } from './resilience.ts';

/** Records by their marks; after a colon, who judged. */
function of(sketches: readonly Sketch[], ...marks: string[]) {
	const layout = aCase(sketches);
	const records = marks.map((mark, at) => {
		const [done, judge = null] = mark.split(':');
		return { layout, record: judged(done!, { trial: at + 1, judge }), metrics: {} };
	});
	return resilienceOf([{ base: 'Card001', records }]);
}

describe('resilience', () => {
	it('is 1 where the same is done every time, in whole or in part', () => {
		expect(of([9, 2], 'x-', 'x-', '~-').values).toEqual([1]);
	});

	it('loses by weight what is done one time and not the next', () => {
		// Weights 3 (of 9) and 2 (of 2). The 9 in one of two: H(1/2) = 1 bit. 1 − 3 · 1 / 5.
		expect(of([9, 2], 'x-', '--').values).toEqual([0.4]);
	});

	it('by the entropy of the share in bits', () => {
		// Of four records one: H(1/4) = ¼ · 2 + ¾ · log2(4/3) = 0.8112781244591328.
		expect(of([9], 'x', '-', '-', '-').values[0]).toBeCloseTo(1 - 0.8112781244591328, 12);
	});

	it('takes what shares a name for one, of any type, at its most extreme member', () => {
		// Either of the two every time: 0 bits. Tier 2 of the 8, beside the lone 7 (1) in one of two: 1 − 1 / 3.
		const named = [{ score: 8, group: 'A', groupType: null }, { score: 4, group: 'A' }, 7];
		expect(of(named, 'x-x', '-x-').values[0]).toBeCloseTo(1 - 1 / 3, 12);
	});

	it('weighs by `score` itself, whatever stands over it', () => {
		// By placement both are 9; by score 9 weighs 3 and 5 nothing: only the first was not constant.
		const sketches = [
			{ score: 9, ownScore: 5 },
			{ score: 9, ownScore: 9 }
		];
		expect(of(sketches, 'xx', '-x').values).toEqual([1]);
		// Where there is none, what scores it.
		expect(of([{ score: 9, ownScore: null }, 7], 'xx', '-x').values[0]).toBeCloseTo(1 - 3 / 4, 12);
	});

	it('of several judges is the mean of each with two records', () => {
		// One judge: 0.4 as above. Another always the same: 1. A third with one record says nothing.
		const found = of([9, 2], 'x-:A', '--:A', 'x-:B', 'x-:B', '-x:C');
		expect(found.values[0]).toBeCloseTo(0.7, 12);
		expect(found.records).toBe(4);
	});

	it('is not defined of one record, or where nothing has a weight', () => {
		expect(of([9], 'x')).toMatchObject({ values: [null], records: 0 });
		expect(of([5, 4], 'x-', '-x').values).toEqual([null]);
	});
});
