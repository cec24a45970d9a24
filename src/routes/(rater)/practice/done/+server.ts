import { redirect } from '@sveltejs/kit';
import { markPractised } from '#lib/server/services/accounts/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import type { RequestHandler } from './$types';

/** The person has finished or skipped the practice case, or does not want it now. Leads to their cases. */
export const POST: RequestHandler = async ({ locals }) => {
	await orErrorPage(markPractised(locals.app, requireActor(locals, '/cases')));
	redirect(303, '/cases');
};
