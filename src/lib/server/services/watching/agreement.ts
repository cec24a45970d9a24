/** How alike the ratings of a study are, in all and case by case. */
import type { Report } from '#lib/agreement/report.ts';
import { FIRST_VIEW, type AgreementView } from '#lib/domain/agreement-view.ts';
import type { CaseOrder } from '#lib/domain/case-order.ts';
import type { Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import type { CaseFigures, Counted, StudyRules } from './count-agreement.ts';
import { specialtiesOf } from './specialties.ts';

export type StudyAgreement = Counted & { cases: Page<CaseFigures> };

/** What is asked for; what is left out is as in `FIRST_VIEW`, and the first page in the order of the study. */
type Asked = Partial<AgreementView> & { page?: number; order?: CaseOrder | null };

/**
 * Agreement of a study as a page shows it: five figures, slices, classes, scores, and a page of its cases. Without
 * any choice it is over what a release would carry: of each rater the newest answer, under a signature, before any
 * ruling.
 */
export async function agreement(
	app: App,
	actor: Actor,
	slug: string,
	{ page = 1, order = null, ...asked }: Asked = {}
): Promise<StudyAgreement> {
	const { study } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	const { id: studyId, band, ratersPerCase } = study;
	const view = { ...FIRST_VIEW, ...asked };
	return app.crew.ask(counted, { studyId, rules: { band, ratersPerCase }, view, page, order });
}

type Given = {
	studyId: number;
	rules: StudyRules;
	view: AgreementView;
	page: number;
	order: CaseOrder | null;
};

const counted = task(
	'watching.agreement',
	'figures',
	async (app, { studyId, rules, view, page, order }: Given) => {
		// What counts figures is loaded where they are counted, and weighs on no other thread.
		const { agreementOf } = await import('./count-agreement.ts');
		const panel = await panelOf(app, studyId);
		const specialties = await specialtiesOf(app, studyId, panel);
		return agreementOf({ panel, specialties, rules }, view, { page, order });
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
