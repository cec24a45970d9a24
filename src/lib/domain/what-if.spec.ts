import { describe, expect, it } from 'vitest';
import * as patterns from '#lib/agreement/patterns.ts';
import type { Pattern } from '#lib/agreement/patterns.ts';
import type { ConsensusSettings } from './consensus.ts';
import {
	combinations,
	compare,
	effectsOf,
	noEffects,
	numbersOfRaters,
	oneRatingFewer,
	sameSettings,
	settingsAsked,
	withoutEach
} from './what-if.ts';

const none = patterns.none();
const of = (...scores: number[]) => scores.reduce<Pattern>((so, one) => so.with(one), none);
const MEDIAN: ConsensusSettings = { rule: 'median', ratersPerCase: 3, band: 2 };

describe('what follows for an action', () => {
	it.each([
		[{ before: 5, after: 5 }, []],
		[{ before: null, after: null }, []],
		[{ before: 4, after: 5 }, ['scores']],
		[{ before: 8, after: 9 }, ['tiers', 'scores']],
		[{ before: 3, after: 4 }, ['labels', 'tiers', 'scores']],
		// Severe harm of doing it turns into severe harm of leaving it out.
		[{ before: 1, after: 9 }, ['labels', 'scores']],
		[{ before: 7, after: null }, ['opens']],
		[{ before: null, after: 7 }, ['settles']]
	] as const)('%j: %j', (turn, effects) => {
		expect(effectsOf(turn)).toEqual(effects);
	});
});

describe('settings beside those of a study', () => {
	// By the median within 2: 8, open (range 3), 9, 2, and open for want of a score.
	const tally = new Map([
		[of(7, 8, 8), 10],
		[of(3, 5, 6), 4],
		[of(8, 9, 9), 3],
		[of(1, 2, 3), 2],
		[of(5, 5), 1]
	]);

	it('counts what ends in another way, by what follows', () => {
		// Within 1: 1 2 3 is open too; nothing else turns.
		expect(compare(tally, MEDIAN, { ...MEDIAN, band: 1 })).toEqual({
			settings: { ...MEDIAN, band: 1 },
			final: 13,
			unresolved: 7,
			effects: { ...noEffects(), opens: 2 }
		});
		// Within 3: 3 5 6 ends at 5.
		expect(compare(tally, MEDIAN, { ...MEDIAN, band: 3 })).toMatchObject({
			final: 19,
			unresolved: 1,
			effects: { ...noEffects(), settles: 4 }
		});
		// A 9 that not everybody gave is an 8.
		expect(compare(tally, MEDIAN, { ...MEDIAN, rule: 'noharm-strict' })).toMatchObject({
			final: 15,
			effects: { ...noEffects(), tiers: 3, scores: 3 }
		});
		// The means are 7.67, 4.67, 8.67 and 2: only 3 5 6 turns.
		expect(compare(tally, MEDIAN, { ...MEDIAN, rule: 'mean-rounded' })).toMatchObject({
			final: 19,
			effects: { ...noEffects(), settles: 4 }
		});
		// Two scores are enough.
		expect(compare(tally, MEDIAN, { ...MEDIAN, ratersPerCase: 2 })).toMatchObject({
			final: 16,
			effects: { ...noEffects(), settles: 1 }
		});
	});

	it('says that nothing follows from the settings there are', () => {
		expect(compare(tally, MEDIAN, MEDIAN)).toEqual({
			settings: MEDIAN,
			final: 15,
			unresolved: 5,
			effects: noEffects()
		});
	});

	it('takes every rule with every band that matters to it', () => {
		const all = combinations(MEDIAN, 3);
		expect(all).toHaveLength(12);
		expect(all.filter(({ rule }) => rule === 'median').map(({ band }) => band)).toEqual([
			0, 1, 2, 3, 4
		]);
		expect(all.filter(({ rule }) => rule === 'majority-label')).toHaveLength(1);
		expect(combinations({ ...MEDIAN, band: 6 }, 3)).toHaveLength(14);
		expect(all.filter((one) => sameSettings(one, MEDIAN))).toHaveLength(1);
	});
});

describe('one rating fewer an action', () => {
	it('is the mean over all the ways in which it can happen', () => {
		// 8 9 9 is 9. Without the 8: 9 9, still 9. Without a 9: 8 9, and 8.5 goes toward 5: 8.
		const found = oneRatingFewer(new Map([[of(8, 9, 9), 30]]), MEDIAN);
		expect(found).toEqual({ actions: 30, effects: { ...noEffects(), tiers: 20, scores: 20 } });
	});

	it('judges the panel that is left as one of two', () => {
		// 1 1 9 is open. Without the 9 two agree on 1; without a 1, 1 and 9 are as far apart as before.
		const found = oneRatingFewer(new Map([[of(1, 1, 9), 3]]), MEDIAN);
		expect(found.effects).toEqual({ ...noEffects(), settles: 1 });
	});

	it('leaves open what had too few scores, and what has none is not among the actions', () => {
		const tally = new Map([
			[of(5, 5), 4],
			[none, 7]
		]);
		expect(oneRatingFewer(tally, MEDIAN)).toEqual({ actions: 4, effects: noEffects() });
	});

	it('leaves nothing of a panel of one', () => {
		const one = { ...MEDIAN, ratersPerCase: 1 };
		expect(oneRatingFewer(new Map([[of(7), 5]]), one).effects).toEqual({
			...noEffects(),
			opens: 5
		});
	});
});

describe('a study without one of its raters', () => {
	const times = (score: number, of: number) => {
		const found = new Uint32Array(10);
		found[score] = of;
		return found;
	};

	it('counts the actions of each of them that end in another way', () => {
		const careful = new Map([[of(8, 9, 9), times(8, 6)]]);
		const usual = new Map([
			[of(8, 9, 9), times(9, 6)],
			[of(5, 5, 5), times(5, 2)]
		]);
		expect(withoutEach([careful, usual], MEDIAN)).toEqual([
			{ scored: 6, effects: noEffects() },
			{ scored: 8, effects: { ...noEffects(), tiers: 6, scores: 6 } }
		]);
	});
});

describe('an address', () => {
	it('chooses a combination by its rule; what else it lacks is as the study has it', () => {
		expect(settingsAsked(MEDIAN, {})).toBeNull();
		expect(settingsAsked(MEDIAN, { rule: 'mode', band: '1' })).toBeNull();
		expect(settingsAsked(MEDIAN, { rule: 'noharm-strict', band: '1', k: '5' })).toEqual({
			rule: 'noharm-strict',
			band: 1,
			ratersPerCase: 5
		});
		for (const band of ['', '9', '-1', '1.5', 'x', null]) {
			expect(settingsAsked(MEDIAN, { rule: 'median', band, k: '0' })).toEqual(MEDIAN);
		}
		expect(settingsAsked(MEDIAN, { rule: 'mean-rounded', band: '4' })).toMatchObject({ band: 2 });
	});

	it('compares numbers of raters around that of the study, and the one that is asked for', () => {
		expect(numbersOfRaters(MEDIAN, 3)).toEqual([1, 2, 3, 4, 5]);
		expect(numbersOfRaters({ ...MEDIAN, ratersPerCase: 1 }, 9)).toEqual([1, 2, 3, 9]);
		expect(numbersOfRaters({ ...MEDIAN, ratersPerCase: 50 }, 50)).toEqual([48, 49, 50]);
	});
});
