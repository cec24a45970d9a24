import * as studies from '#lib/server/services/studies/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => ({
	history: await studies.wordsHistory(
		app,
		actor,
		slug,
		Number(url.searchParams.get('version') ?? Number.NaN)
	)
}));
