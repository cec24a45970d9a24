import { expect, it } from 'vitest';
import { difference, kappa, perCent, seconds, thousandths } from './rater-words.ts';

it('writes differences with a sign, times with what digits they have, and dashes for nothing', () => {
	expect([0.564, -0.83, 0.001, -0.001, 0, undefined].map(difference)).toEqual([
		...['+0.56', '−0.83', '0.00', '0.00', '0.00', '–']
	]);
	expect([7.36, 9.99, 10, 61.5, undefined].map(seconds)).toEqual(['7.4', '10.0', '10', '62', '–']);
	expect([0, 0.245, 1].map(perCent)).toEqual(['0%', '25%', '100%']);
	const counts = { units: 1, ratings: 2, pairs: 1 };
	expect(kappa({ value: -0.126, ...counts })).toBe('−13');
	expect(kappa({ undefined: 'All equal.', ...counts })).toBe('–');
	expect(thousandths({ value: -0.0126, ...counts })).toBe('−0.013');
	expect(thousandths({ undefined: 'All equal.', ...counts })).toBe('–');
});
