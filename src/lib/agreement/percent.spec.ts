import { expect, it } from 'vitest';
import * as percent from './percent.ts';

const table = [
	[1, 1, 2],
	[5, 5, null],
	[9, null, null]
];

it('averages the share of equal pairs over units with two ratings', () => {
	expect(percent.exact(table)).toMatchObject({
		value: expect.closeTo((1 / 3 + 1) / 2, 12),
		units: 2,
		ratings: 5,
		pairs: 4
	});
});

it('counts pairs at most 1 apart', () => {
	expect(percent.withinOne(table)).toMatchObject({ value: 1, se: expect.any(Number) });
	expect(percent.withinOne([[1, 2, 3]])).toMatchObject({ value: expect.closeTo(2 / 3, 12) });
});

it('counts close pairs in part under weights', () => {
	expect(percent.exact([[1, 3]], 'linear')).toMatchObject({ value: 0.75 });
});

it('is 1 where all ratings are equal', () => {
	expect(percent.exact([[4, 4]])).toEqual({ value: 1, units: 1, ratings: 2, pairs: 1 });
});

it('has no standard error where one unit of several has two ratings', () => {
	expect(
		percent.exact([
			[4, 4, 5],
			[null, 9, null]
		])
	).toEqual({ value: expect.closeTo(1 / 3, 12), units: 1, ratings: 3, pairs: 3 });
});

it('is undefined without a pair', () => {
	expect(percent.exact([[4, null]])).toEqual({
		undefined: 'No unit has two ratings.',
		units: 0,
		ratings: 0,
		pairs: 0
	});
});
