import { expect, it } from 'vitest';
import { finder, fold } from './search.ts';

it.each([
	['Nyström', 'nystrom'],
	['NYSTRO\u0308M', 'nystrom'],
	['Çelik', 'celik'],
	['ﬁbrillation', 'fibrillation'],
	['Ἀθήνα', 'αθηνα'],
	['', '']
])('compares %j as %j', (text, folded) => {
	expect(fold(text)).toBe(folded);
});

it('finds a part of any of the texts, whatever its case and accents', () => {
	const finds = finder(' STRÖM ');
	expect(finds('Card001', 'Nystrom')).toBe(true);
	expect(finds('Card001', 'Nyholm')).toBe(false);
	expect(finds()).toBe(false);
});

it.each(['', '  '])('finds everything by %j', (nothing) => {
	expect(finder(nothing)('anything')).toBe(true);
});
