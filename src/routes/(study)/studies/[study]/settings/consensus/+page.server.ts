import { CONSENSUS_RULES, settingsChangeSchema } from '#lib/domain/study.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SAVED } from '../saved.ts';

/** What the address proposes, e.g. from the page What if: it stands in the form unsaved. */
const proposal = settingsChangeSchema.pick({ consensusRule: true, band: true });

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const [{ consensusRule, band, rulingsWanted }, effects] = await Promise.all([
		studies.settings(app, actor, slug),
		adjudicating.effects(app, actor, slug)
	]);
	const { data: proposed = {} } = proposal.safeParse(Object.fromEntries(url.searchParams));
	return { settings: { consensusRule, band, rulingsWanted }, proposed, effects };
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
