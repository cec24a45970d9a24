import * as errands from '#lib/server/services/errands/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { stopErrand } from '#lib/server/web/errands.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';

/** The releases, and for those who make them the one that is being made, or that the address asks about. */
export const load = studyPage(async ({ app, actor, slug, url }) => {
	const [releases, errand] = await Promise.all([
		releasing.list(app, actor, slug),
		errands.underWay(app, actor, slug, {
			kind: 'release',
			asked: url.searchParams.get('errand')
		})
	]);
	return { releases, errand };
});

export const actions = {
	withdraw: studyAction(
		{ number: field.id, reason: field.text },
		({ app, actor, slug }, { number, reason }) =>
			releasing.withdraw(app, actor, slug, number, reason),
		(_, { number }) => `Release ${number} is withdrawn. It stays here, marked.`
	),

	stop: stopErrand
};
