/** Cases with their variants, groups and actions. */
import { and, asc, eq, getTableColumns, inArray, max } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';
import { isAsked } from './asked.ts';
import { are, isPresent, isWording, type Which } from './which.ts';

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

/** The present actions of an assignment's case that its round asks, in file order. */
export const askedActions = all((tx, given: Given<{ assignmentId: number }>) =>
	tx.q
		.select(getTableColumns(tx.t.actions))
		.from(tx.t.assignments)
		.innerJoin(tx.t.rounds, eq(tx.t.rounds.id, tx.t.assignments.roundId))
		.innerJoin(tx.t.actions, and(eq(tx.t.actions.caseId, tx.t.assignments.caseId), isAsked(tx)))
		.where(eq(tx.t.assignments.id, given.assignmentId))
		.orderBy(asc(tx.t.actions.position), asc(tx.t.actions.id))
);

/** The case of this id in this study. */
export const byExternalId = one((tx, given: Given<{ studyId: number; externalId: string }>) =>
	tx.q
		.select()
		.from(tx.t.cases)
		.where(
			and(
				eq(tx.t.cases.studyId, given.studyId),
				eq(tx.t.cases.externalId, given.externalId),
				are(tx, 'all')
			)
		)
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.cases).where(eq(t.cases.id, given.id))
);

/** The present actions of a case, in file order. */
export const actions = all(({ q, t }, given: Given<{ caseId: number }>) =>
	q
		.select()
		.from(t.actions)
		.where(and(eq(t.actions.caseId, given.caseId), isPresent({ t })))
		.orderBy(asc(t.actions.position), asc(t.actions.id))
);

export const groups = all(({ q, t }, given: Given<{ caseId: number }>) =>
	q.select().from(t.groups).where(eq(t.groups.caseId, given.caseId)).orderBy(asc(t.groups.position))
);

const whole = (which: Which) => {
	const ofStudy = (tx: Queries, given: Given<{ studyId: number }>) =>
		and(eq(tx.t.cases.studyId, given.studyId), are(tx, which));
	return {
		cases: all((tx, given: Given<{ studyId: number }>) =>
			tx.q
				.select()
				.from(tx.t.cases)
				.where(ofStudy(tx, given))
				.orderBy(asc(tx.t.cases.position), asc(tx.t.cases.id))
		),
		actions: all((tx, given: Given<{ studyId: number }>) =>
			tx.q
				.select(getTableColumns(tx.t.actions))
				.from(tx.t.actions)
				.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
				.where(and(ofStudy(tx, given), which === 'all' ? isWording(tx) : isPresent(tx)))
				.orderBy(asc(tx.t.actions.position), asc(tx.t.actions.id))
		),
		groups: all((tx, given: Given<{ studyId: number }>) =>
			tx.q
				.select(getTableColumns(tx.t.groups))
				.from(tx.t.groups)
				.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.groups.caseId))
				.where(ofStudy(tx, given))
				.orderBy(asc(tx.t.groups.position))
		),
		variants: all((tx, given: Given<{ studyId: number }>) =>
			tx.q
				.select(getTableColumns(tx.t.variants))
				.from(tx.t.variants)
				.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.variants.caseId))
				.where(ofStudy(tx, given))
				.orderBy(asc(tx.t.variants.position))
		)
	};
};

const WHOLE = { ordinary: whole('ordinary'), gold: whole('gold'), all: whole('all') };

/** The cases of a study with all that belongs to each, in file order. */
export function* wholeStudy(
	tx: Queries,
	studyId: number,
	which: Which = 'ordinary'
): Steps<CaseRows[]> {
	const of = WHOLE[which];
	const found = yield* of.cases(tx, { studyId });
	const byCase = <T extends { caseId: number }>(list: T[]) =>
		Map.groupBy(list, ({ caseId }) => caseId);
	const actionsOf = byCase(yield* of.actions(tx, { studyId }));
	const groupsOf = byCase(yield* of.groups(tx, { studyId }));
	const variantsOf = byCase(yield* of.variants(tx, { studyId }));
	return found.map((row) => ({
		row,
		actions: actionsOf.get(row.id) ?? [],
		groups: groupsOf.get(row.id) ?? [],
		variants: variantsOf.get(row.id) ?? []
	}));
}

/**
 * Some cases with all that belongs to each, in file order.
 *
 * @param ids of ordinary or qualification cases, some hundreds at most
 */
export function* some(tx: Queries, ids: readonly number[]): Steps<CaseRows[]> {
	const { q, t } = tx;
	const among = [...ids];
	const found = yield* run(
		q
			.select()
			.from(t.cases)
			.where(inArray(t.cases.id, among))
			.orderBy(asc(t.cases.position), asc(t.cases.id))
	);
	const byCase = <T extends { caseId: number }>(list: T[]) =>
		Map.groupBy(list, ({ caseId }) => caseId);
	const actionsOf = byCase(
		yield* run(
			q
				.select()
				.from(t.actions)
				.where(and(inArray(t.actions.caseId, among), isPresent(tx)))
				.orderBy(asc(t.actions.position), asc(t.actions.id))
		)
	);
	const groupsOf = byCase(
		yield* run(
			q
				.select()
				.from(t.groups)
				.where(inArray(t.groups.caseId, among))
				.orderBy(asc(t.groups.position))
		)
	);
	const variantsOf = byCase(
		yield* run(
			q
				.select()
				.from(t.variants)
				.where(inArray(t.variants.caseId, among))
				.orderBy(asc(t.variants.position))
		)
	);
	return found.map((row) => ({
		row,
		actions: actionsOf.get(row.id) ?? [],
		groups: groupsOf.get(row.id) ?? [],
		variants: variantsOf.get(row.id) ?? []
	}));
}

