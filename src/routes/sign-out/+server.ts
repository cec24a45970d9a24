import { redirect } from '@sveltejs/kit';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { orErrorPage } from '#lib/server/web/answers.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies }) => {
	const cookie = cookies.get(sessions.cookieName(locals.app));
	if (locals.actor !== null) await orErrorPage(accounts.signedOut(locals.app, locals.actor));
	if (cookie !== undefined) await orErrorPage(sessions.end(locals.app, cookie));
	const blank = sessions.blank(locals.app);
	cookies.set(blank.name, blank.value, blank.attributes);
	redirect(303, '/sign-in');
};
