import { roundWords } from '#lib/domain/round.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';

/** The study that every page here is about, for those who run it and those who observe it. */
export const load = studyPage(async ({ app, actor, slug }) => {
	const [study, round] = await Promise.all([
		studies.frame(app, actor, slug),
		rounds.present(app, actor, slug)
	]);
	const words = study.archivedAt === null ? roundWords(round, app.now()) : 'Archived';
	return { study: { ...study, round: words } };
});
