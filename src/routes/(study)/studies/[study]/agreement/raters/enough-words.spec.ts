import { expect, it } from 'vitest';
import { enough } from './enough-words.ts';

const of = (three: number, ...raters: (number | null)[]) => ({
	dependability: [0.5, 0.6, three],
	needed: raters.map((count, at) => ({ of: [0.8, 0.9][at]!, raters: count }))
});

it('says whether three are enough, and how many a dependability takes', () => {
	expect(enough(of(0.91, 2, 3))).toBe(
		'The mean of three has a dependability of 0.91: three are enough for most uses. 0.8 takes 2 raters, 0.9 takes 3 raters.'
	);
	expect(enough(of(0.7, 6, 13))).toBe(
		'The mean of three has a dependability of 0.70: three are few. 0.8 takes 6 raters, 0.9 takes 13 raters.'
	);
	expect(enough(of(0.95, 1, 2))).toContain('0.8 takes 1 rater, 0.9 takes 2 raters.');
});

it('says so where no number is enough', () => {
	expect(enough(of(0, null, null))).toContain('no number of raters');
});
