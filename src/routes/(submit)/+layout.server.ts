import * as studies from '#lib/server/services/studies/index.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { LayoutServerLoad } from './$types';

/** Who submits, and whether there is more for this person than that. */
export const load: LayoutServerLoad = async ({ locals, url, untrack }) => {
	const path = untrack(() => url.pathname + url.search);
	const actor = requireActor(locals, path);
	const { rates, runs } = await studies.partIn(locals.app, actor);
	return { me: { id: actor.id, name: actor.name, isAdmin: actor.isAdmin }, rates, runs };
};
