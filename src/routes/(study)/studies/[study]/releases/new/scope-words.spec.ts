import { expect, it } from 'vitest';
import { NO_CHOICES, type ReleaseChoices } from '#lib/domain/release-choices.ts';
import { isNarrowed, ruleLine, scopeLine } from './scope-words.ts';

const there = {
	specialties: [
		{ code: 'Card', name: 'Cardiology', cases: 10 },
		{ code: 'GI', name: 'Gastroenterology', cases: 5 }
	],
	cases: 100
};
const line = (choices: Partial<ReleaseChoices>, cases = 12) =>
	scopeLine({ choices: { ...NO_CHOICES, ...choices }, there, holds: { cases } } as never);

it('says what of a study is chosen', () => {
	expect(line({})).toBe('all 100 cases');
	expect(line({ specialties: ['Card', 'GI'] })).toBe('12 cases: Cardiology and Gastroenterology');
	expect(line({ specialties: ['Card', 'GI', 'ID'] })).toBe('12 cases: 3 specialties');
	expect(line({ part: 'held-out', completeOnly: true, throughRound: 1 }, 1)).toBe(
		'1 case: held out, complete, through round 1'
	);
	expect(line({ cases: ['Card001'], part: 'open' })).toBe('12 cases: open, chosen by id');
});

it('says which rule holds', () => {
	const rule = { rule: 'median' as const, band: 4, ratersPerCase: 3 };
	const own = { ...NO_CHOICES, consensus: { rule: 'median' as const, band: 4 } };
	expect(ruleLine({ rule, choices: NO_CHOICES })).toBe('Median, band 4');
	expect(ruleLine({ rule, choices: own })).toBe('Median, band 4 (not the study’s)');
	expect(ruleLine({ rule: { ...rule, rule: 'mean-rounded' }, choices: NO_CHOICES })).toBe(
		'Rounded mean'
	);
});

it('knows whether anything is narrowed', () => {
	expect(isNarrowed({ choices: NO_CHOICES })).toBe(false);
	expect(isNarrowed({ choices: { ...NO_CHOICES, completeOnly: true } })).toBe(true);
	expect(isNarrowed({ choices: { ...NO_CHOICES, cases: ['a'] } })).toBe(true);
	expect(isNarrowed({ choices: { ...NO_CHOICES, includeTimes: true } })).toBe(false);
});
