import { describe, expect, it } from 'vitest';
import { FIRST_VIEW, RELEASED, samplesOf, viewOf, within } from './agreement-view.ts';

const view = (query: string) => viewOf(new URL(`http://primum.test/agreement?${query}`));
const HAS = { rounds: [1, 2], specialties: ['Cardiology'], categories: ['Medication'] };

describe('a view of agreement', () => {
	it('is of what a release carries where the address says nothing', () => {
		expect(view('')).toEqual(FIRST_VIEW);
		expect(samplesOf(view(''))).toEqual({ first: null, shown: RELEASED });
	});

	it('reads every choice', () => {
		const query =
			'round=2&ratings=all&specialty=Cardiology&category=Medication&raters=own&measure=ac2&slices=name&least=120';
		expect(view(query)).toEqual({
			...{ round: 2, from: 1, to: 'newest', signed: false },
			...{ specialty: 'Cardiology', category: 'Medication', group: 'own' },
			...{ measure: 'ac2', byName: true, least: 120 }
		});
	});

	it('takes what it does not know for nothing', () => {
		for (const round of ['0', '-1', '1.5', 'x', '', 'Infinity', '1e400']) {
			expect(view(`round=${round}`).round, round).toBe('newest');
		}
		expect(view('measure=toString&raters=me&least=7&slices=size&ratings=some&specialty=')).toEqual(
			FIRST_VIEW
		);
	});

	it('compares any two rounds, the first with the newest answers unless others are named', () => {
		expect(samplesOf(view('round=difference'))).toMatchObject({
			first: { round: 1 },
			shown: { round: 'newest', signed: true }
		});
		expect(samplesOf(view('round=difference&from=newest&to=2&ratings=all'))).toMatchObject({
			first: { round: 'newest', signed: false },
			shown: { round: 2, signed: false }
		});
	});

	it('holds nothing that the study does not have', () => {
		expect(within(view('round=3&specialty=Alchemy&category=Medication'), HAS)).toMatchObject({
			...{ round: 'newest', specialty: null, category: 'Medication' }
		});
		expect(within(view('round=2'), HAS).round).toBe(2);
		expect(within(view('round=difference&from=7&to=8'), HAS)).toMatchObject({
			...{ round: 'difference', from: 1, to: 'newest' }
		});
	});

	it('is no difference of one round with itself', () => {
		expect(within(view('round=difference&from=2&to=2'), HAS).round).toBe('newest');
		expect(within(view('round=difference'), { ...HAS, rounds: [1] }).round).toBe('newest');
	});
});
