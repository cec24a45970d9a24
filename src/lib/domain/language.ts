/** The languages of the rater's screens. Coordinators' screens, files and the command line speak English. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

/** True where Primum's texts exist in this language. */
export function isLanguage(code: unknown): code is Language {
	return (LANGUAGES as readonly unknown[]).includes(code);
}
