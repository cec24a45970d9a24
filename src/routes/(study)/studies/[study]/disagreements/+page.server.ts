import * as disagreements from '#lib/server/services/disagreements.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, `/studies/${params.study}/disagreements`);
	const found = await orErrorPage(disagreements.ofStudy(locals.app, actor, params.study));
	return { disagreements: found };
};
