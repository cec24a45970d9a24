import { error, redirect } from '@sveltejs/kit';
import { isLanguage } from '#lib/domain/language.ts';
import { chooseLanguage } from '#lib/server/services/accounts/index.ts';
import { orErrorPage, safeNext } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { LANGUAGE_COOKIE } from '#lib/server/web/language.ts';
import type { RequestHandler } from './$types';

const A_YEAR_S = 365 * 24 * 60 * 60;

/**
 * Remembers the language chosen in this browser, and with the account of whoever is signed in; goes back to where
 * it was chosen. Open to everyone.
 */
export const POST: RequestHandler = async ({ request, cookies, url, locals }) => {
	const given = await forms.read(request);
	const language = forms.text(given, 'language');
	if (!isLanguage(language)) error(400, 'Primum does not speak this language.');
	cookies.set(LANGUAGE_COOKIE, language, {
		path: '/',
		maxAge: A_YEAR_S,
		sameSite: 'lax',
		httpOnly: true,
		secure: url.protocol === 'https:'
	});
	const { app, actor } = locals;
	if (actor !== null) await orErrorPage(chooseLanguage(app, actor, language));
	redirect(303, safeNext(forms.text(given, 'next')));
};
