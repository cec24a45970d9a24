import { describe, expect, it } from 'vitest';
import { languageFor } from './language.ts';

const PAGE = '/(rater)/cases';

describe('languageFor', () => {
	it('keeps to what the person chose', () => {
		expect(languageFor(PAGE, 'de', 'en-GB,en;q=0.9')).toBe('de');
		expect(languageFor(PAGE, 'en', 'de')).toBe('en');
	});

	it('follows the browser, by weight and not by order', () => {
		expect(languageFor(PAGE, undefined, 'de-CH, de;q=0.9, en;q=0.8')).toBe('de');
		expect(languageFor(PAGE, undefined, 'de;q=0.3, en;q=0.8')).toBe('en');
		expect(languageFor(PAGE, undefined, 'fr-FR, de;q=0.5')).toBe('de');
		expect(languageFor(null, undefined, 'de')).toBe('de');
	});

	it('speaks English where nothing else fits', () => {
		expect(languageFor(PAGE, undefined, null)).toBe('en');
		expect(languageFor(PAGE, undefined, '')).toBe('en');
		expect(languageFor(PAGE, 'xx', 'fr, *;q=0.1')).toBe('en');
		expect(languageFor(PAGE, undefined, 'de;q=0')).toBe('en');
	});

	it('keeps the coordinator’s screens in the language they are written in', () => {
		expect(languageFor('/(study)/studies', 'de', 'de')).toBe('en');
		expect(languageFor('/(admin)/accounts', 'de', 'de')).toBe('en');
	});
});
