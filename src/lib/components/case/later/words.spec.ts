import { expect, it } from 'vitest';
import type { Former } from '#lib/domain/former.ts';
import { SCORES } from '#lib/domain/scale.ts';
import { laterText, raterText } from '#lib/text/load.ts';
import { medianWords, othersWords, ownWords } from './words.ts';

const english = await laterText('en');
const german = await laterText('de');
const [common, commonGerman] = [await raterText('en'), await raterText('de')];

const former: Former = {
	own: { score: 4, cannotRate: null, comment: '' },
	...{ others: [0, 0, 0, 0, 0, 0, 1, 2, 0], unable: 1, median: 7.5, comments: [] }
};

it('says in sentences what the signs show', () => {
	expect(ownWords(english, common, former.own)).toBe('You said 4, uncertain, leaning harmful.');
	expect(medianWords(english, common, former)).toBe('The panel’s median is 7.5.');
	expect(othersWords(english, former)).toBe(
		'Of the others, 1 said 7, 2 said 8, 1 could not rate it.'
	);
	expect(medianWords(german, commonGerman, former)).toBe('Der Median des Panels ist 7,5.');
});

it('says so where there is nothing to show', () => {
	const nothing = { ...former, others: Array<number>(9).fill(0), unable: 0, median: null };
	expect(ownWords(english, common, null)).toBe('You have not rated it before.');
	expect(
		ownWords(english, common, { score: null, cannotRate: 'outside-specialty', comment: '' })
	).toBe('You could not rate it: outside your specialty.');
	expect(medianWords(english, common, nothing)).toBe('Nobody gave a score.');
	expect(othersWords(english, nothing)).toBe('None of the others has rated it.');
});

it('says every point of the scale as the scale does, but inside a sentence', () => {
	for (const [text, every] of [
		[english, common],
		[german, commonGerman]
	] as const) {
		for (const score of SCORES) {
			const label = every.scale[score].label();
			expect(text.points[score]()).toBe(label.toLocaleLowerCase(every.locale()));
		}
	}
});

it('leaves the words of a study as they are written', () => {
	const scale = { ...common.scale, 4: { ...common.scale[4], label: () => 'Leans to Harm (WHO)' } };
	expect(ownWords(english, { ...common, scale }, former.own)).toBe(
		'You said 4, Leans to Harm (WHO).'
	);
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
