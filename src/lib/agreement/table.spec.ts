import { describe, expect, it } from 'vitest';
import { check, complete, dense, observed, placer, sparse, width } from './table.ts';

describe('check', () => {
	it('accepts the scale and missing ratings', () => {
		expect(() => check([[1, null, 9]])).not.toThrow();
		expect(() => check([])).not.toThrow();
	});

	it('names the unit and the rater of a value that is no category', () => {
		const faulty = [
			[1, 2],
			[3, 10]
		];
		expect(() => check(faulty)).toThrow(RangeError);
		expect(() => check(faulty)).toThrow('Unit 2, rater 2: 10 is not one of the categories 1, 2,');
		expect(() => check([[1.5, 2]])).toThrow('Unit 1, rater 1: 1.5');
		expect(() => check([[NaN, 2]])).toThrow('Unit 1, rater 1: NaN');
	});

	it('names the unit whose width differs', () => {
		expect(() => width([[1, 2], [3]])).toThrow('Unit 2 has 1 places and unit 1 has 2');
	});
});

describe('placer', () => {
	it('finds whole and other categories', () => {
		expect([1, 3, 2, -1, 4].map(placer([1, 3]))).toEqual([0, 1, -1, -1, -1]);
		expect([0.5, 1, 2].map(placer([0.5, 1]))).toEqual([0, 1, -1]);
		expect([-2, 0, 1000].map(placer([-2, 1000]))).toEqual([0, -1, 1]);
	});

	it.each([[[]], [[2, 1]], [[1, 1]], [[1, NaN]], [[1, Infinity]]])('refuses %j', (categories) => {
		expect(() => placer(categories)).toThrow(RangeError);
	});
});

it('lists the observed values and the complete units', () => {
	const table = [
		[9, 2],
		[null, 5],
		[2, 2]
	];
	expect(observed(table)).toEqual([2, 5, 9]);
	expect(complete(table)).toEqual([
		[9, 2],
		[2, 2]
	]);
});

describe('sparse', () => {
	const table = [
		[null, 4, 9],
		[null, null, null],
		[1, null, null]
	];

	it('keeps who gave which rating of which unit', () => {
		const { raters, starts, who, values } = sparse(table);
		expect(raters).toBe(3);
		expect(Array.from(starts)).toEqual([0, 2, 2, 3]);
		expect(Array.from(who)).toEqual([1, 2, 0]);
		expect(Array.from(values)).toEqual([4, 9, 1]);
	});

	it('gives the table back', () => {
		expect(dense(sparse(table))).toEqual(table);
		expect(dense(sparse([[], []]))).toEqual([[], []]);
	});

	it('refuses rows of different widths', () => {
		expect(() => sparse([[1, 2], [3]])).toThrow('Unit 2 has 1 places');
	});
});
