import * as agreement from '#lib/server/services/agreement.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, `/studies/${params.study}/agreement`);
	return { agreement: await orErrorPage(agreement.ofStudy(locals.app, actor, params.study)) };
};
