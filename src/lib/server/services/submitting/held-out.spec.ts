import { describe, expect, it } from 'vitest';
import { setOf, type Rubric } from '#lib/scoring/rubric.ts';
import { whyNotHeldOut, whyTooOften } from './held-out.ts';

const rubric = (id: string, items: string[]): Rubric => ({ id, actions: [], consults: [], items });

const SET = {
	set: setOf([
		rubric('Card001', ['Card001', 'Card001-1']),
		rubric('Card002', ['Card002', 'Card002-1']),
		rubric('Card003', ['Card003'])
	]),
	cases: new Map([
		['Card001', { specialty: 'Card', heldOut: false }],
		['Card002', { specialty: 'Card', heldOut: true }],
		['Card003', { specialty: 'Card', heldOut: true }]
	])
};

const why = (...ids: string[]) =>
	whyNotHeldOut(
		SET,
		ids.map((id) => ({ id }))
	);

describe('a submission to held-out cases', () => {
	it('answers all of them, in every presentation, or none', () => {
		expect(why()).toBeNull();
		expect(why('Card001')).toBeNull();
		expect(why('Card002', 'Card002-1', 'Card003', 'Card003')).toBeNull();
		for (const some of [['Card003'], ['Card002', 'Card003'], ['Card001', 'Card002-1']]) {
			expect(why(...some)).toMatch(/^It answers [12] of the 3 held-out cases and their variants\./);
		}
	});
});

describe('a submission that repeats itself', () => {
	const often = (id: string, many: number, ...matches: number[]) =>
		whyTooOften(
			SET,
			Array.from({ length: many }, () => ({
				...{ id, answer: matches.map((number) => ({ matches: [number], score: null })) }
			}))
		);

	it('answers an item a hundred times at the most', () => {
		expect(often('Card001', 100)).toBeNull();
		expect(often('Card001', 101)).toMatch(/^Card001 has more than 100 records/);
	});

	it('gives no action of a held-out case a weight by listing it over and over', () => {
		expect(often('Card002', 1, 1, 1, 1, 2)).toBeNull();
		expect(often('Card002-1', 1, 2, 1, 1, 1, 1)).toMatch(
			/^A record of Card002-1 matches action 1 in 4 /
		);
		expect(often('Card001', 1, 1, 1, 1, 1)).toBeNull();
	});
});
