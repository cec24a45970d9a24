import { describe, expect, it } from 'vitest';
import type { Why } from '#lib/domain/to-rule.ts';
import { shortWhy, whyWords } from './why-words.ts';

const why = (given: Partial<Why>): Why => ({
	...{ scores: [3, 6, 8], wanted: 3, unable: 0, flags: 0, round: 1, again: 0, moved: 0 },
	...given
});

describe('why an action is open', () => {
	it('is said in a word or two', () => {
		expect(shortWhy(why({}))).toBe('apart by 5');
		expect(shortWhy(why({ scores: [4, 4, 4] }))).toBe('all alike');
		expect(shortWhy(why({ scores: [4, 9] }))).toBe('2 of 3 scores');
		expect(shortWhy(why({ scores: [] }))).toBe('0 of 3 scores');
	});

	it('is said in one line', () => {
		expect(whyWords(why({}))).toBe('Harm meets benefit: 3, 6 and 8. No flags.');
		expect(whyWords(why({ round: 2, again: 3 }))).toBe(
			'Harm meets benefit: 3, 6 and 8 in both rounds. Nobody moved after seeing the panel. No flags.'
		);
		expect(whyWords(why({ scores: [2, 4, 5], round: 2, again: 3, moved: 1, flags: 1 }))).toBe(
			'Harmful meets uncertain: 2, 4 and 5. 1 of 3 moved after seeing the panel. 1 rater flagged it.'
		);
		expect(whyWords(why({ scores: [5, 9], unable: 1, flags: 2 }))).toBe(
			'Uncertain meets beneficial: 5 and 9. 1 rater could not rate it. 2 raters flagged it.'
		);
		expect(whyWords(why({ scores: [7, 7, 9] }))).toBe('All beneficial: 7, 7 and 9. No flags.');
		expect(whyWords(why({ scores: [], unable: 3 }))).toBe(
			'There is no score. 3 raters could not rate it. No flags.'
		);
	});
});
