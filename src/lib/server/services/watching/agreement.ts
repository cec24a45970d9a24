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
import type { WholeFigures } from './figures.ts';

export type StudyAgreement = { whole: WholeFigures; cases: Page<CaseFigures> };

/** Cases on one page. */
export const AGREEMENT_ROWS = 100;

type View = { page?: number; order?: CaseOrder | null };

/**
 * Agreement over every rating so far, submitted or not: of the study, and of a page of its cases.
 *
 * @param view which page, and in which order: without one, as the study has them
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
	async (app, { studyId, page = 1, order = null }: View & { studyId: number }) => {
		// What counts figures is loaded where they are counted, and weighs on no other thread.
		const { figuresOf, wholeOf } = await import('./figures.ts');
		const panel = await panelOf(app, studyId);
		const cases = panel.cases.map((item) => ({
			externalId: item.externalId,
			specialty: specialtyName(item.specialty),
			figures: figuresOf(item)
		}));
		return { whole: wholeOf(panel), cases: cut(sorted(cases, order), page, AGREEMENT_ROWS) };
	}
);

/** Every coefficient over a study, as `primum agreement` prints it; raters by pseudonym where they have one. */
export async function reportOfStudy(app: App, actor: Actor, slug: string): Promise<Report> {
	const { id: studyId } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(reported, studyId);
}

const reported = task('watching.report', 'figures', async (app, studyId: number) => {
	const people = await read(app.db, (tx) => members.ofStudy(tx, { studyId }));
	const { reportOf } = await import('./report-of-panel.ts');
	return reportOf(await panelOf(app, studyId), people);
});
