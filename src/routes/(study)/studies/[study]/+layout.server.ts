import { roundWords } from '#lib/domain/round.ts';
import * as rounds from '#lib/server/services/rounds.ts';
import * as studies from '#lib/server/services/studies.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import type { LayoutServerLoad } from './$types';

/** The study that every page here is about, for those who run it. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const actor = requireActor(locals, `/studies/${params.study}`);
	const { app } = locals;
	const [study, round] = await orErrorPage(
		Promise.all([
			studies.settings(app, actor, params.study),
			rounds.present(app, actor, params.study)
		])
	);
	const { slug, name, synthetic, ratersPerCase } = study;
	return { study: { slug, name, synthetic, ratersPerCase, round: roundWords(round, app.now()) } };
};
