import { error } from '@sveltejs/kit';
import { parse } from '#lib/components/markdown.ts';
import * as rating from '#lib/server/services/rating.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import type { PageServerLoad } from './$types';

/** A case with the rater's own ratings; the guidelines are read here, so that no markup leaves the server. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = requireActor(locals, url.pathname);
	const id = Number(params.assignment);
	if (!Number.isSafeInteger(id)) {
		error(404, { message: 'There is no such case among yours.', code: 'case-missing' });
	}
	const { app, language } = locals;
	const { study, ...shown } = await orErrorPage(rating.openCase(app, actor, id, language));
	const { name, synthetic, guidelines } = study;
	return { shown: { ...shown, study: { name, synthetic }, guidelines: parse(guidelines) } };
};
