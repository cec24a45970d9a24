import { expect, it } from 'vitest';
import { isDefined, isPositive, NO_PAIRS } from './coefficient.ts';

it('tells a value from a reason', () => {
	const counts = { units: 1, ratings: 2, pairs: 1 };
	expect(isDefined({ value: 0, ...counts })).toBe(true);
	expect(isDefined({ undefined: NO_PAIRS, ...counts })).toBe(false);
});

it('takes a divisor for 0 up to rounding, in proportion to its terms', () => {
	expect(isPositive(1 - 0.9 - 0.1, 2)).toBe(false);
	expect(isPositive(1e-3, 1e10)).toBe(false);
	expect(isPositive(1e-3, 1e8)).toBe(true);
	expect(isPositive(0, 0)).toBe(false);
	expect(isPositive(-1, 1)).toBe(false);
});
