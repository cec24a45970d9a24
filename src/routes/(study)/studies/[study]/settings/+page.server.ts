import { fail } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies.ts';
import { attempt, orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { studyValues, type StudyValues } from '../../../study-values.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, `/studies/${params.study}/settings`);
	const { name, slug, ratersPerCase, consensusRule, band, showReference, guidelines } =
		await orErrorPage(studies.settings(locals.app, actor, params.study));
	const settings: StudyValues = {
		name,
		slug,
		ratersPerCase,
		consensusRule,
		band,
		showReference,
		guidelines
	};
	return { settings };
};

export const actions: Actions = {
	default: async ({ request, locals, params }) => {
		const actor = requireActor(locals, `/studies/${params.study}/settings`);
		const entered = studyValues(await request.formData());
		const values = { ...entered, slug: params.study };
		const saved = await attempt(studies.changeSettings(locals.app, actor, params.study, values));
		if (!saved.ok) {
			const { status, message, fields } = saved;
			return fail(status, { message, fields, values });
		}
		return { done: 'The settings are saved.' };
	}
};
