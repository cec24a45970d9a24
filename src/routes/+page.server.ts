import { redirect } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies/index.ts';
import { requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

/** Sends everyone to where their work is: raters to their cases, everyone else to the studies. */
export const load: PageServerLoad = async ({ locals }) => {
	const actor = requireActor(locals, '/');
	const { rates, runs } = await studies.partIn(locals.app, actor);
	redirect(303, rates && !runs ? '/cases' : '/studies');
};
