import { fail } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts.ts';
import * as invitations from '#lib/server/services/invitations.ts';
import { attempt, orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import type { Actions, PageServerLoad } from './$types';

const PATH = '/accounts';

export const load: PageServerLoad = async ({ locals }) => {
	const actor = requireActor(locals, PATH);
	const people = await orErrorPage(accounts.list(locals.app, actor));
	return { people, own: actor.id, specialties: await accounts.knownSpecialties(locals.app) };
};

export const actions: Actions = {
	add: async ({ request, locals }) => {
		const actor = requireActor(locals, PATH);
		const form = await forms.read(request);
		const values = {
			name: forms.text(form, 'name'),
			email: forms.text(form, 'email'),
			isAdmin: form.has('isAdmin'),
			specialties: forms.text(form, 'specialties')
		};
		const added = await attempt(
			accounts.add(locals.app, actor, { ...values, specialties: forms.list(form, 'specialties') })
		);
		if (!added.ok) {
			const { status, message, fields } = added;
			return fail(status, { message, fields, values });
		}
		const who = values.name.trim();
		return { done: `${who} has an account now.`, link: added.value.link, who };
	},

	reset: async ({ request, locals }) => {
		const actor = requireActor(locals, PATH);
		const form = await forms.read(request);
		const user = forms.id(forms.text(form, 'user'));
		const made = await attempt(invitations.resetLink(locals.app, actor, user));
		if (!made.ok) return fail(made.status, { message: made.message });
		return {
			done: 'A new link is made; earlier ones no longer work. The old password stays until it is used.',
			link: made.value,
			who: 'the person'
		};
	},

	disable: async ({ request, locals }) => {
		const actor = requireActor(locals, PATH);
		const user = forms.id(forms.text(await forms.read(request), 'user'));
		const changed = await attempt(accounts.setDisabled(locals.app, actor, user, true));
		if (!changed.ok) return fail(changed.status, { message: changed.message });
		return { done: 'The account is disabled and signed out everywhere. Its ratings stay.' };
	},

	enable: async ({ request, locals }) => {
		const actor = requireActor(locals, PATH);
		const user = forms.id(forms.text(await forms.read(request), 'user'));
		const changed = await attempt(accounts.setDisabled(locals.app, actor, user, false));
		if (!changed.ok) return fail(changed.status, { message: changed.message });
		return { done: 'The account is open again.' };
	}
};
