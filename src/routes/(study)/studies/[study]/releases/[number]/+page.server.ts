import * as releasing from '#lib/server/services/releasing/index.ts';
import * as forms from '#lib/server/web/forms.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

/** One release, and a page of its files. */
export const load = studyPage(async ({ app, actor, slug, params, url }) => ({
	release: await releasing.look(app, actor, slug, {
		number: forms.id(params['number'] ?? ''),
		page: pageNumber(url)
	})
}));
