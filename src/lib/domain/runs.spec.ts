import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromRuns, toRuns } from './runs.ts';

it.each([
	[[], ''],
	[[7], '7'],
	[[3, 1, 2], '1-3'],
	[[1, 2, 9, 11, 12], '1-2,9,11-12'],
	[[5, 5, 4], '4-5']
])('writes %j as %j', (ids, text) => {
	expect(toRuns(ids)).toBe(text);
});

it('reads what it has written', () => {
	const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60_000 }), { maxLength: 200 });
	fc.assert(
		fc.property(ids, (given) => {
			expect(fromRuns(toRuns(given))).toEqual(given.toSorted((a, b) => a - b));
		})
	);
});

it('passes over what is no run, and does not count to the end of a long one', () => {
	expect(fromRuns('2,x,-3,4-,5-6,9-8,1e3,12345678901')).toEqual([2, 5, 6]);
	expect(fromRuns('1-9999999999')).toHaveLength(1_000_000);
});
