/** The cases of a study, for those who run it. */
import { byCategoryThenNumber, specialtyName, type Action, type Group } from '#lib/domain/case.ts';
import { placeOf, type Page } from '#lib/domain/page.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as heads from '../../store/case-heads.ts';
import * as store from '../../store/cases.ts';
import { actionValue } from './case-values.ts';

export type CaseInList = {
	externalId: string;
	specialty: string;
	actions: number;
	/** True for a qualification case. */
	gold: boolean;
};

export type CaseToRead = {
	externalId: string;
	specialty: string;
	presentation: string;
	question: string | null;
	reference: string | null;
	gold: boolean;
	/** In the order of the case screen, without the records of the file they came from. */
	actions: Omit<Action, 'source'>[];
	groups: Omit<Group, 'source'>[];
};

/** A page of the cases, and how many there are in all. */
export type CaseList = Page<CaseInList> & { actions: number; gold: number };

/** Cases on one page. */
const ON_A_PAGE = 200;

/** A page of the cases in the order they came in, those for qualification among them. */
export async function list(app: App, actor: Actor, slug: string, asked = 1): Promise<CaseList> {
	const { studyId, ...found } = await read(app.db, function* (tx) {
		const { id } = yield* coordinatorOf(tx, actor, slug);
		const { cases: of, gold } = (yield* heads.counted(tx, { studyId: id }))!;
		const { page, pages, from } = placeOf(of, asked, ON_A_PAGE);
		const rows = yield* heads.page(tx, { studyId: id, limit: ON_A_PAGE, offset: from });
		return { studyId: id, rows: rows.map(inList), ...{ page, pages, of, gold } };
	});
	return { ...found, actions: await app.crew.ask(actionsCounted, studyId) };
}

function inList({ specialty, ...item }: CaseInList): CaseInList {
	return { ...item, specialty: specialtyName(specialty) };
}

// There are forty times as many as cases, and each is looked at.
const actionsCounted = task('cases.actions-counted', 'figures', (app, studyId: number) =>
	read(app.db, function* (tx) {
		return (yield* heads.countedActions(tx, { studyId }))!.actions;
	})
);

/**
 * One case with all that a coordinator may read of it, reference scores included.
 *
 * @throws Refusal ('missing') where the study has no such case
 */
export function show(
	app: App,
	actor: Actor,
	slug: string,
	externalId: string
): Promise<CaseToRead> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const item = yield* store.byExternalId(tx, { studyId: study.id, externalId });
		if (item === undefined) {
			throw new Refusal('missing', `The study "${study.name}" has no case ${externalId}.`);
		}
		const actions = yield* store.actions(tx, { caseId: item.id });
		const groups = yield* store.groups(tx, { caseId: item.id });
		return {
			externalId,
			specialty: specialtyName(item.specialty),
			presentation: item.presentation,
			question: item.question,
			reference: item.reference,
			gold: item.gold,
			actions: actions.sort(byCategoryThenNumber).map(actionToRead),
			groups: groups.map(({ name, pickCount, pickType }) => ({ name, pickCount, pickType }))
		};
	});
}

function actionToRead(row: store.ActionRow): CaseToRead['actions'][number] {
	const { number, text, category, group, groupType, dependsOn, isHarmOfInaction, referenceScore } =
		actionValue(row);
	return { number, text, category, group, groupType, dependsOn, isHarmOfInaction, referenceScore };
}
