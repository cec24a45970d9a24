import * as studies from '#lib/server/services/studies.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { LayoutServerLoad } from './$types';

/** What the frame of the screens shows of the person. */
export const load: LayoutServerLoad = async ({ locals, url, untrack }) => {
	const actor = requireActor(
		locals,
		untrack(() => url.pathname + url.search)
	);
	const mine = await studies.list(locals.app, actor);
	return {
		me: { id: actor.id, name: actor.name, isAdmin: actor.isAdmin },
		rates: mine.some(({ role }) => role === 'rater')
	};
};
