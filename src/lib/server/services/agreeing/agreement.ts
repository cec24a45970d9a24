/** How alike the ratings of a study are, in all and case by case. */
import { FIRST_VIEW, type AgreementView } from '#lib/domain/agreement-view.ts';
import type { CaseOrder } from '#lib/domain/case-order.ts';
import type { Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
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
	'agreeing.agreement',
	'figures',
	async (app, { studyId, rules, view, page, order }: Given) => {
		// What counts figures is loaded where they are counted, and weighs on no other thread.
		const { agreementOf } = await import('./count-agreement.ts');
		const panel = await panelOf(app, studyId);
		const specialties = await specialtiesOf(app, studyId, panel);
		return agreementOf({ panel, specialties, rules }, view, { page, order });
	}
);
