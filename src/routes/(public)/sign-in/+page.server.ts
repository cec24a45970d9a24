import { fail, redirect } from '@sveltejs/kit';
import * as demo from '#lib/server/services/demo-accounts.ts';
import { attempt, safeNext, tellWhen } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { signIn } from '#lib/server/web/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.actor !== null) redirect(303, safeNext(url.searchParams.get('next')));
	return { demoAccounts: await demo.offered(locals.app) };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await forms.read(event.request);
		const email = forms.text(form, 'email');
		const signedIn = await attempt(
			signIn(event, { email, password: forms.text(form, 'password') })
		);
		if (!signedIn.ok) {
			tellWhen(event, signedIn);
			const { status, message, code, values } = signedIn;
			return fail(status, { email, refused: { message, code, values } });
		}
		redirect(303, safeNext(event.url.searchParams.get('next')));
	}
};
