import { redirect } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';

const ASKS = ['archive', 'delete'] as const;

export const load = studyPage(async ({ app, actor, slug, url }) => ({
	keeping: await studies.keeping(app, actor, slug),
	ask: ASKS.find((one) => one === url.searchParams.get('ask')) ?? null
}));

export const actions = {
	archive: studyAction(
		{},
		({ app, actor, slug }) => studies.archive(app, actor, slug),
		() => ({ done: 'The study is archived.', undo: 'unarchive' as const }),
		{ of: 'archive' }
	),

	unarchive: studyAction(
		{},
		({ app, actor, slug }) => studies.unarchive(app, actor, slug),
		() => 'The study is back, as it was.',
		{ of: 'archive' }
	),

	delete: studyAction(
		{ name: field.text },
		({ app, actor, slug }, { name }) => studies.remove(app, actor, slug, name),
		() => redirect(303, '/studies?gone'),
		{ of: 'delete', keep: 'typed' }
	)
};
