import * as studies from '#lib/server/services/studies.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const actor = requireActor(locals, '/studies');
	return { studies: await studies.list(locals.app, actor) };
};
