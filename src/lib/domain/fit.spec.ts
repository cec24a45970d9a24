import { expect, it } from 'vitest';
import { bestFitOf, byFit, fitOf, type Fit } from './fit.ts';

const RULES = {
	neighbours: new Map([['Heme', new Set(['Onco'])]]),
	generalists: new Set(['IM'])
};

it.each<[string[], Fit]>([
	[['Heme'], 'own'],
	[['Onco', 'IM'], 'near'],
	[['IM'], 'generalist'],
	[[], 'generalist'],
	[['Card'], 'other']
])('a rater of %j suits hematology as %s', (specialties, fit) => {
	expect(fitOf(specialties, 'Heme', RULES)).toBe(fit);
});

it('suits several specialties as the one suited best, and none as nobody does', () => {
	expect(bestFitOf(['Onco'], ['Card', 'Heme', 'Card'], RULES)).toBe('near');
	expect(bestFitOf(['Onco'], ['Onco', 'Heme'], RULES)).toBe('own');
	expect(bestFitOf(['Onco'], [], RULES)).toBe('other');
});

it('puts whoever suits better first', () => {
	const fits: Fit[] = ['other', 'generalist', 'own', 'near'];
	expect(fits.sort(byFit)).toEqual(['own', 'near', 'generalist', 'other']);
});
