import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

/** An adjudicator's queue and rulings, how far everybody is, or both. */
export const load = studyPage(async ({ app, actor, slug, url }) => ({
	desk: await adjudicating.desk(app, actor, slug, {
		page: pageNumber(url),
		rulings: Number(url.searchParams.get('rulings') ?? 1)
	})
}));
