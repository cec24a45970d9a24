/** The texts of the rater's screens, one language at a time. */
import type { Language } from '#lib/domain/language.ts';
import type { LaterText, PracticeText, RaterText } from './messages.ts';

/** The plugin of this room makes functions of what these files hold. */
type Compiled = { default: unknown };

const RATER: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./rater.en.json'),
	de: () => import('./rater.de.json')
};

const PRACTICE: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./practice.en.json'),
	de: () => import('./practice.de.json')
};

const LATER: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./later.en.json'),
	de: () => import('./later.de.json')
};

/** Everything the screens of raters say. */
export async function raterText(language: Language): Promise<RaterText> {
	return (await RATER[language]()).default as RaterText;
}

/** What the practice case says; no other page carries it. */
export async function practiceText(language: Language): Promise<PracticeText> {
	return (await PRACTICE[language]()).default as PracticeText;
}

/** What a case says in a later round only; in the first it is not loaded. */
export async function laterText(language: Language): Promise<LaterText> {
	return (await LATER[language]()).default as LaterText;
}
