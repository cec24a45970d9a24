import { error, redirect } from '@sveltejs/kit';
import { isLanguage } from '#lib/domain/language.ts';
import { safeNext } from '#lib/server/web/answers.ts';
import { LANGUAGE_COOKIE } from '#lib/server/web/language.ts';
import type { RequestHandler } from './$types';

const A_YEAR_S = 365 * 24 * 60 * 60;

/** Remembers the language chosen in this browser, and goes back to where it was chosen. Open to everyone. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
	const given = await request.formData();
	const language = given.get('language');
	if (!isLanguage(language)) error(400, 'Primum does not speak this language.');
	cookies.set(LANGUAGE_COOKIE, language, {
		path: '/',
		maxAge: A_YEAR_S,
		sameSite: 'lax',
		httpOnly: true,
		secure: url.protocol === 'https:'
	});
	const next = given.get('next');
	redirect(303, safeNext(typeof next === 'string' ? next : null));
};
