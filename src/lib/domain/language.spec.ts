import { expect, it } from 'vitest';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from './language.ts';

it('knows the languages there are texts in, each by its own name', () => {
	expect(LANGUAGES.filter(isLanguage)).toEqual(['en', 'de']);
	expect(LANGUAGE_NAMES).toEqual({ en: 'English', de: 'Deutsch' });
});

it.each(['fr', 'EN', '', null, undefined, 0])('does not know %j', (code) => {
	expect(isLanguage(code)).toBe(false);
});
