import { redirect } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies/index.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

/** Sends everyone to where their work is: raters to their cases, submitters to their boards, all others to the studies. */
export const load: PageServerLoad = async ({ locals }) => {
	const actor = requireActor(locals, '/');
	const { rates, submits, runs } = await studies.partIn(locals.app, actor);
	if (runs) redirect(303, '/studies');
	if (rates) redirect(303, '/cases');
	redirect(303, submits ? '/submit' : '/studies');
};
