import { error, fail, redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { attempt, tellWhen } from '#lib/server/web/answers.ts';
import { isByAPerson } from '#lib/server/web/by-a-person.ts';
import * as forms from '#lib/server/web/forms.ts';
import { fromOf } from '#lib/server/web/from.ts';
import * as sessionCookie from '#lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request }) => {
	const { app } = locals;
	const invitation = await accounts.open(app, params.token);
	if (invitation === null) {
		const { why, from } = await accounts.whyClosed(app, params.token);
		error(404, {
			message:
				'This link was used before or has expired. Ask the person who sent it for a new one.',
			code: 'link-used',
			values: { why, from: from ?? '' }
		});
	}
	if (isByAPerson(request)) await accounts.noteOpened(app, params.token);
	return { invitation };
};

export const actions: Actions = {
	default: async (event) => {
		const { request, locals, params } = event;
		const form = await forms.read(request);
		const name = forms.text(form, 'name');
		const email = forms.text(form, 'email');
		const password = forms.text(form, 'password');
		const accepted = await attempt(async () => {
			const given = { name, email, password };
			const id = await accounts.accept(locals.app, params.token, given, fromOf(event));
			await sessionCookie.start(event, id);
		});
		if (!accepted.ok) {
			tellWhen(event, accepted);
			const { status, message, code, values, fields } = accepted;
			return fail(status, { name, email, refused: { message, code, values }, fields });
		}
		redirect(303, '/');
	}
};
