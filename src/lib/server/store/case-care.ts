/** One case with all that belongs to it, as whoever cares for it needs it; and how it is taken out for good. */
import { and, asc, eq, inArray, isNotNull, max } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import { run, type Built, type Steps } from '../db/steps.ts';
import * as cases from './cases.ts';
import { isWording } from './which.ts';

type OfCase = { caseId: number };

/** The actions of a case as they are worded now, withdrawn ones too, in file order. */
export const wordedActions = all(({ q, t }, given: Given<OfCase>) =>
	q
		.select()
		.from(t.actions)
		.where(and(eq(t.actions.caseId, given.caseId), isWording({ t })))
		.orderBy(asc(t.actions.position), asc(t.actions.id))
);

/** The variants of a case in their order, its base presentation among them. */
export const variants = all(({ q, t }, given: Given<OfCase>) =>
	q
		.select()
		.from(t.variants)
		.where(eq(t.variants.caseId, given.caseId))
		.orderBy(asc(t.variants.position))
);

/** A case with its parts; withdrawn actions are among them. */
export function* whole(tx: Queries, row: cases.CaseRow): Steps<cases.CaseRows> {
	const { id: caseId } = row;
	return {
		row,
		actions: yield* wordedActions(tx, { caseId }),
		groups: yield* cases.groups(tx, { caseId }),
		variants: yield* variants(tx, { caseId })
	};
}

const newestWordings = all(({ q, t }, given: Given<OfCase>) =>
	q
		.select({ number: t.actions.number, wording: max(t.actions.wording) })
		.from(t.actions)
		.where(eq(t.actions.caseId, given.caseId))
		.groupBy(t.actions.number)
);

/** The newest wording each number of a case ever had, superseded ones included. */
export function* wordings(tx: Queries, caseId: number): Steps<Map<number, number>> {
	const found = yield* newestWordings(tx, { caseId });
	return new Map(found.map(({ number, wording }) => [number, wording ?? 0]));
}

/** Every row of an action of a case, whatever its wording. */
export const everyWording = all(({ q, t }, given: Given<OfCase & { number: number }>) =>
	q
		.select({ id: t.actions.id })
		.from(t.actions)
		.where(and(eq(t.actions.caseId, given.caseId), eq(t.actions.number, given.number)))
);

const ruledActionIds = all(({ q, t }, given: Given<OfCase>) =>
	q
		.selectDistinct({ id: t.actions.id })
		.from(t.adjudications)
		.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
		.where(eq(t.actions.caseId, given.caseId))
);

/** Ids of actions of a case that somebody has rated or ruled on, whatever their wording now. */
export function* answeredActionIds(tx: Queries, caseId: number): Steps<Set<number>> {
	const rated = yield* cases.ratedActionIdsOfCase(tx, { caseId });
	const ruled = yield* ruledActionIds(tx, { caseId });
	return new Set([...rated, ...ruled].map(({ id }) => id));
}

/** As many as one statement names. */
const AT_ONCE = 500;

/** The ids of those of these cases that are withdrawn. */
export function* withdrawnAmong(
	{ q, t }: Queries,
	caseIds: readonly number[]
): Steps<{ externalId: string }[]> {
	const found: { externalId: string }[] = [];
	for (let at = 0; at < caseIds.length; at += AT_ONCE) {
		const part = inArray(t.cases.id, caseIds.slice(at, at + AT_ONCE));
		const { externalId } = t.cases;
		const some = q.select({ externalId }).from(t.cases);
		found.push(...(yield* run(some.where(and(part, isNotNull(t.cases.withdrawnAt))))));
	}
	return found;
}

/** Takes actions that nobody has rated out of their case, and out of the rounds that name them. */
export function* removeActions({ q, t }: Queries, ids: readonly number[]): Steps<void> {
	for (let at = 0; at < ids.length; at += AT_ONCE) {
		const part = ids.slice(at, at + AT_ONCE);
		const named = q.delete(t.roundActions).where(inArray(t.roundActions.actionId, part));
		yield* run(named as Built<unknown>);
		yield* run(q.delete(t.actions).where(inArray(t.actions.id, part)) as Built<unknown>);
	}
}

const actionIds = all(({ q, t }, given: Given<OfCase>) =>
	q.select({ id: t.actions.id }).from(t.actions).where(eq(t.actions.caseId, given.caseId))
);

/** Takes out a case that nobody has, with all its parts and its places in the plan that is looked at. */
export function* remove(tx: Queries, caseId: number): Steps<void> {
	const { t } = tx;
	yield* rows.remove(tx, t.planPlaces, { caseId });
	const ids = yield* actionIds(tx, { caseId });
	yield* removeActions(
		tx,
		ids.map(({ id }) => id)
	);
	yield* rows.remove(tx, t.groups, { caseId });
	yield* rows.remove(tx, t.variants, { caseId });
	yield* rows.remove(tx, t.cases, { id: caseId });
}
