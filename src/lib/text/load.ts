/** The texts of the rater's screens, one language at a time. */
import type { Language } from '#lib/domain/language.ts';
import type { AccountText, LaterText, PracticeText, RaterText } from './messages.ts';

/** The plugin of this room makes functions of what these files hold. */
type Compiled = { default: unknown };

const RATER: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./rater.en.json'),
	de: () => import('./rater.de.json')
};

const ACCOUNT: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./account.en.json'),
	de: () => import('./account.de.json')
};

const PRACTICE: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./practice.en.json'),
	de: () => import('./practice.de.json')
};

const LATER: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./later.en.json'),
	de: () => import('./later.de.json')
};

/** What the screens of raters say, and every page needs of it. */
export async function raterText(language: Language): Promise<RaterText> {
	return (await RATER[language]()).default as RaterText;
}

/** What the pages of accounts say: the way in, forgotten passwords, one's own account. */
export async function accountText(language: Language): Promise<AccountText> {
	return (await ACCOUNT[language]()).default as AccountText;
}

/** What the practice case says; no other page carries it. */
export async function practiceText(language: Language): Promise<PracticeText> {
	return (await PRACTICE[language]()).default as PracticeText;
}

/** What a case says in a later round only; in the first it is not loaded. */
export async function laterText(language: Language): Promise<LaterText> {
	return (await LATER[language]()).default as LaterText;
}
