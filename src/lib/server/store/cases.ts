/** Cases with their variants, groups and actions. */
import { and, asc, count, eq, inArray, isNull, max } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import { are, type Which } from './which.ts';

export type CaseRow = Tables['cases']['$inferSelect'];
export type ActionRow = Tables['actions']['$inferSelect'];
export type GroupRow = Tables['groups']['$inferSelect'];
export type VariantRow = Tables['variants']['$inferSelect'];

/** A case as it stands now: superseded wordings are not among its actions. */
export type CaseRows = {
	row: CaseRow;
	actions: ActionRow[];
	groups: GroupRow[];
	variants: VariantRow[];
};

/** The head of a case, with the number of its present actions. */
export type CaseSummary = Pick<CaseRow, 'id' | 'externalId' | 'specialty' | 'position' | 'gold'> & {
	actions: number;
	/** Those of them that have a reference score. */
	keyed: number;
};

/** The heads of a study's cases, in file order. */
export function summaries(tx: Queries, studyId: number, which: Which = 'ordinary') {
	const { q, t } = tx;
	const { id, externalId, specialty, position, gold } = t.cases;
	return q
		.select({
			id,
			externalId,
			specialty,
			position,
			gold,
			actions: count(t.actions.id),
			keyed: count(t.actions.referenceScore)
		})
		.from(t.cases)
		.leftJoin(t.actions, and(eq(t.actions.caseId, t.cases.id), isNull(t.actions.supersededAt)))
		.where(and(eq(t.cases.studyId, studyId), are(tx, which)))
		.groupBy(id, externalId, specialty, position, gold)
		.orderBy(asc(position), asc(id));
}

/** The case of this id in this study; empty where there is none. */
export function byExternalId({ q, t }: Queries, studyId: number, externalId: string) {
	return q
		.select()
		.from(t.cases)
		.where(and(eq(t.cases.studyId, studyId), eq(t.cases.externalId, externalId)));
}

export function byId({ q, t }: Queries, id: number) {
	return q.select().from(t.cases).where(eq(t.cases.id, id));
}

/** The present actions of a case, in file order. */
export function actions({ q, t }: Queries, caseId: number) {
	return q
		.select()
		.from(t.actions)
		.where(and(eq(t.actions.caseId, caseId), isNull(t.actions.supersededAt)))
		.orderBy(asc(t.actions.position), asc(t.actions.id));
}

/** One action, whatever its wording; empty where there is none. */
export function action({ q, t }: Queries, id: number) {
	return q.select().from(t.actions).where(eq(t.actions.id, id));
}

export function groups({ q, t }: Queries, caseId: number) {
	return q
		.select()
		.from(t.groups)
		.where(eq(t.groups.caseId, caseId))
		.orderBy(asc(t.groups.position));
}

/** The cases of a study with all that belongs to each, in file order. */
export async function wholeStudy(
	tx: Queries,
	studyId: number,
	which: Which = 'ordinary'
): Promise<CaseRows[]> {
	const { q, t } = tx;
	const ofStudy = and(eq(t.cases.studyId, studyId), are(tx, which));
	const [rows, allActions, allGroups, allVariants] = await Promise.all([
		q.select().from(t.cases).where(ofStudy).orderBy(asc(t.cases.position), asc(t.cases.id)),
		q
			.select({ action: t.actions })
			.from(t.actions)
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(and(ofStudy, isNull(t.actions.supersededAt)))
			.orderBy(asc(t.actions.position), asc(t.actions.id)),
		q
			.select({ group: t.groups })
			.from(t.groups)
			.innerJoin(t.cases, eq(t.cases.id, t.groups.caseId))
			.where(ofStudy)
			.orderBy(asc(t.groups.position)),
		q
			.select({ variant: t.variants })
			.from(t.variants)
			.innerJoin(t.cases, eq(t.cases.id, t.variants.caseId))
			.where(ofStudy)
			.orderBy(asc(t.variants.position))
	]);
	const actionsOf = Map.groupBy(allActions, ({ action }) => action.caseId);
	const groupsOf = Map.groupBy(allGroups, ({ group }) => group.caseId);
	const variantsOf = Map.groupBy(allVariants, ({ variant }) => variant.caseId);
	return rows.map((row) => ({
		row,
		actions: (actionsOf.get(row.id) ?? []).map(({ action }) => action),
		groups: (groupsOf.get(row.id) ?? []).map(({ group }) => group),
		variants: (variantsOf.get(row.id) ?? []).map(({ variant }) => variant)
	}));
}

