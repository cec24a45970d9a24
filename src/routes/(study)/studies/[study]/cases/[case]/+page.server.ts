import * as cases from '#lib/server/services/cases.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, `/studies/${params.study}/cases/${params.case}`);
	return { case: await orErrorPage(cases.show(locals.app, actor, params.study, params.case)) };
};
