import * as studies from '#lib/server/services/studies.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import type { LayoutServerLoad } from './$types';

/** The study that every page here is about, for those who run it. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, `/studies/${params.study}`);
	const study = await orErrorPage(studies.settings(locals.app, actor, params.study));
	const { slug, name, synthetic, ratersPerCase } = study;
	return { study: { slug, name, synthetic, ratersPerCase } };
};
