import { redirect } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const { name, cases, people } = await studies.keeping(app, actor, slug);
	return { source: { name, cases, people } };
});

export const actions = {
	default: studyAction(
		{
			...{ name: field.text, slug: field.text },
			...{ settings: field.ticked, words: field.ticked },
			...{ people: field.ticked, cases: field.ticked }
		},
		({ app, actor, slug }, values) => studies.cloneSoon(app, actor, slug, values),
		({ slug, ready }) => redirect(303, ready ? `/studies/${slug}/setup` : '/studies'),
		{ keep: 'values' }
	)
};
