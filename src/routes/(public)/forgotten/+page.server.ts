import { fail } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { isOn } from '#lib/server/services/mailing/index.ts';
import { attempt, tellWhen } from '#lib/server/web/answers.ts';
import { clientAddress } from '#lib/server/web/client-address.ts';
import * as forms from '#lib/server/web/forms.ts';
import { fromOf } from '#lib/server/web/from.ts';
import type { Actions, PageServerLoad } from './$types';

/** Without a mail server the page says whom to ask, and has no form. */
export const load: PageServerLoad = ({ locals }) => ({
	mailIsOn: isOn(locals.app),
	email: locals.actor?.email ?? ''
});

export const actions: Actions = {
	default: async (event) => {
		const form = await forms.read(event.request);
		const email = forms.text(form, 'email').slice(0, 400);
		const address = clientAddress(event);
		const asked = await attempt(() =>
			accounts.forgotten(event.locals.app, { email, address, from: fromOf(event) })
		);
		if (!asked.ok) {
			tellWhen(event, asked);
			const { status, message, code, values, fields } = asked;
			return fail(status, { email, refused: { message, code, values }, fields, asked: false });
		}
		return { email: email.trim(), asked: true };
	}
};
