import { expect, it } from 'vitest';
import { slices } from './slices.ts';

const sizes = (rows: number[]) => slices(rows, (n) => n);

it('fills a slice up to 200 rows, in order', () => {
	expect(sizes([100, 100, 1, 150, 60])).toEqual([[100, 100], [1, 150], [60]]);
});

it('leaves a thing whole that makes more rows than that', () => {
	expect(sizes([5, 900, 5])).toEqual([[5], [900], [5]]);
});

it('makes no slice of nothing', () => {
	expect(sizes([])).toEqual([]);
});
