/** The form that takes cases from their raters: its fields, what it asks for, and what is said when it is done. */
import { many } from '#lib/components/figures.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';

/** Takes the cases named, and gives them to the people named or back to the plan. */
export const move = studyAction(
	{
		assignment: field.ids,
		to: field.ids,
		counts: field.oneOf(['no', 'yes']),
		reason: field.lines
	},
	({ app, actor, slug }, { assignment: assignments, to, counts, reason }) =>
		assigning.move(app, actor, slug, { assignments, to, reason, counts: counts === 'yes' }),
	said,
	{ of: 'move', keep: 'entered' }
);

function said({ cases, given }: assigning.Moved): string {
	const places = many(cases, 'case');
	if (given.length === 0) {
		return `${places} taken back. The ${cases === 1 ? 'place is' : 'places are'} free for the plan.`;
	}
	return `${places} moved: ${given.map(({ name, cases: of }) => `${of} to ${name}`).join(', ')}.`;
}
