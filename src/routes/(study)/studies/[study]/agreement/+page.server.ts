import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { viewOf } from '#lib/domain/agreement-view.ts';
import { KEYS } from '#lib/domain/case-order.ts';
import { orderOf } from '#lib/domain/order.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const order = orderOf(url, KEYS);
	const asked = { ...viewOf(url), page: pageNumber(url), order };
	return { order, agreement: await agreeing.agreement(app, actor, slug, asked) };
});
