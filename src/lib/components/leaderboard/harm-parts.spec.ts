import { expect, it } from 'vitest';
import { harmParts } from './harm-parts.ts';

const HARMS = { severe: 5, moderate: 15, mild: 20 };

it('puts the worst errors in the middle, in the colours of the scale', () => {
	expect(harmParts(HARMS, 80, 'omissions', null)).toEqual([
		{ severity: 'severe', score: 9, from: 0, share: 0.0625 },
		{ severity: 'moderate', score: 8, from: 0.0625, share: 0.1875 },
		{ severity: 'mild', score: 7, from: 0.25, share: 0.25 }
	]);
	expect(harmParts(HARMS, 40, 'commissions', null).map(({ score }) => score)).toEqual([1, 2, 3]);
});

it('shows one severity alone, from the middle on', () => {
	expect(harmParts(HARMS, 20, 'commissions', 'moderate')).toEqual([
		{ severity: 'moderate', score: 2, from: 0, share: 0.75 }
	]);
});
