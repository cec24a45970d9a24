import { expect, it } from 'vitest';
import type { Score } from './scale.ts';
import { rulingSchema, standingOf, unsettledWords, type GivenRuling } from './ruling.ts';

const by = (userId: number, score: Score, reason = `because ${score}`): GivenRuling => ({
	...{ userId, score, reason }
});

it('says nothing where nobody has ruled', () => {
	expect(standingOf([], 1)).toBeNull();
	expect(standingOf([], 2)).toBeNull();
});

it('holds at the only one where one is wanted', () => {
	expect(standingOf([by(1, 7)], 1)).toEqual({
		state: 'holds',
		ruling: { score: 7, reason: 'because 7' }
	});
});

it('goes by whoever ruled last where one is wanted and two have ruled', () => {
	expect(standingOf([by(1, 7), by(2, 3)], 1)).toMatchObject({ ruling: { score: 3 } });
	expect(standingOf([by(2, 3), by(1, 7)], 1)).toMatchObject({ ruling: { score: 7 } });
});

it('waits for the second adjudicator', () => {
	expect(standingOf([by(1, 7)], 2)).toEqual({ state: 'waits' });
});

it('holds with both reasons where two say the same', () => {
	expect(standingOf([by(1, 7, 'First.'), by(2, 7, 'Second.')], 2)).toEqual({
		state: 'holds',
		ruling: { score: 7, reason: 'First.\n\nSecond.' }
	});
});

it('is open where two differ, until a third says what one of them said', () => {
	expect(standingOf([by(1, 7), by(2, 3)], 2)).toEqual({ state: 'apart', scores: [3, 7] });
	expect(standingOf([by(1, 7), by(2, 3), by(3, 5)], 2)).toEqual({
		state: 'apart',
		scores: [3, 5, 7]
	});
	expect(standingOf([by(1, 7), by(2, 3), by(3, 3)], 2)).toMatchObject({
		state: 'holds',
		ruling: { score: 3 }
	});
});

it('says what a final score says of rulings that do not hold', () => {
	expect(unsettledWords(null, 2)).toBeNull();
	expect(unsettledWords(standingOf([by(1, 7)], 1), 1)).toBeNull();
	expect(unsettledWords(standingOf([by(1, 7)], 2), 2)).toBe('1 of 2 wanted rulings');
	expect(unsettledWords(standingOf([by(1, 7), by(2, 3)], 2), 2)).toBe(
		'adjudicators apart: 3 and 7'
	);
	expect(unsettledWords(standingOf([by(1, 7), by(2, 3), by(3, 5)], 2), 2)).toBe(
		'adjudicators apart: 3, 5 and 7'
	);
});

it('takes a score of the scale and a reason in words', () => {
	expect(rulingSchema.parse({ score: '7', reason: ' It\r\nis so. ' })).toEqual({
		...{ score: 7, reason: 'It\nis so.' }
	});
	expect(rulingSchema.parse({ score: 1, reason: 'So.' }).score).toBe(1);
	for (const score of ['0', '10', '', '7.5', 0, 10, 2.5]) {
		expect(rulingSchema.safeParse({ score, reason: 'It is so.' }).success, String(score)).toBe(
			false
		);
	}
	for (const reason of ['', ' ', '7', 'x']) {
		expect(rulingSchema.safeParse({ score: 7, reason }).success, reason).toBe(false);
	}
});
