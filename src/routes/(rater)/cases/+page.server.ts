import { myCases } from '#lib/server/services/my-cases.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

/** The rater's own cases. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = requireActor(locals, url.pathname);
	return { studies: await myCases(locals.app, actor) };
};
