import { fail, redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { attempt, safeNext, tellWhen } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { signIn } from '#lib/server/web/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.actor !== null) redirect(303, safeNext(url.searchParams.get('next')));
	return { demoAccounts: await accounts.offered(locals.app) };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await forms.read(event.request);
		const email = forms.text(form, 'email');
		const password = forms.text(form, 'password');
		const signedIn = await attempt(() => signIn(event, { email, password }));
		if (!signedIn.ok) {
			tellWhen(event, signedIn);
			const { status, message, code, values } = signedIn;
			return fail(status, { email, refused: { message, code, values } });
		}
		redirect(303, safeNext(event.url.searchParams.get('next')));
	}
};
