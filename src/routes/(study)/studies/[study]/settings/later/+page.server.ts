import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SAVED } from '../saved.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const { sharesComments, asksReason } = await studies.settings(app, actor, slug);
	return { settings: { sharesComments, asksReason } };
});

export const actions = {
	save: studyAction(
		{ sharesComments: field.ticked, asksReason: field.ticked, shown: field.json },
		({ app, actor, slug }, { shown, ...values }) =>
			studies.changeSettings(app, actor, slug, values, shown),
		() => SAVED,
		{ of: 'settings', keep: 'values' }
	)
};
