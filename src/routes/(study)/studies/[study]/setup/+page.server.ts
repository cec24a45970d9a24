import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => ({
	setup: await studies.setup(app, actor, slug)
}));

export const actions = {
	read: studyAction(
		{},
		({ app, actor, slug }) => studies.markWordsRead(app, actor, slug),
		() => 'Guidelines and rules are read through, as they are now.'
	)
};
