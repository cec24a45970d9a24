/** The texts of the rater's screens, one language at a time. */
import type { Language } from '#lib/domain/language.ts';
import type { RaterText } from './messages.ts';

/** The plugin of this room makes functions of what these files hold. */
type Compiled = { default: unknown };

const RATER: Record<Language, () => Promise<Compiled>> = {
	en: () => import('./rater.en.json'),
	de: () => import('./rater.de.json')
};

/** Everything the screens of raters say. */
export async function raterText(language: Language): Promise<RaterText> {
	return (await RATER[language]()).default as RaterText;
}
