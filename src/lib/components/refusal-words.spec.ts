import { expect, it } from 'vitest';
import { assertSubmittable } from '#lib/domain/assignment.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { raterText } from '#lib/text/load.ts';
import { refusalWords } from './refusal-words.ts';

const english = await raterText('en');
const german = await raterText('de');

it('says what it knows in the language of the page', () => {
	const refused = { message: 'Wait 1 seconds.', code: 'slow-down', values: { seconds: 1 } };
	expect(refusalWords(english, refused)).toContain('Wait 1 second,');
	expect(refusalWords(german, refused)).toContain('Warten Sie 1 Sekunde und');
});

it('says the rest as it came', () => {
	expect(refusalWords(german, { message: 'Out of ink.' })).toBe('Out of ink.');
	expect(refusalWords(german, { message: 'Out of ink.', code: 'toString' })).toBe('Out of ink.');
});

it.each([1, 2])('has the numbers of a case with %i actions left', (left) => {
	let refusal: unknown;
	try {
		assertSubmittable('in-progress', 4 - left, 4);
	} catch (thrown) {
		refusal = thrown;
	}
	if (!(refusal instanceof Refusal)) throw new Error('Not refused.');
	expect(refusalWords(english, refusal)).toBe(refusal.message);
	expect(refusalWords(german, refusal)).toMatch(new RegExp(`^${left} von 4 Maßnahmen`));
});
