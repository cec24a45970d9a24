import { expect, it } from 'vitest';
import { byCategoryThenNumber } from './case.ts';
import { agrees, PRACTICE_ACTIONS, practiceAction } from './practice-case.ts';
import { EMPTY_RATING, type RatingValue } from './rating.ts';
import { SCORES, zone, type Score } from './scale.ts';

const scored = (score: Score): RatingValue => ({ ...EMPTY_RATING, score });
const accepted = (number: number) =>
	SCORES.filter((score) => agrees(practiceAction(number).expected, scored(score)));

it('numbers its actions in the order of the screen', () => {
	expect(PRACTICE_ACTIONS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	expect(PRACTICE_ACTIONS.toSorted(byCategoryThenNumber)).toEqual(PRACTICE_ACTIONS);
	for (const action of PRACTICE_ACTIONS) expect(practiceAction(action.number)).toBe(action);
});

it('reaches over the whole scale, with ranges that stay within one zone', () => {
	const ranges = PRACTICE_ACTIONS.map(({ number }) => accepted(number));
	for (const score of SCORES) expect(ranges.flat(), `a place for ${score}`).toContain(score);
	for (const range of ranges) expect(new Set(range.map(zone)).size).toBeLessThanOrEqual(1);
});

it('has one action that no score answers, and only the right reason does', () => {
	const unscored = PRACTICE_ACTIONS.filter(({ number }) => accepted(number).length === 0);
	expect(unscored).toHaveLength(1);
	const { expected } = unscored[0]!;
	expect(agrees(expected, { ...EMPTY_RATING, cannotRate: 'wording-ambiguous' })).toBe(true);
	expect(agrees(expected, { ...EMPTY_RATING, cannotRate: 'outside-specialty' })).toBe(false);
});

it('takes neither a reason nor an empty answer for a score', () => {
	const { expected } = practiceAction(2);
	expect(agrees(expected, { ...EMPTY_RATING, cannotRate: 'wording-ambiguous' })).toBe(false);
	expect(agrees(expected, EMPTY_RATING)).toBe(false);
});
