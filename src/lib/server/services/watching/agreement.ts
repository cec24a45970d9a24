/** How alike the ratings of a study are, in all and case by case. */
import type { Report } from '#lib/agreement/report.ts';
import type { Sparse } from '#lib/agreement/table.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { sorted, type CaseFigures, type CaseOrder } from '#lib/domain/case-order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import {
	answerOf,
	voicesOf,
	type Voice,
	panelOf,
	scoreIn,
	type PanelCase,
	type StudyPanel
} from '../../panel/index.ts';
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
	return reportOf(await panelOf(app, studyId), people);
});

async function reportOf(
	panel: StudyPanel,
	people: readonly members.NamedMember[]
): Promise<Report> {
	const { report } = await import('#lib/agreement/report.ts');
	const voices = panel.cases.map((item) => ({ item, of: voicesOf(item) }));
	const active = new Set(
		voices
			.flatMap(({ of }) =>
				of.filter((voice) => voice.some(({ answers }) => answers.some((answer) => answer !== 0)))
			)
			.map((voice) => voice[0]!.memberId)
	);
	const raters = people.filter(({ id }) => active.has(id)).sort(members.byPseudonym);
	return report(
		tableOf(
			voices,
			raters.map(({ id }) => id)
		),
		undefined,
		raters.map(({ pseudonym }, index) => pseudonym ?? `r${index + 1}`)
	);
}

/** Actions × raters without the holes: a rater gave a score to few of the actions. */
function tableOf(
	voices: readonly { item: PanelCase; of: Voice[] }[],
	raters: readonly number[]
): Sparse {
	const columnOf = new Map(raters.map((id, at) => [id, at]));
	const [starts, who, values] = [[0], [] as number[], [] as number[]];
	for (const { item, of } of voices) {
		const ordered = of
			.flatMap((voice) => {
				const column = columnOf.get(voice[0]!.memberId);
				return column === undefined ? [] : [{ column, voice }];
			})
			.sort((a, b) => a.column - b.column);
		item.actions.forEach((_, at) => {
			for (const { column, voice } of ordered) {
				const score = scoreIn(answerOf(voice, at));
				if (score === null) continue;
				who.push(column);
				values.push(score);
			}
			starts.push(values.length);
		});
	}
	return { raters: raters.length, starts, who, values };
}
