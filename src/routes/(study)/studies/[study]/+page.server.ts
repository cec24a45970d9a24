import { redirect } from '@sveltejs/kit';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';

/** Leads to where the study is: to its setup list, until cases are with raters. */
export const load = studyPage(async ({ app, actor, slug }) => {
	const page = await studies.beginning(app, actor, slug);
	redirect(303, `/studies/${encodeURIComponent(slug)}/${page}`);
});
