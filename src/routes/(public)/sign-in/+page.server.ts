import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as demo from '#lib/server/services/accounts/index.ts';
import { attempt, safeNext } from '#lib/server/web/answers.ts';
import * as sessionCookie from '#lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.actor !== null) redirect(303, safeNext(url.searchParams.get('next')));
	return { demoAccounts: await demo.offered(locals.app) };
};

const form = z.object({ email: z.string().max(320), password: z.string().max(1024) });

export const actions: Actions = {
	default: async (event) => {
		const { request, locals, url, getClientAddress } = event;
		const { email, password } = form.parse(Object.fromEntries(await request.formData()));
		const address = getClientAddress();
		const signedIn = await attempt(accounts.signIn(locals.app, { email, password, address }));
		if (!signedIn.ok) {
			const { status, message, code, values } = signedIn;
			return fail(status, { email, refused: { message, code, values } });
		}
		await sessionCookie.start(event, signedIn.value);
		redirect(303, safeNext(url.searchParams.get('next')));
	}
};
