import { redirect } from '@sveltejs/kit';
import { withParams } from '#lib/components/address.ts';
import { viewOf } from '#lib/domain/agreement-view.ts';
import { orderOf } from '#lib/domain/order.ts';
import { limitOf, PAIR_KEYS, RATER_KEYS } from '#lib/domain/raters.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

const TABLES = ['raters', 'pairs', 'low'] as const;

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const look = {
		view: viewOf(url),
		names: url.searchParams.get('names') === 'shown',
		limit: limitOf(url.searchParams.get('under')),
		part: Number(url.searchParams.get('part') ?? 1),
		table: TABLES.find((one) => one === url.searchParams.get('table')) ?? TABLES[0],
		page: pageNumber(url),
		raterOrder: orderOf(url, RATER_KEYS),
		pairOrder: orderOf(url, PAIR_KEYS)
	};
	const [raters, self] = await Promise.all([
		agreeing.raters(app, actor, slug, look),
		agreeing.selfAgreement(app, actor, slug)
	]);
	const { limit, table, raterOrder, pairOrder } = look;
	return { raters, self, limit, table, raterOrder, pairOrder };
});

export const actions = {
	names: studyAction(
		{},
		async ({ app, actor, slug, url }) => {
			await agreeing.showNames(app, actor, slug);
			return withParams(url, { ask: null, names: 'shown' });
		},
		(address) => redirect(303, address)
	),

	parts: studyAction(
		{},
		({ app, actor, slug, url }) => agreeing.computeVariance(app, actor, slug, viewOf(url)),
		() => ''
	),

	stopParts: studyAction(
		{},
		({ app, actor, slug, url }) => agreeing.stopVariance(app, actor, slug, viewOf(url)),
		(stopped) => (stopped ? 'Computing was stopped.' : 'Nothing was being computed any more.')
	)
};
