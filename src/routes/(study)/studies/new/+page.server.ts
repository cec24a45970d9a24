import { error, fail, redirect } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies.ts';
import { attempt, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyValues } from '../../study-values.server.ts';
import type { Actions, PageServerLoad } from './$types';

const PATH = '/studies/new';

export const load: PageServerLoad = ({ locals }) => {
	if (!requireActor(locals, PATH).isAdmin) {
		error(403, 'Only an administrator may create a study. Ask one of yours.');
	}
};

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const actor = requireActor(locals, PATH);
		const values = studyValues(await forms.read(request));
		const created = await attempt(studies.create(locals.app, actor, values));
		if (!created.ok) {
			const { status, message, fields } = created;
			return fail(status, { message, fields, values });
		}
		redirect(303, `/studies/${created.value.slug}/cases`);
	}
};
