import * as wording from '#lib/server/services/wording/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => ({
	history: await wording.wordsHistory(
		app,
		actor,
		slug,
		Number(url.searchParams.get('version') ?? Number.NaN)
	)
}));
