import { fail } from '@sveltejs/kit';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { attempt, orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import type { Actions, PageServerLoad } from './$types';

const path = (slug: string) => `/studies/${slug}/releases`;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { app } = locals;
	const actor = requireActor(locals, path(params.study));
	const [preview, releases] = await orErrorPage(
		Promise.all([
			releasing.preview(app, actor, params.study),
			releasing.list(app, actor, params.study)
		])
	);
	return { preview, releases };
};

function optionsOf(form: FormData) {
	return {
		unresolved:
			forms.text(form, 'unresolved') === 'keep' ? ('keep' as const) : ('exclude' as const),
		includeComments: form.has('includeComments'),
		includeTimes: form.has('includeTimes'),
		note: forms.text(form, 'note')
	};
}

export const actions: Actions = {
	create: async ({ request, locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const values = optionsOf(await request.formData());
		const made = await attempt(releasing.create(locals.app, actor, params.study, values));
		if (!made.ok) {
			const { status, message, fields } = made;
			return fail(status, { message, fields, values });
		}
		return { done: `Release ${made.value.number} is made.` };
	},

	withdraw: async ({ request, locals, params }) => {
		const actor = requireActor(locals, path(params.study));
		const form = await request.formData();
		const number = forms.id(forms.text(form, 'number'));
		const reason = forms.text(form, 'reason');
		const withdrawn = await attempt(
			releasing.withdraw(locals.app, actor, params.study, number, reason)
		);
		if (!withdrawn.ok) return fail(withdrawn.status, { message: withdrawn.message });
		return { done: `Release ${number} is withdrawn. It stays here, marked.` };
	}
};
