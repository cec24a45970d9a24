import { describe, expect, it } from 'vitest';
import { readSpecialty } from './specialty.ts';
import { slipsBetween } from './spelling.ts';

const CODES = ['Card', 'Heme', 'ID', 'IM', 'Neuro', 'Psych', 'Pulm'];

describe('a specialty of the study', () => {
	it.each([
		['Card', 'Card', null],
		['Cardiology', 'Card', null],
		['card', 'Card', 'card'],
		['CARDIOLOGY', 'Card', 'CARDIOLOGY'],
		['cardiologist', 'Card', 'cardiologist'],
		['haematology', 'Heme', 'haematology'],
		['Haematologist', 'Heme', 'Haematologist'],
		['Hämatologie', 'Heme', 'Hämatologie'],
		['Infectious diseases', 'ID', null],
		['infectious  disease', 'ID', 'infectious disease'],
		['id', 'ID', 'id'],
		['general', 'IM', 'general'],
		['Innere Medizin', 'IM', 'Innere Medizin'],
		['psychiatrists', 'Psych', 'psychiatrists'],
		['Respiratory medicine', 'Pulm', 'Respiratory medicine'],
		['pneumology', 'Pulm', 'pneumology'],
		['Pulm', 'Pulm', null]
	])('"%s" is %s', (word, code, said) => {
		expect(readSpecialty(word, CODES)).toEqual({ kind: 'known', code, said });
	});

	it('keeps the code that the study has for it', () => {
		const own = ['Cardiology', 'Chest medicine'];
		expect(readSpecialty('cardio', own)).toEqual({
			kind: 'known',
			code: 'Cardiology',
			said: 'cardio'
		});
		expect(readSpecialty('chest MEDICINE', own)).toMatchObject({ code: 'Chest medicine' });
	});
});

describe('a slip of the pen', () => {
	it.each([
		['Cardiolgy', 'Card'],
		['Cardiologie', 'Card'],
		['Neurolgoy', 'Neuro'],
		['Psychaitry', 'Psych'],
		['Hematolgy', 'Heme'],
		['Rheumatolgy', 'Rheum']
	])('"%s" asks for %s', (word, nearest) => {
		expect(readSpecialty(word, CODES)).toEqual({ kind: 'near', code: word, nearest });
	});

	it('is not looked for in short words', () => {
		expect(readSpecialty('Crd', CODES)).toEqual({ kind: 'other', code: 'Crd' });
		expect(readSpecialty('IT', CODES)).toEqual({ kind: 'other', code: 'IT' });
	});

	it('does not take one specialty for another', () => {
		expect(readSpecialty('Nephrology', CODES)).toEqual({ kind: 'other', code: 'Neph' });
		expect(readSpecialty('Urology', CODES)).toEqual({ kind: 'other', code: 'Uro' });
	});
});

describe('another specialty', () => {
	it.each([
		['Rheumatology', 'Rheum'],
		['renal', 'Neph'],
		['Sports medicine', 'Sports medicine'],
		['  Sports   medicine ', 'Sports medicine']
	])('"%s" is %s, which no case has', (word, code) => {
		expect(readSpecialty(word, CODES)).toEqual({ kind: 'other', code });
	});
});

it.each([
	['', '', 0],
	['abc', 'abc', 0],
	['abc', 'acb', 1],
	['abc', 'ab', 1],
	['abc', 'abcd', 1],
	['abc', 'xbc', 1],
	['kitten', 'sitting', 3],
	['', 'abc', 3]
])('between "%s" and "%s" are %i slips', (a, b, slips) => {
	expect(slipsBetween(a, b)).toBe(slips);
	expect(slipsBetween(b, a)).toBe(slips);
});
