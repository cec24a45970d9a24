import { expect, it } from 'vitest';
import { nextUnrated } from './next-unrated.ts';

it('finds the next unrated action after this one', () => {
	expect(nextUnrated([true, true, false, false], 0)).toBe(2);
	expect(nextUnrated([false, true], -1)).toBe(0);
});

it('goes on from the top after the last', () => {
	expect(nextUnrated([false, true, true], 2)).toBe(0);
	expect(nextUnrated([true, false, true], 1)).toBe(1);
});

it('finds none where all are rated or there are none', () => {
	expect(nextUnrated([true, true], 0)).toBeNull();
	expect(nextUnrated([], -1)).toBeNull();
});

it('comes back to the action it began at last of all', () => {
	expect(nextUnrated([true, false, true], 1)).toBe(1);
	expect(nextUnrated([false, false], 0)).toBe(1);
});
