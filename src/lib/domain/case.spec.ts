import { describe, expect, it } from 'vitest';
import { byCategoryThenNumber, sameJson, specialtyName, specialtyOf } from './case.ts';

describe('specialtyOf', () => {
	it.each([
		['Card001', 'Card'],
		['Card001-2', 'Card'],
		['GI001', 'GI'],
		['Ärzte12', 'Ärzte'],
		['7Card', '7Card'],
		['001', '001'],
		['', '']
	])('reads in %j %j', (id, specialty) => {
		expect(specialtyOf(id)).toBe(specialty);
	});
});

describe('specialtyName', () => {
	it('spells out the abbreviations it knows, and leaves others', () => {
		expect(specialtyName('Neph')).toBe('Nephrology');
		expect(specialtyName('Unheard')).toBe('Unheard');
	});

	it.each([
		['Allergy', 'Allergy and immunology'],
		['Card', 'Cardiology'],
		['Derm', 'Dermatology'],
		['Endo', 'Endocrinology'],
		['GI', 'Gastroenterology'],
		['Heme', 'Hematology'],
		['ID', 'Infectious diseases'],
		['Neph', 'Nephrology'],
		['Neuro', 'Neurology'],
		['Psych', 'Psychiatry'],
		['Pulm', 'Pulmonology'],
		['Rheum', 'Rheumatology']
	])('spells %s as %s', (code, name) => {
		expect(specialtyName(code)).toBe(name);
	});

	it.each(['constructor', 'toString', '__proto__'])('knows no specialty %s', (code) => {
		expect(specialtyName(code)).toBe(code);
	});
});

it('puts actions in the order of the case screen: known categories, others by name, number', () => {
	const actions = [
		{ category: 'Zeta', number: 1 },
		{ category: 'Multiple', number: 2 },
		{ category: 'Alpha', number: 3 },
		{ category: 'Counseling', number: 10 },
		{ category: 'Diagnostic', number: 1 },
		{ category: 'Counseling', number: 9 },
		{ category: 'Follow-up', number: 4 }
	];
	const sorted = actions.toSorted(byCategoryThenNumber);
	expect(sorted.map(({ category, number }) => `${category} ${number}`)).toEqual([
		'Counseling 9',
		'Counseling 10',
		'Diagnostic 1',
		'Follow-up 4',
		'Multiple 2',
		'Alpha 3',
		'Zeta 1'
	]);
	expect(actions.toReversed().sort(byCategoryThenNumber)).toEqual(sorted);
});

describe('sameJson', () => {
	it('does not mind the order of keys, but that of a list', () => {
		expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
		expect(sameJson([1, 2], [2, 1])).toBe(false);
	});

	it.each([
		[{ a: 1 }, { a: '1' }],
		[{ a: null }, {}],
		[{ a: 1 }, { b: 1 }],
		[[], {}],
		[null, {}],
		[null, 0],
		[1, '1'],
		[true, {}],
		[undefined, {}],
		['', []],
		[[1], [1, 2]],
		[{ toString: 1 }, { a: 1 }]
	])('tells %j from %j', (a, b) => {
		expect(sameJson(a, b)).toBe(false);
		expect(sameJson(b, a)).toBe(false);
	});
});
