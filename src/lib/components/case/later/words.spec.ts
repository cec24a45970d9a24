import { expect, it } from 'vitest';
import type { Former } from '#lib/domain/former.ts';
import { laterText } from '#lib/text/load.ts';
import { medianWords, othersWords, ownWords } from './words.ts';

const english = await laterText('en');
const german = await laterText('de');

const former: Former = {
	own: { score: 4, cannotRate: null, comment: '' },
	...{ others: [0, 0, 0, 0, 0, 0, 1, 2, 0], unable: 1, median: 7.5, comments: [] }
};

it('says in sentences what the signs show', () => {
	expect(ownWords(english, former.own)).toBe('You said 4, uncertain, leaning harmful.');
	expect(medianWords(english, former, 'en-GB')).toBe('The panel’s median is 7.5.');
	expect(othersWords(english, former)).toBe(
		'Of the others, 1 said 7, 2 said 8, 1 could not rate it.'
	);
	expect(medianWords(german, former, 'de-DE')).toBe('Der Median des Panels ist 7,5.');
});

it('says so where there is nothing to show', () => {
	const nothing = { ...former, others: Array<number>(9).fill(0), unable: 0, median: null };
	expect(ownWords(english, null)).toBe('You have not rated it before.');
	expect(ownWords(english, { score: null, cannotRate: 'outside-specialty', comment: '' })).toBe(
		'You could not rate it: outside your specialty.'
	);
	expect(medianWords(english, nothing, 'en-GB')).toBe('Nobody gave a score.');
	expect(othersWords(english, nothing)).toBe('None of the others has rated it.');
});

it('counts what is asked again in words, up to nine', () => {
	const said = { actions: 34, raters: 3 };
	expect(english.intro.apart({ asked: 6, ...said })).toBe(
		'Six of 34 actions on which the three of you were apart.'
	);
	expect(english.intro.apart({ asked: 12, ...said, raters: 2 })).toBe(
		'12 of 34 actions on which the two of you were apart.'
	);
	expect(english.intro.again({ asked: 1, actions: 34 })).toBe('One of 34 actions is asked again.');
});
