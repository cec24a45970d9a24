import { describe, expect, it } from 'vitest';
import { outcomeOf, takes } from './next-round.ts';

const settings = { rule: 'median', ratersPerCase: 3, band: 2 } as const;

describe('how an action stands', () => {
	it.each([
		['raters apart', [1, 2, 9], false, 'apart'],
		['raters within the band', [4, 5, 6], false, 'settled'],
		['two of three scores, however alike', [7, 7], false, 'few'],
		['no score', [], false, 'few'],
		['a ruling on what was apart', [1, 5, 9], true, 'ruled'],
		['a ruling on what nobody rated', [], true, 'ruled']
	] as const)('with %s', (_, scores, ruled, outcome) => {
		expect(outcomeOf(scores, settings, ruled)).toBe(outcome);
	});

	it('is asked of the rule of the study: a mean leaves nothing apart', () => {
		expect(outcomeOf([1, 5, 9], { ...settings, rule: 'mean-rounded' }, false)).toBe('settled');
	});
});

it('takes what is apart, and what has too few scores where that is wanted', () => {
	const taken = (few: boolean) =>
		(['apart', 'few', 'settled', 'ruled'] as const).filter((outcome) => takes({ few }, outcome));
	expect(taken(false)).toEqual(['apart']);
	expect(taken(true)).toEqual(['apart', 'few']);
});
