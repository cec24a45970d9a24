import { expect, it } from 'vitest';
import { aCase, judged } from './fixture.ts';
import { floorOf } from './floor.ts';
import type { CaseScores } from './scheme.ts';

const layout = aCase([9]);
const scored = (base: string, values: number[]): CaseScores => ({
	base,
	records: values.map((value) => ({ layout, record: judged('x'), metrics: { F1_weighted: value } }))
});

it('is the worst record of each case', () => {
	const cases = [scored('Card001', [0.5, 0.2, 0.9]), scored('Card002', [1, 0.7])];
	expect(floorOf(cases, 'F1_weighted')).toEqual({
		name: 'F1_floor',
		values: [0.2, 0.7],
		records: 5
	});
});

it('counts a single record, too, as long as the median of records a case is two', () => {
	const cases = [scored('A', [0.4]), scored('B', [1, 0.7]), scored('C', [1, 0.8])];
	expect(floorOf(cases, 'F1_weighted').values).toEqual([0.4, 0.7, 0.8]);
});

it('is not defined under that: the median of 1, 2 is 1.5', () => {
	const cases = [scored('A', [0.4]), scored('B', [1, 0.7])];
	expect(floorOf(cases, 'F1_weighted')).toMatchObject({ values: [null, null], records: 0 });
	expect(floorOf([], 'F1_weighted').values).toEqual([]);
});
