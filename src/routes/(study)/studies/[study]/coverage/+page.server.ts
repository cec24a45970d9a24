import * as rating from '#lib/server/services/rating/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => ({
	coverage: await watching.coverage(app, actor, slug, pageNumber(url))
}));

export const actions = {
	reopen: studyAction(
		{ assignment: field.id, reason: field.text },
		({ app, actor, slug }, { assignment, reason }) =>
			rating.reopenCase(app, actor, slug, assignment, reason),
		() => 'The case is open again for its rater. The ratings stay as they were.'
	)
};
