/** In which language a page answers. */
import Negotiator from 'negotiator';
import { isLanguage, LANGUAGES, type Language } from '#lib/domain/language.ts';

/** The cookie that holds what a person chose in this browser. */
export const LANGUAGE_COOKIE = 'primum-language';

/**
 * The language of a page.
 *
 * @param route the id of its route: the screens of coordinators, administrators and submitters are English
 * @param chosen what was chosen in this browser, or undefined
 * @param own what the person who is signed in chose last, on whatever browser, or null
 * @param accepted the Accept-Language header, or null
 * @returns the choice made here; else the person's own; else the first language the browser asks for that Primum has; else English
 */
export function languageFor(
	route: string | null,
	chosen: string | undefined,
	own: Language | null,
	accepted: string | null
): Language {
	if (route !== null && /^\/\((study|admin|submit)\)/.test(route)) return 'en';
	if (isLanguage(chosen)) return chosen;
	if (own !== null) return own;
	const headers = { 'accept-language': accepted ?? undefined };
	const best = new Negotiator({ headers }).language([...LANGUAGES]);
	return isLanguage(best) ? best : 'en';
}
