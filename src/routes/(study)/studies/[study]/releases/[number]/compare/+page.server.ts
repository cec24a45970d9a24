import * as releasing from '#lib/server/services/releasing/index.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { askedIn } from './asked.ts';

/** Two releases, and a page of the actions that are otherwise. */
export const load = studyPage(async ({ app, actor, slug, params, url }) => {
	const show = url.searchParams.get('show');
	const shown = releasing.SHOWN.find((known) => known === show) ?? null;
	const asked = { ...askedIn(url, params['number'] ?? ''), shown, page: pageNumber(url) };
	return { comparison: await releasing.compare(app, actor, slug, asked) };
});
