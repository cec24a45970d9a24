/** How alike the ratings of a study are, in all and case by case. */
import { report, type Report } from '#lib/agreement/report.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { sorted, type CaseFigures, type Order } from '#lib/domain/case-order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf, scoreIn, type StudyPanel } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import { figuresOf, wholeOf, type WholeFigures } from './figures.ts';
import { answerOf, voicesOf } from './opinions.ts';

export type StudyAgreement = { whole: WholeFigures; cases: Page<CaseFigures> };

/** Cases on one page. */
export const AGREEMENT_ROWS = 100;

type View = { page?: number; order?: Order | null };

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
	const { id: studyId } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(counted, { studyId, ...view });
}

const counted = task(
	'watching.agreement',
	'figures',
	async (app, { studyId, page = 1, order = null }: View & { studyId: number }) => {
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
	return reportOf(await panelOf(app, studyId), people);
});

function reportOf(panel: StudyPanel, people: readonly members.NamedMember[]): Report {
	const voices = panel.cases.map((item) => ({ item, of: voicesOf(item) }));
	const active = new Set(
		voices
			.flatMap(({ of }) =>
				of.filter((voice) => voice.some(({ answers }) => answers.some((answer) => answer !== 0)))
			)
			.map((voice) => voice[0]!.memberId)
	);
	const raters = people.filter(({ id }) => active.has(id)).sort(members.byPseudonym);
	const columnOf = new Map(raters.map(({ id }, at) => [id, at]));
	const table = voices.flatMap(({ item, of }) =>
		item.actions.map((_, at) => {
			const row: (number | null)[] = new Array(raters.length).fill(null);
			for (const voice of of) {
				const column = columnOf.get(voice[0]!.memberId);
				if (column !== undefined) row[column] = scoreIn(answerOf(voice, at));
			}
			return row;
		})
	);
	return report(
		table,
		undefined,
		raters.map(({ pseudonym }, index) => pseudonym ?? `r${index + 1}`)
	);
}
