import { dayOf, dueSchema } from '#lib/domain/round.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SAVED } from './saved.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const [{ name }, round] = await Promise.all([
		studies.settings(app, actor, slug),
		rounds.present(app, actor, slug)
	]);
	return {
		settings: { name },
		round: { number: round.number, due: dayOf(round.dueAt), lockedAt: round.lockedAt }
	};
});

/** Each answer names the form that it is for, as `of`. */
export const actions = {
	save: studyAction(
		{ name: field.text, shown: field.json },
		({ app, actor, slug }, { shown, ...values }) =>
			studies.changeSettings(app, actor, slug, values, shown),
		() => SAVED,
		{ of: 'settings', keep: 'values' }
	),

	due: studyAction(
		{ due: field.text },
		({ app, actor, slug }, values) => rounds.setDue(app, actor, slug, dueSchema.parse(values).due),
		(_, { due }) => (due === '' ? 'There is no due date now.' : 'The due date is saved.'),
		{ of: 'round' }
	),

	lock: studyAction(
		{ locked: field.oneOf(['no', 'yes']) },
		({ app, actor, slug }, { locked }) => rounds.setLocked(app, actor, slug, locked === 'yes'),
		(_, { locked }) => (locked === 'yes' ? 'The ratings are locked.' : 'The round is open again.'),
		{ of: 'round' }
	)
};
