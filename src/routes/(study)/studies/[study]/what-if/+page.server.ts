import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const asked = (name: string) => url.searchParams.get(name);
	const view = { rule: asked('rule'), band: asked('band'), k: asked('k'), show: asked('show') };
	return { look: await agreeing.whatIf(app, actor, slug, { ...view, page: pageNumber(url) }) };
});
