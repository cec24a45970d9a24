import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SAVED } from './saved.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const { name } = await studies.settings(app, actor, slug);
	return { settings: { name } };
});

/** Each answer names the form that it is for, as `of`. */
export const actions = {
	save: studyAction(
		{ name: field.text, shown: field.json },
		({ app, actor, slug }, { shown, ...values }) =>
			studies.changeSettings(app, actor, slug, values, shown),
		() => SAVED,
		{ of: 'settings', keep: 'values' }
	)
};
