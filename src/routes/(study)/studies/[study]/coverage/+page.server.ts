import * as rating from '#lib/server/services/rating/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { askedIn } from './asked.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const asked = askedIn(url);
	return { asked, coverage: await watching.coverage(app, actor, slug, asked) };
});

export const actions = {
	reopen: studyAction(
		{ assignment: field.id, reason: field.text },
		({ app, actor, slug }, { assignment, reason }) =>
			rating.reopenCase(app, actor, slug, assignment, reason),
		() => 'The case is open again for its rater. The ratings stay as they were.'
	)
};
