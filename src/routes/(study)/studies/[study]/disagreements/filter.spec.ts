import { describe, expect, it } from 'vitest';
import type { Concern } from '#lib/domain/disagreements.ts';
import { filterOf, passes, specialtiesOf } from './filter.ts';

const SPECIALTIES = ['Cardiology', 'Neurology'];
const at = (query: string) => filterOf(new URL(`http://here.invalid/${query}`), SPECIALTIES);
const heart = { specialty: 'Cardiology', concerns: ['flagged', 'commented'] as Concern[] };

describe('the filter of actions', () => {
	it('lets everything pass unless the address asks for something there is', () => {
		const all = { concern: null, specialty: null };
		for (const query of ['', '?show=&specialty=', '?show=constructor&specialty=Dentistry']) {
			expect(at(query)).toEqual(all);
		}
		expect(passes(all, heart)).toBe(true);
	});

	it('goes by one of the concerns and the specialty together', () => {
		expect(passes(at('?show=commented'), heart)).toBe(true);
		expect(passes(at('?show=discordant'), heart)).toBe(false);
		expect(passes(at('?show=flagged&specialty=Cardiology'), heart)).toBe(true);
		expect(passes(at('?show=flagged&specialty=Neurology'), heart)).toBe(false);
	});

	it('offers each specialty once, by name', () => {
		const places = ['Neurology', 'Cardiology', 'Neurology'].map((specialty) => ({ specialty }));
		expect(specialtiesOf(places)).toEqual(['Cardiology', 'Neurology']);
	});
});
