import { error, redirect } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies/index.ts';
import { action } from '#lib/server/web/actions.ts';
import { page } from '#lib/server/web/pages.ts';
import { STUDY_FIELDS } from '../../study-fields.ts';
import type { Actions } from './$types';

export const load = page(async ({ actor }) => {
	if (!actor.isAdmin) {
		error(403, 'Only an administrator may create a study. Ask one of yours.');
	}
});

export const actions = {
	default: action(
		STUDY_FIELDS,
		({ app, actor }, values) => studies.create(app, actor, values),
		({ slug }) => redirect(303, `/studies/${slug}/setup`),
		{ keep: 'values' }
	)
} satisfies Actions;
