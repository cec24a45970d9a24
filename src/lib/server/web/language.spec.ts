import { describe, expect, it } from 'vitest';
import { languageFor } from './language.ts';

const PAGE = '/(rater)/cases';

describe('languageFor', () => {
	it('keeps to what the person chose', () => {
		expect(languageFor(PAGE, 'de', null, 'en-GB,en;q=0.9')).toBe('de');
		expect(languageFor(PAGE, 'en', null, 'de')).toBe('en');
	});

	it('knows what the person chose elsewhere, unless another choice was made here', () => {
		expect(languageFor(PAGE, undefined, 'de', 'en')).toBe('de');
		expect(languageFor(PAGE, 'en', 'de', 'de')).toBe('en');
		expect(languageFor(PAGE, 'xx', 'de', 'en')).toBe('de');
	});

	it('follows the browser, by weight and not by order', () => {
		expect(languageFor(PAGE, undefined, null, 'de-CH, de;q=0.9, en;q=0.8')).toBe('de');
		expect(languageFor(PAGE, undefined, null, 'de;q=0.3, en;q=0.8')).toBe('en');
		expect(languageFor(PAGE, undefined, null, 'fr-FR, de;q=0.5')).toBe('de');
		expect(languageFor(null, undefined, null, 'de')).toBe('de');
	});

	it('speaks English where nothing else fits', () => {
		expect(languageFor(PAGE, undefined, null, null)).toBe('en');
		expect(languageFor(PAGE, undefined, null, '')).toBe('en');
		expect(languageFor(PAGE, 'xx', null, 'fr, *;q=0.1')).toBe('en');
		expect(languageFor(PAGE, undefined, null, 'de;q=0')).toBe('en');
	});

	it('keeps the coordinator’s screens in the language they are written in', () => {
		expect(languageFor('/(study)/studies', 'de', 'de', 'de')).toBe('en');
		expect(languageFor('/(submit)/submit', 'de', 'de', 'de')).toBe('en');
		expect(languageFor('/(admin)/accounts', 'de', 'de', 'de')).toBe('en');
	});
});
