import * as cases from '#lib/server/services/cases/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage, type StudyAsking } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, params }) => ({
	case: await cases.show(app, actor, slug, params.case!)
}));

/** The case that the address names, as whoever sends the form has seen it. */
const asked = ({ slug, params }: StudyAsking, seen: number) => ({
	...{ slug, externalId: params.case!, seen }
});

export const actions = {
	withdraw: studyAction(
		{ reason: field.lines, seen: field.id },
		(asking, { seen, reason }) =>
			cases.withdraw(asking.app, asking.actor, asked(asking, seen), { reason }),
		() => 'The case is withdrawn. It is kept, with all that was rated.',
		{ of: 'withdraw' }
	),

	restore: studyAction(
		{ seen: field.id },
		(asking, { seen }) => cases.restore(asking.app, asking.actor, asked(asking, seen)),
		() => 'The case is in the study again, as it was.',
		{ of: 'restore' }
	),

	withdrawAction: studyAction(
		{ number: field.id, reason: field.lines, seen: field.id },
		(asking, { seen, ...given }) =>
			cases.withdrawAction(asking.app, asking.actor, asked(asking, seen), given),
		(_, { number }) => `Action ${number} is withdrawn. It is kept, with all that was rated.`,
		{ of: 'withdrawAction' }
	),

	restoreAction: studyAction(
		{ number: field.id, seen: field.id },
		(asking, { seen, number }) =>
			cases.restoreAction(asking.app, asking.actor, asked(asking, seen), { number }),
		(_, { number }) => `Action ${number} is in the case again, as it was.`,
		{ of: 'restoreAction' }
	),

	removeAction: studyAction(
		{ number: field.id, seen: field.id },
		(asking, { seen, number }) =>
			cases.removeAction(asking.app, asking.actor, asked(asking, seen), { number }),
		(_, { number }) => `Action ${number} was deleted. Only the history still knows it.`,
		{ of: 'removeAction' }
	)
};
