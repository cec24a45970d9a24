import { fail } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts.ts';
import * as people from '#lib/server/services/members.ts';
import * as qualifying from '#lib/server/services/qualifying.ts';
import { attempt, orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import type { Actions, PageServerLoad } from './$types';

const path = (slug: string) => `/studies/${slug}/people`;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { app } = locals;
	const actor = requireActor(locals, path(params.study));
	const members = await orErrorPage(people.list(app, actor, params.study));
	return { members, specialties: await accounts.knownSpecialties(app) };
};

export const actions: Actions = {
	add: async ({ request, locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const form = await forms.read(request);
		const values = {
			email: forms.text(form, 'email'),
			name: forms.text(form, 'name'),
			role:
				forms.text(form, 'role') === 'coordinator' ? ('coordinator' as const) : ('rater' as const),
			specialties: forms.text(form, 'specialties')
		};
		const added = await attempt(
			people.add(locals.app, actor, params.study, {
				...values,
				specialties: forms.list(form, 'specialties')
			})
		);
		if (!added.ok) {
			const { status, message, fields } = added;
			return fail(status, { message, fields, values });
		}
		const who = values.name.trim() || values.email.trim();
		const { link } = added.value;
		const account = link === null ? ' The person signs in with the account there is.' : '';
		return { done: `${who} is a ${values.role} of this study now.${account}`, link, who };
	},

	accept: async ({ request, locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const form = await forms.read(request);
		const member = forms.id(forms.text(form, 'member'));
		const reason = forms.text(form, 'reason');
		const accepted = await attempt(
			qualifying.accept(locals.app, actor, params.study, member, { reason })
		);
		if (!accepted.ok) {
			const { status, message, fields } = accepted;
			return fail(status, { message: fields.reason ?? message });
		}
		return { done: 'The rater is accepted: the cases of the study are open.' };
	},

	remove: async ({ request, locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const member = forms.id(forms.text(await forms.read(request), 'member'));
		const removed = await attempt(people.remove(locals.app, actor, params.study, member));
		if (!removed.ok) return fail(removed.status, { message: removed.message });
		return { done: 'The person is no longer a member. The account stays.' };
	}
};
