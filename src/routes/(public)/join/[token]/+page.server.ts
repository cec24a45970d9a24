import { error, fail, redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { comeBackLater } from '#lib/server/web/actions.ts';
import { attempt } from '#lib/server/web/answers.ts';
import { fromOf } from '#lib/server/web/from.ts';
import * as sessionCookie from '#lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const invitation = await accounts.open(locals.app, params.token);
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
	default: async (event) => {
		const { request, locals, params } = event;
		const given = Object.fromEntries(await request.formData()) as Record<string, string>;
		const { name = '', email = '', password = '' } = given;
		const accepted = await attempt(() =>
			accounts.accept(locals.app, params.token, { name, email, password }, fromOf(event))
		);
		if (!accepted.ok) {
			comeBackLater(event, accepted);
			const { status, message, code, values, fields } = accepted;
			return fail(status, { name, email, refused: { message, code, values }, fields });
		}
		await sessionCookie.start(event, accepted.value);
		redirect(303, '/');
	}
};
