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

const SAID = {
	changed: 'The text was changed. Nobody had rated it.',
	mended: 'The text was mended. Ratings and signatures stay as they were.',
	reworded: 'The new wording is in place. Whoever had signed the case is asked to rate it again.'
};

const how = { meaning: field.text, reason: field.lines, seen: field.id };
const meant = (meaning: string) =>
	meaning === 'mend' || meaning === 'reword' ? meaning : undefined;

export const actions = {
	texts: studyAction(
		{
			...{ presentation: field.lines, question: field.lines, reference: field.lines },
			...{ specialty: field.text, ...how }
		},
		(asking, { seen, meaning, ...edit }) =>
			cases.changeTexts(asking.app, asking.actor, asked(asking, seen), {
				...{ ...edit, meaning: meant(meaning) }
			}),
		(edited) => SAID[edited.how],
		{ of: 'texts', keep: 'texts' }
	),

	action: studyAction(
		{ number: field.id, text: field.lines, category: field.text, ...how },
		(asking, { seen, meaning, ...edit }) =>
			cases.changeAction(asking.app, asking.actor, asked(asking, seen), {
				...{ ...edit, meaning: meant(meaning) }
			}),
		(edited) => SAID[edited.how],
		{ of: 'action', keep: 'action' }
	),

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
