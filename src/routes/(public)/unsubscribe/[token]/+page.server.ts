import { error } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { orErrorPage } from '#lib/server/web/answers.ts';
import { fromOf } from '#lib/server/web/from.ts';
import type { Actions, PageServerLoad } from './$types';

/** Says what the button does: whoever only looks, as a program that reads mails may, changes nothing. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await accounts.reminded(locals.app, params.token);
	if (found === null) {
		const { status, message, code } = accounts.unknownLink();
		error(status, { message, code });
	}
	return found;
};

export const actions: Actions = {
	/** Also what a mail program sends by itself when its user asks it to (RFC 8058). */
	default: async (event) => {
		await orErrorPage(accounts.unsubscribe(event.locals.app, event.params.token, fromOf(event)));
	}
};
