import { fail } from '@sveltejs/kit';
import * as agreement from '#lib/server/services/agreement.ts';
import * as coverage from '#lib/server/services/coverage.ts';
import * as submitting from '#lib/server/services/submitting.ts';
import { attempt, orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, `/studies/${params.study}/coverage`);
	const [matrix, alpha] = await orErrorPage(
		Promise.all([
			coverage.ofStudy(locals.app, actor, params.study),
			agreement.alphaOfStudy(locals.app, actor, params.study)
		])
	);
	return { coverage: matrix, ...alpha };
};

export const actions: Actions = {
	reopen: async ({ request, locals, params }) => {
		const actor = requireActor(locals, `/studies/${params.study}/coverage`);
		const form = await forms.read(request);
		const assignment = forms.id(forms.text(form, 'assignment'));
		const reason = forms.text(form, 'reason');
		const reopened = await attempt(
			submitting.reopenCase(locals.app, actor, params.study, assignment, reason)
		);
		if (!reopened.ok) return fail(reopened.status, { message: reopened.message });
		return { done: 'The case is open again for its rater. The ratings stay as they were.' };
	}
};
