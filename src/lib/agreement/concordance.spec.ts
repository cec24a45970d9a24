import { expect, it } from 'vitest';
import { classify, count } from './concordance.ts';

it.each([
	[[4, 4, 4], 'perfect'],
	[[4, 5, 4], 'near-perfect'],
	[[7, 9, 8], 'concordant'],
	[[3, 6, 4], 'discordant'],
	[[3, 7], 'discordant'],
	[[null, 4, 5], 'near-perfect'],
	[[4, null, null], undefined],
	[[], undefined]
])('%j is %s', (ratings, wanted) => {
	expect(classify(ratings)).toBe(wanted);
});

it('counts every unit once', () => {
	expect(
		count([
			[1, 1],
			[1, 2],
			[1, 3],
			[1, 4],
			[1, 9],
			[1, null],
			[null, null]
		])
	).toEqual({
		perfect: 1,
		'near-perfect': 1,
		concordant: 1,
		discordant: 2,
		unclassed: 2
	});
});

it('refuses a rating that is not on the scale', () => {
	expect(() => count([[1, 10]])).toThrow('Unit 1, rater 2: 10');
});
