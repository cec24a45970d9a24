import { expect, it } from 'vitest';
import { percent } from './coverage.ts';

it.each([
	[0, 0, 0],
	[0, 7, 0],
	[1, 3, 33],
	[199, 200, 99],
	[999, 1_000, 99],
	[1_000, 1_000, 100]
])('%i of %i is %i per cent', (rated, actions, wanted) => {
	expect(percent({ rated, actions })).toBe(wanted);
});
