import { expect, it } from 'vitest';
import { specialtyOf, strataOf } from './strata.ts';

it('the specialty is the ASCII letters at the head of the id', () => {
	expect(['Card001', 'ID2', 'Ünder1', '12'].map(specialtyOf)).toEqual(['Card', 'ID', '', '']);
});

it('specialties of three are strata; smaller ones are pooled', () => {
	const bases = ['GI1', 'Card1', 'GI2', 'Heme1', 'Card2', 'GI3', 'Card3', 'Heme2', 'ID1'];
	expect(strataOf(bases)).toEqual([
		[1, 4, 6],
		[0, 2, 5],
		[3, 7, 8]
	]);
});

it('the pool may be as small as it is', () => {
	expect(strataOf(['Card1', 'Card2', 'Card3', 'GI1'])).toEqual([[0, 1, 2], [3]]);
	expect(strataOf(['Card1', 'GI1'])).toEqual([[0, 1]]);
	expect(strataOf([])).toEqual([]);
});
