import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { move } from '../moving.ts';

export const load = studyPage(async ({ app, actor, slug, params }) => ({
	shown: await assigning.show(app, actor, slug, forms.id(params.assignment ?? ''))
}));

export const actions = {
	move,

	giveBack: studyAction(
		{ assignment: field.id },
		({ app, actor, slug }, { assignment }) => assigning.returnTo(app, actor, slug, assignment),
		() => 'The case is with its rater again, as it was.',
		{ of: 'giveBack' }
	),

	reopen: studyAction(
		{ assignment: field.id, reason: field.lines },
		({ app, actor, slug }, { assignment, reason }) =>
			rating.reopenCase(app, actor, slug, assignment, reason),
		() => 'The case is open again for its rater. The ratings stay as they were.',
		{ of: 'reopen' }
	)
};
