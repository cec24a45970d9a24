import { error, fail, redirect } from '@sveltejs/kit';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as accounts from '#lib/server/services/accounts.ts';
import { attempt } from '#lib/server/web/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const invitation = await accounts.openInvitation(locals.app, params.token);
	if (invitation === null) {
		error(404, {
			message:
				'This link was used before or has expired. Ask the person who sent it for a new one.',
			code: 'link-used'
		});
	}
	return { invitation };
};

export const actions: Actions = {
	default: async ({ request, locals, params, cookies }) => {
		const { app } = locals;
		const given = Object.fromEntries(await request.formData()) as Record<string, string>;
		const { name = '', email = '', password = '' } = given;
		const accepted = await attempt(accounts.accept(app, params.token, { name, email, password }));
		if (!accepted.ok) {
			const { status, message, code, values, fields } = accepted;
			return fail(status, { name, email, refused: { message, code, values }, fields });
		}
		const previous = cookies.get(sessions.cookieName(app));
		const agent = request.headers.get('user-agent') ?? '';
		const cookie = await sessions.start(app, accepted.value, previous, agent);
		cookies.set(cookie.name, cookie.value, cookie.attributes);
		redirect(303, '/');
	}
};
