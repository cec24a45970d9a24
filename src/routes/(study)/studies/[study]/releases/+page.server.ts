import * as releasing from '#lib/server/services/releasing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const [preview, releases] = await Promise.all([
		releasing.preview(app, actor, slug),
		releasing.list(app, actor, slug)
	]);
	return { preview, releases };
});

export const actions = {
	create: studyAction(
		{
			unresolved: field.oneOf(['exclude', 'keep']),
			includeComments: field.ticked,
			includeTimes: field.ticked,
			note: field.text
		},
		({ app, actor, slug }, options) => releasing.create(app, actor, slug, options),
		({ number }) => `Release ${number} is made.`,
		{ keep: 'values' }
	),

	withdraw: studyAction(
		{ number: field.id, reason: field.text },
		({ app, actor, slug }, { number, reason }) =>
			releasing.withdraw(app, actor, slug, number, reason),
		(_, { number }) => `Release ${number} is withdrawn. It stays here, marked.`
	)
};
