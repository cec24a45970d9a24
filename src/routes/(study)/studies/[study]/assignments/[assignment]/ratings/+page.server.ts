import * as rating from '#lib/server/services/rating/index.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';

/** Whoever opens this page stands in the record with it: no link to it may be fetched ahead. */
export const load = studyPage(async ({ app, actor, slug, params }) => ({
	rated: await rating.lookAtRatings(app, actor, slug, forms.id(params.assignment ?? ''))
}));