/** Ids of actions of a study that have at least one rating. */
export async function ratedActionIds({ q, t }: Queries, studyId: number): Promise<Set<number>> {
	const rows = await q
		.selectDistinct({ id: t.ratings.actionId })
		.from(t.ratings)
		.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(eq(t.cases.studyId, studyId));
	return new Set(rows.map(({ id }) => id));
}

/** Ids of cases of a study in which somebody has rated something, whatever its wording now. */
export function ratedIds({ q, t }: Queries, studyId: number) {
	return q
		.selectDistinct({ id: t.assignments.caseId })
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(eq(t.cases.studyId, studyId));
}

/** Ids of actions of one case that have at least one rating. */
export function ratedActionIdsOfCase({ q, t }: Queries, caseId: number) {
	return q
		.selectDistinct({ id: t.ratings.actionId })
		.from(t.ratings)
		.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
		.where(eq(t.actions.caseId, caseId));
}

/** By case, then by number: the newest wording there ever was, superseded ones included. */
export async function wordings(
	{ q, t }: Queries,
	studyId: number
): Promise<Map<number, Map<number, number>>> {
	const rows = await q
		.select({ caseId: t.actions.caseId, number: t.actions.number, wording: max(t.actions.wording) })
		.from(t.actions)
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(eq(t.cases.studyId, studyId))
		.groupBy(t.actions.caseId, t.actions.number);
	const byCase = Map.groupBy(rows, ({ caseId }) => caseId);
	return new Map(
		[...byCase].map(([id, list]) => [
			id,
			new Map(list.map(({ number, wording }) => [number, wording ?? 0]))
		])
	);
}

export function* insertCase(
	{ q, t }: Queries,
	row: Tables['cases']['$inferInsert']
): Steps<CaseRow> {
	const rows = yield* run(q.insert(t.cases).values(row).returning());
	return rows[0]!;
}

export function* updateCase(
	{ q, t }: Queries,
	id: number,
	change: Partial<Tables['cases']['$inferInsert']>
): Steps<void> {
	yield* run(q.update(t.cases).set(change).where(eq(t.cases.id, id)));
}

export function* insertActions(
	{ q, t }: Queries,
	rows: Tables['actions']['$inferInsert'][]
): Steps<void> {
	for (const chunk of chunks(rows)) yield* run(q.insert(t.actions).values(chunk));
}

export function* updateAction(
	{ q, t }: Queries,
	id: number,
	change: Partial<Tables['actions']['$inferInsert']>
): Steps<void> {
	yield* run(q.update(t.actions).set(change).where(eq(t.actions.id, id)));
}

export function* removeActions({ q, t }: Queries, ids: number[]): Steps<void> {
	if (ids.length > 0) yield* run(q.delete(t.actions).where(inArray(t.actions.id, ids)));
}

/** Puts these groups and variants in the place of those the case has. No rating refers to either. */
export function* replaceGroupsAndVariants(
	{ q, t }: Queries,
	caseId: number,
	newGroups: Tables['groups']['$inferInsert'][],
	newVariants: Tables['variants']['$inferInsert'][]
): Steps<void> {
	yield* run(q.delete(t.groups).where(eq(t.groups.caseId, caseId)));
	yield* run(q.delete(t.variants).where(eq(t.variants.caseId, caseId)));
	for (const chunk of chunks(newGroups)) yield* run(q.insert(t.groups).values(chunk));
	for (const chunk of chunks(newVariants)) yield* run(q.insert(t.variants).values(chunk));
}

/** Both databases bound the parameters of one statement. */
function chunks<T>(rows: readonly T[], size = 500): T[][] {
	const result: T[][] = [];
	for (let at = 0; at < rows.length; at += size) result.push(rows.slice(at, at + size));
	return result;
}
