import { requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

/** Nothing of the practice case comes from the server but that its reader is signed in. */
export const load: PageServerLoad = ({ locals, url }) => {
	requireActor(locals, url.pathname);
};
