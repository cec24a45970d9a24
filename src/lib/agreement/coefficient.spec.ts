import { expect, it } from 'vitest';
import { isDefined, NO_PAIRS } from './coefficient.ts';

it('tells a value from a reason', () => {
	const counts = { units: 1, ratings: 2, pairs: 1 };
	expect(isDefined({ value: 0, ...counts })).toBe(true);
	expect(isDefined({ undefined: NO_PAIRS, ...counts })).toBe(false);
});