/** Where every present action of a study is, by case and number, without any text. */
export const places = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({
			actionId: tx.t.actions.id,
			number: tx.t.actions.number,
			caseId: tx.t.cases.id,
			externalId: tx.t.cases.externalId,
			gold: tx.t.cases.gold
		})
		.from(tx.t.actions)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'all'), isWording(tx)))
);

/** Where one present action of a study's ordinary cases is. */
export const placeOf = one((tx, given: Given<{ studyId: number; actionId: number }>) =>
	tx.q
		.select({ caseId: tx.t.actions.caseId, number: tx.t.actions.number })
		.from(tx.t.actions)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
		.where(
			and(
				eq(tx.t.actions.id, given.actionId),
				eq(tx.t.cases.studyId, given.studyId),
				are(tx, 'ordinary'),
				isPresent(tx)
			)
		)
);

/** What is judged in each present action of a study, in the order of its cases, without any text. */
export const judged = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({
			id: tx.t.actions.id,
			caseId: tx.t.actions.caseId,
			number: tx.t.actions.number,
			category: tx.t.actions.category,
			referenceScore: tx.t.actions.referenceScore
		})
		.from(tx.t.actions)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'ordinary'), isPresent(tx)))
		.orderBy(asc(tx.t.cases.position), asc(tx.t.cases.id), asc(tx.t.actions.position))
);

const ratedActions = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.selectDistinct({ id: t.ratings.actionId })
		.from(t.ratings)
		.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(eq(t.cases.studyId, given.studyId))
);

/** Ids of actions of a study that have at least one rating. */
export function* ratedActionIds(tx: Queries, studyId: number): Steps<Set<number>> {
	return new Set((yield* ratedActions(tx, { studyId })).map(({ id }) => id));
}

/** Ids of cases of a study in which somebody has rated something, whatever its wording now. */
export const ratedIds = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.selectDistinct({ id: t.assignments.caseId })
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(eq(t.cases.studyId, given.studyId))
);

const someRating = one(({ q, t }, given: Given<{ caseId: number }>) =>
	q
		.select({ id: t.ratings.id })
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.where(eq(t.assignments.caseId, given.caseId))
		.limit(1)
);

/** Whether somebody has rated something in a case, whatever its wording now. */
export function* isRated(tx: Queries, caseId: number): Steps<boolean> {
	return (yield* someRating(tx, { caseId })) !== undefined;
}

/** Ids of actions of one case that have at least one rating. */
export const ratedActionIdsOfCase = all(({ q, t }, given: Given<{ caseId: number }>) =>
	q
		.selectDistinct({ id: t.ratings.actionId })
		.from(t.ratings)
		.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
		.where(eq(t.actions.caseId, given.caseId))
);

const newestWordings = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ caseId: t.actions.caseId, number: t.actions.number, wording: max(t.actions.wording) })
		.from(t.actions)
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(eq(t.cases.studyId, given.studyId))
		.groupBy(t.actions.caseId, t.actions.number)
);

/** By case, then by number: the newest wording there ever was, superseded ones included. */
export function* wordings(tx: Queries, studyId: number): Steps<Map<number, Map<number, number>>> {
	const found = yield* newestWordings(tx, { studyId });
	const byCase = Map.groupBy(found, ({ caseId }) => caseId);
	return new Map(
		[...byCase].map(([id, list]) => [
			id,
			new Map(list.map(({ number, wording }) => [number, wording ?? 0]))
		])
	);
}

export function* insertCase(tx: Queries, row: Tables['cases']['$inferInsert']): Steps<CaseRow> {
	return yield* rows.insert(tx, tx.t.cases, row);
}

/**
 * Changes a case, and raises its version.
 *
 * @param reworded whether presentation or question have a new meaning
 */
export function* updateCase(
	tx: Queries,
	id: number,
	change: Partial<Tables['cases']['$inferInsert']>,
	reworded = false
): Steps<void> {
	const { version, wording } = (yield* byId(tx, { id }))!;
	const next = { version: version + 1, wording: reworded ? wording + 1 : wording };
	yield* rows.update(tx, tx.t.cases, { id }, { ...change, ...next });
}

export function* insertActions(
	tx: Queries,
	given: readonly Tables['actions']['$inferInsert'][]
): Steps<void> {
	yield* rows.insertMany(tx, tx.t.actions, given);
}

export function* updateAction(
	tx: Queries,
	id: number,
	change: Partial<Tables['actions']['$inferInsert']>
): Steps<void> {
	yield* rows.update(tx, tx.t.actions, { id }, change);
}

export function* insertGroupsAndVariants(
	tx: Queries,
	groupRows: readonly Tables['groups']['$inferInsert'][],
	variantRows: readonly Tables['variants']['$inferInsert'][]
): Steps<void> {
	yield* rows.insertMany(tx, tx.t.groups, groupRows);
	yield* rows.insertMany(tx, tx.t.variants, variantRows);
}

/** Puts these groups and variants in the place of those the case has. No rating refers to either. */
export function* replaceGroupsAndVariants(
	tx: Queries,
	caseId: number,
	newGroups: readonly Tables['groups']['$inferInsert'][],
	newVariants: readonly Tables['variants']['$inferInsert'][]
): Steps<void> {
	yield* rows.remove(tx, tx.t.groups, { caseId });
	yield* rows.remove(tx, tx.t.variants, { caseId });
	yield* insertGroupsAndVariants(tx, newGroups, newVariants);
}
