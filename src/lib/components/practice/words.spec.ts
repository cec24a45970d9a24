import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#lib/domain/language.ts';
import { PRACTICE_ACTIONS } from '#lib/domain/practice-case.ts';
import { CANNOT_RATE_REASONS, EMPTY_RATING } from '#lib/domain/rating.ts';
import { USUAL_LETTERS } from '#lib/state/letters.ts';
import { STEPS } from '#lib/state/practice-steps.ts';
import { practiceText } from '#lib/text/load.ts';
import { explain } from './explanation-words.ts';
import { asKey, partsOf } from './keyed-words.ts';
import { stepWords } from './step-words.ts';

const english = await practiceText('en');

describe.each(LANGUAGES)('in "%s"', (language) => {
	it('has the words and the worked explanation of every action, and of no other', async () => {
		const text = await practiceText(language);
		const numbers = PRACTICE_ACTIONS.map(({ number }) => String(number));
		expect(Object.keys(text.case.actions)).toEqual(numbers);
		for (const { number } of PRACTICE_ACTIONS) {
			const { why } = explain(text, number, { ...EMPTY_RATING, score: 5 })!;
			const sentences = why.split(/[.?!](?: |$)/).filter((sentence) => sentence !== '');
			expect(sentences.length, why).toBeGreaterThanOrEqual(2);
			expect(sentences.length, why).toBeLessThanOrEqual(4);
		}
	});

	it('names keys only to whoever uses keys', async () => {
		const text = await practiceText(language);
		const letters = USUAL_LETTERS;
		for (const step of STEPS) {
			const keysFor = (means: 'keys' | 'pointer' | 'touch') =>
				partsOf(stepWords(text, step, { means, letters }).how)
					.filter(({ key }) => key)
					.map(({ words }) => words);
			expect(keysFor('keys'), step).not.toEqual([]);
			expect(keysFor('touch'), step).toEqual([]);
			for (const key of keysFor('pointer')) expect(key, step).toMatch(/^Esc$|\+/);
		}
	});
});

it('says what was answered and what most would answer', () => {
	const said = (number: number, value: Partial<typeof EMPTY_RATING>) => {
		const { within, given, most } = explain(english, number, { ...EMPTY_RATING, ...value })!;
		return [within, `${given} ${most}`];
	};
	expect(explain(english, 1, EMPTY_RATING)).toBeNull();
	expect(said(2, { score: 6 })).toEqual([false, 'You gave 6. Most would give 8 or 9.']);
	expect(said(5, { score: 1 })).toEqual([true, 'You gave 1. Most would give 1.']);
	expect(said(7, { score: 5 })).toEqual([true, 'You gave 5. Most would give 4 to 6.']);
	expect(said(6, { score: 7 })[1]).toContain('it cannot be rated, because the wording');
	expect(said(6, { cannotRate: 'wording-ambiguous' })).toEqual([
		true,
		'You said: cannot rate, wording is ambiguous. Most would say so too.'
	]);
	for (const cannotRate of CANNOT_RATE_REASONS) expect(said(1, { cannotRate })[0]).toBe(false);
});

it('takes the letters of the person', () => {
	const letters = { ...USUAL_LETTERS, comment: 'm', undo: 'z' };
	const howOf = (step: 'comment' | 'undo') =>
		stepWords(english, step, { means: 'keys', letters }).how;
	expect(howOf('comment')).toContain(asKey('m'));
	expect(howOf('undo')).toContain(asKey('z'));
	expect(howOf('undo')).toContain(asKey('Shift+Z'));
});

it('finds the keys of a message and keeps every word', () => {
	expect(partsOf(`Press ${asKey('u')} or ${asKey('Ctrl+Z')}.`)).toEqual([
		{ words: 'Press ', key: false },
		{ words: 'u', key: true },
		{ words: ' or ', key: false },
		{ words: 'Ctrl+Z', key: true },
		{ words: '.', key: false }
	]);
	expect(partsOf('No key.')).toEqual([{ words: 'No key.', key: false }]);
});
