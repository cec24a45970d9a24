import { myCases } from '#lib/server/services/rating/index.ts';
import { hasPractised } from '#lib/server/services/accounts/index.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

/** The rater's own cases, and whether to offer the practice case. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireActor(locals, url.pathname);
	const [studies, practised] = await Promise.all([
		myCases(locals.app, actor),
		hasPractised(locals.app, actor)
	]);
	return { studies, practised };
};
