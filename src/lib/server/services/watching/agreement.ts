/** How alike the ratings of a study are, in all and case by case. */
import { specialtyName } from '#lib/domain/case.ts';
import { sorted, type CaseFigures, type CaseOrder } from '#lib/domain/case-order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import type { WholeFigures } from './figures.ts';

export type StudyAgreement = {
	whole: WholeFigures;
	cases: Page<CaseFigures>;
	/** The round whose answers alone are counted; null for the newest answer of each rater. */
	round: number | null;
	/** The numbers of the rounds there are. */
	rounds: number[];
};

/** Cases on one page. */
export const AGREEMENT_ROWS = 100;

type View = { page?: number; order?: CaseOrder | null; round?: number | null };

/**
 * Agreement over every rating so far, submitted or not: of the study, and of a page of its cases.
 *
 * @param view which page, and in which order: without one, as the study has them; of which round: without one, or
 *   with one that there is not, by the newest answer of each rater
 */
export async function agreement(
	app: App,
	actor: Actor,
	slug: string,
	view: View = {}
): Promise<StudyAgreement> {
	const { study } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	return app.crew.ask(counted, { studyId: study.id, ...view });
}

const counted = task(
	'watching.agreement',
	'figures',
	async (app, { studyId, page = 1, order = null, round: asked }: View & { studyId: number }) => {
		// What counts figures is loaded where they are counted, and weighs on no other thread.
		const { casesOf, figuresOf, wholeOf } = await import('./figures.ts');
		const panel = await panelOf(app, studyId);
		const round = panel.rounds.find(({ number }) => number === asked) ?? null;
		const cases = casesOf(panel, round).map((item) => ({
			externalId: item.externalId,
			specialty: specialtyName(item.specialty),
			figures: figuresOf(item, round)
		}));
		return {
			whole: wholeOf(panel, round),
			cases: cut(sorted(cases, order), page, AGREEMENT_ROWS),
			round: round?.number ?? null,
			rounds: panel.rounds.map(({ number }) => number)
		};
	}
);
