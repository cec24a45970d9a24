import { describe, expect, it } from 'vitest';
import { setOf, type Rubric } from '#lib/scoring/rubric.ts';
import { whyNotHeldOut } from './held-out.ts';

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
