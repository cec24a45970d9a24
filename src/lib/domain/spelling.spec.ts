import { expect, it } from 'vitest';
import { folded, isSlip, Spellings, tidied } from './spelling.ts';

it('drops outer and unseen white space, and makes one space of any within', () => {
	expect(tidied('\u00a0 Ada \t\u200b King\ufeff\n')).toBe('Ada King');
});

it('composes accents, so that one name in two Unicode forms is one', () => {
	expect(tidied('Jose\u0301')).toBe('Jos\u00e9');
	expect(folded('JOSE\u0301')).toBe('jos\u00e9');
	expect(folded('Jose')).not.toBe(folded('Jos\u00e9'));
});

it('gives every spelling of a name as the first, and says which it took for one', () => {
	const names = new Spellings(['Cardiology']);
	expect(
		['cardiology', 'Cardiology ', 'Nephrology', 'NEPHROLOGY'].map((one) => names.of(one))
	).toEqual(['Cardiology', 'Cardiology', 'Nephrology', 'Nephrology']);
	expect(names.foldings).toEqual([
		{ from: 'cardiology', to: 'Cardiology' },
		{ from: 'NEPHROLOGY', to: 'Nephrology' }
	]);
});

it('leaves apart what is known in both spellings', () => {
	const names = new Spellings(['Ada', 'ADA']);
	expect(['ADA', 'Ada', 'ada'].map((one) => names.of(one))).toEqual(['ADA', 'Ada', 'Ada']);
});

it.each([
	['carla smith', 'carla smit', true],
	['carla smith', 'karla smiht', true],
	['carla', 'karla', true],
	['ada', 'ida', false],
	['carla', 'carlos', false],
	['carla', 'carla', false]
])('%s and %s: one may be a slip of the other: %s', (a, b, is) => {
	expect(isSlip(a, b)).toBe(is);
});

it('says it where only the form of an accent differs', () => {
	const names = new Spellings();
	names.of('Jos\u00e9');
	expect(names.of('Jose\u0301')).toBe('Jos\u00e9');
	expect(names.foldings).toEqual([{ from: 'Jose\u0301', to: 'Jos\u00e9' }]);
});
