/** How alike the ratings of a study are, in all and case by case. */
import type { Report } from '#lib/agreement/report.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { sorted, type CaseFigures, type CaseOrder } from '#lib/domain/case-order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
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

/**
 * Every coefficient over a study, as `primum agreement` prints it; raters by pseudonym where they have one.
 *
 * @param round whose answers alone are counted; null for the newest answer of each rater
 * @throws Refusal ('missing') where the study has no such round
 */
export async function reportOfStudy(
	app: App,
	actor: Actor,
	slug: string,
	round: number | null = null
): Promise<Report> {
	const studyId = await read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		if (round !== null) yield* rounds.numbered(tx, study.id, round);
		return study.id;
	});
	return app.crew.ask(reported, { studyId, round });
}

const reported = task(
	'watching.report',
	'figures',
	async (app, { studyId, round }: { studyId: number; round: number | null }) => {
		const people = await read(app.db, (tx) => members.ofStudy(tx, { studyId }));
		const { reportOf } = await import('./report-of-panel.ts');
		return reportOf(await panelOf(app, studyId), people, round === null ? {} : { only: round });
	}
);
