import { describe, expect, it } from 'vitest';
import { asksWords, notBegunWords, unsignedWords } from './round-words.ts';

type Round = Parameters<typeof unsignedWords>[0];

const aRound = (given: Partial<Round>) => given as Round;

describe('what is left unsigned', () => {
	const response = { signed: 296, answered: 0, asked: 0, raters: 3, begun: 3 };

	it('is said with what becomes of it', () => {
		const round = aRound({ number: 1, response: { ...response, cases: 300 } });
		expect(unsignedWords(round)).toBe(
			'4 of 300 cases given to raters are not signed. What is in them stays, and does not count in round 2.'
		);
		expect(unsignedWords(aRound({ number: 2, response: { ...response, cases: 297 } }))).toBe(
			'1 of 297 cases given to raters is not signed. What is in it stays, and does not count in round 3.'
		);
	});

	it('is nothing where everything is signed', () => {
		const round = aRound({ number: 1, response: { ...response, cases: 296 } });
		expect(unsignedWords(round)).toBeNull();
	});
});

it('says what a round asks', () => {
	expect(asksWords(aRound({ asksAll: true, actions: 4249, cases: 100 }))).toBe(
		'Asks every action: 4,249 actions of 100 cases.'
	);
	expect(asksWords(aRound({ asksAll: false, actions: 1, cases: 1 }))).toBe(
		'Asks 1 action of 1 case again.'
	);
});

it('says who has not begun, and of a closed round who never did', () => {
	const notBegun = (of: number) => ({ some: [], of });
	expect(notBegunWords(aRound({ notBegun: notBegun(1), lockedAt: null }))).toBe(
		'1 rater has not begun'
	);
	expect(notBegunWords(aRound({ notBegun: notBegun(3), lockedAt: null }))).toBe(
		'3 raters have not begun'
	);
	expect(notBegunWords(aRound({ notBegun: notBegun(3), lockedAt: 1 }))).toBe(
		'3 raters did not begin'
	);
});
