import * as studies from '#lib/server/services/studies/index.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { LayoutServerLoad } from './$types';

/** Who rates, and whether there is more for this person than rating. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
	const actor = requireActor(locals, url.pathname);
	const { rates, runs } = await studies.partIn(locals.app, actor);
	return {
		rater: { account: actor.id, name: actor.name, email: actor.email },
		rates,
		runsStudies: runs
	};
};
