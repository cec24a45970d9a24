import { expect, it } from 'vitest';
import { median, percentile } from './quantile.ts';

it('takes percentiles of 1 to 4 as each definition says', () => {
	const sample = [1, 2, 3, 4];
	expect(percentile(sample, 0.3, 7)).toBeCloseTo(1.9, 12);
	expect(percentile(sample, 0.3, 6)).toBeCloseTo(1.5, 12);
	expect(percentile(sample, 0.3, 1)).toBe(2);
	expect(percentile(sample, 0.25, 1)).toBe(1);
});

it('stays within the sample', () => {
	for (const method of [7, 6, 1] as const) {
		expect(percentile([2, 5], 0, method)).toBe(2);
		expect(percentile([2, 5], 1, method)).toBe(5);
		expect(percentile([3], 0.7, method)).toBe(3);
	}
});

it('is not moved by the binary form of a share', () => {
	const sample = Array.from({ length: 100 }, (_, at) => at + 1);
	for (let share = 1; share <= 100; share++) expect(percentile(sample, share / 100, 1)).toBe(share);
});

it('finds the median in any order without changing its argument', () => {
	const values = [9, 1, 4];
	expect(median(values)).toBe(4);
	expect(values).toEqual([9, 1, 4]);
	expect(median([10, 2, 9, 1])).toBe(5.5);
});

it('refuses an empty sample and a share that is none', () => {
	expect(() => median([])).toThrow(RangeError);
	expect(() => percentile([1], 1.1)).toThrow(RangeError);
	expect(() => percentile([1], NaN)).toThrow(RangeError);
});
