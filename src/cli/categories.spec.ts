import { describe, expect, it } from 'vitest';
import { readCategories } from './categories.ts';
import { Usage } from './failure.ts';

describe('readCategories', () => {
	it.each([
		['1..5', [1, 2, 3, 4, 5]],
		[' -1..1 ', [-1, 0, 1]],
		['3,1,2', [1, 2, 3]],
		['0, 0.5, 1, 1', [0, 0.5, 1]]
	])('reads %j', (text, expected) => {
		expect(readCategories(text)).toEqual(expected);
	});

	it.each(['', '1', '5..1', '1..1000000', '1,,2', 'a..b', '1,two', '1..', 'Infinity,1'])(
		'refuses %j',
		(text) => {
			expect(() => readCategories(text)).toThrow(Usage);
		}
	);
});
