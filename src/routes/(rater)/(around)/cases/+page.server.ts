import { myCases, readWords } from '#lib/server/services/rating/index.ts';
import { hasPractised } from '#lib/server/services/accounts/index.ts';
import { action } from '#lib/server/web/actions.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import * as field from '#lib/server/web/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** The rater's own cases, and whether to offer the practice case. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireActor(locals, url.pathname);
	const [studies, practised] = await Promise.all([
		myCases(locals.app, actor),
		hasPractised(locals.app, actor)
	]);
	return { studies, practised };
};

export const actions = {
	/** The rater has read the guidelines and scale words of the study that a case is in. */
	read: action(
		{ assignment: field.id, version: field.id },
		({ app, actor }, { assignment, version }) => readWords(app, actor, assignment, { version }),
		() => ({ done: '' })
	)
} satisfies Actions;
