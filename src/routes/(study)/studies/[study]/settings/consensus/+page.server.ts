import { CONSENSUS_RULES } from '#lib/domain/study.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SAVED } from '../saved.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const [{ consensusRule, band, rulingsWanted }, effects] = await Promise.all([
		studies.settings(app, actor, slug),
		adjudicating.effects(app, actor, slug)
	]);
	return { settings: { consensusRule, band, rulingsWanted }, effects };
});

export const actions = {
	save: studyAction(
		{
			consensusRule: field.oneOf(CONSENSUS_RULES),
			band: field.text,
			rulingsWanted: field.oneOf(['1', '2']),
			shown: field.json
		},
		({ app, actor, slug }, { shown, ...values }) =>
			studies.changeSettings(app, actor, slug, values, shown),
		() => SAVED,
		{ of: 'settings', keep: 'values' }
	)
};
