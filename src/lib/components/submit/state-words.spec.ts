import { describe, expect, it } from 'vitest';
import { allowedWords, coverWords, whoWords } from './state-words.ts';

describe('a submission in words', () => {
	it('says how much of a set it covers', () => {
		const whole = { items: 330, of: 330, cases: 110, ofCases: 110, heldOut: 4 };
		expect(coverWords(whole)).toBe('all 330 items of 110 cases');
		expect(coverWords({ ...whole, items: 33, cases: 11 })).toBe(
			'33 of 330 items (10.0%), 11 of 110 cases'
		);
	});

	it('says what can still be sent', () => {
		expect(allowedWords({ sent: 1, limit: 3, again: 0 })).toBe(
			'Your team can send 2 more today, of 3 a day (UTC). A check does not count.'
		);
		expect(allowedWords({ sent: 4, limit: 3, again: 0 })).toBe("Your team has sent today's 3.");
		expect(allowedWords({ sent: 4, limit: null, again: 0 })).toBeNull();
	});

	it('says who answered', () => {
		expect(whoWords({ kind: 'human', people: 1 })).toBe('1 person');
		expect(whoWords({ kind: 'human', people: 5 })).toBe('5 people');
		expect(whoWords({ kind: 'model', people: null })).toBe('model');
	});
});
