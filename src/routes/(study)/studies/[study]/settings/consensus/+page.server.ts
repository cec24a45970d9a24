import { CONSENSUS_RULES } from '#lib/domain/study.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SAVED } from '../saved.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const { consensusRule, band } = await studies.settings(app, actor, slug);
	return { settings: { consensusRule, band } };
});

export const actions = {
	save: studyAction(
		{ consensusRule: field.oneOf(CONSENSUS_RULES), band: field.text, shown: field.json },
		({ app, actor, slug }, { shown, ...values }) =>
			studies.changeSettings(app, actor, slug, values, shown),
		() => SAVED,
		{ of: 'settings', keep: 'values' }
	)
};
