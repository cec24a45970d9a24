import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => ({
	qualification: await qualifying.settings(app, actor, slug)
}));

export const actions = {
	save: studyAction(
		{
			required: field.ticked,
			passMark: field.text,
			tries: field.text,
			case: field.many,
			others: field.list,
			shown: field.json
		},
		({ app, actor, slug }, { case: ticked, others, shown, ...values }) => {
			const wanted = { ...values, cases: [...ticked, ...others] };
			return qualifying.configure(app, actor, slug, wanted, shown);
		},
		(_, { required }) =>
			required
				? 'Raters must qualify before they begin a case of the study.'
				: 'No qualification is required.',
		{ of: 'qualification', keep: 'qualification' }
	)
};
