/** Adjudicators' rulings: of each adjudicator the newest on an action counts, the older ones stay. */
import { and, asc, count, desc, eq, getTableColumns, isNull, type SQLWrapper } from 'drizzle-orm';
import type { Ruling } from '#lib/domain/consensus.ts';
import { standingOf, type RulingStanding } from '#lib/domain/ruling.ts';
import { all, one, type Given } from '../db/query.ts';
import { insert, update } from '../db/rows.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Adjudication = Tables['adjudications']['$inferSelect'];

/**
 * The condition on rulings of a study, whose actions and cases are joined by `crossJoin`: SQLite keeps that order, and
 * goes from the few rulings, and not from every action of the study.
 */
function isIn({ t }: Pick<Queries, 't'>, studyId: SQLWrapper) {
	return and(
		eq(t.actions.id, t.adjudications.actionId),
		eq(t.cases.id, t.actions.caseId),
		eq(t.cases.studyId, studyId)
	);
}

/** The same, of those of one person that count now. */
function isOf({ t }: Pick<Queries, 't'>, given: Given<{ studyId: number; userId: number }>) {
	return and(
		isIn({ t }, given.studyId),
		eq(t.adjudications.userId, given.userId),
		isNull(t.adjudications.supersededAt)
	);
}

/** The rulings of a study that count now, the oldest first. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ ...getTableColumns(t.adjudications), caseId: t.actions.caseId })
		.from(t.adjudications)
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(and(isIn({ t }, given.studyId), isNull(t.adjudications.supersededAt)))
		.orderBy(asc(t.adjudications.id))
);

/** Every ruling of a study, those too that count no more, the oldest first. */
export const everOfStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ ...getTableColumns(t.adjudications), caseId: t.actions.caseId })
		.from(t.adjudications)
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(isIn({ t }, given.studyId))
		.orderBy(asc(t.adjudications.id))
);

/** The rulings on one action that count now, the oldest first. */
export const ofAction = all(({ q, t }, given: Given<{ actionId: number }>) =>
	q
		.select()
		.from(t.adjudications)
		.where(and(eq(t.adjudications.actionId, given.actionId), isNull(t.adjudications.supersededAt)))
		.orderBy(asc(t.adjudications.id))
);

/** The same of all actions of one case. */
export const ofCase = all(({ q, t }, given: Given<{ caseId: number }>) =>
	q
		.select(getTableColumns(t.adjudications))
		.from(t.adjudications)
		.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
		.where(and(eq(t.actions.caseId, given.caseId), isNull(t.adjudications.supersededAt)))
		.orderBy(asc(t.adjudications.id))
);

/** Everything that one person has ruled on an action, superseded or not, the oldest first. */
export const ofPerson = all(({ q, t }, given: Given<{ actionId: number; userId: number }>) =>
	q
		.select()
		.from(t.adjudications)
		.where(
			and(eq(t.adjudications.actionId, given.actionId), eq(t.adjudications.userId, given.userId))
		)
		.orderBy(asc(t.adjudications.id))
);

/** When each ruling of a study was given, superseded or not, and by whom. */
export const times = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ userId: t.adjudications.userId, at: t.adjudications.createdAt })
		.from(t.adjudications)
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(isIn({ t }, given.studyId))
);

/** A person's rulings that count now, the newest first: some of them, each with its action. */
export const listOf = all(
	({ q, t }, given: Given<{ studyId: number; userId: number; from: number; limit: number }>) =>
		q
			.select({
				...getTableColumns(t.adjudications),
				number: t.actions.number,
				text: t.actions.text,
				externalId: t.cases.externalId
			})
			.from(t.adjudications)
			.crossJoin(t.actions)
			.crossJoin(t.cases)
			.where(isOf({ t }, given))
			.orderBy(desc(t.adjudications.id))
			.limit(given.limit)
			.offset(given.from)
);

/** How many there are. */
export const countOf = one(({ q, t }, given: Given<{ studyId: number; userId: number }>) =>
	q
		.select({ rulings: count() })
		.from(t.adjudications)
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(isOf({ t }, given))
);

/** What of a study says which of its rulings hold. */
type Wanting = { id: number; rulingsWanted: number };

/** What adjudicators have settled, by the id of the action: what waits for another of them is not among it. */
export function* holding(
	tx: Queries,
	{ id, rulingsWanted }: Wanting
): Steps<ReadonlyMap<number, Ruling>> {
	return held(standingsIn(yield* ofStudy(tx, { studyId: id }), rulingsWanted));
}

/**
 * What rulings come to, by the id of the action.
 *
 * @param given those that count now, the oldest first
 */
export function standingsIn(
	given: readonly Adjudication[],
	rulingsWanted: number
): Map<number, RulingStanding> {
	const byAction = Map.groupBy(given, ({ actionId }) => actionId);
	return new Map(
		[...byAction].map(([actionId, theirs]) => [actionId, standingOf(theirs, rulingsWanted)!])
	);
}

/** Those of them that hold. */
export function held(standings: ReadonlyMap<number, RulingStanding>): Map<number, Ruling> {
	const found = new Map<number, Ruling>();
	for (const [actionId, standing] of standings) {
		if (standing.state === 'holds') found.set(actionId, standing.ruling);
	}
	return found;
}

/** The ids of the actions on which somebody has ruled, whether that holds or not. */
export const ruled = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.selectDistinct({ actionId: t.adjudications.actionId })
		.from(t.adjudications)
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(and(isIn({ t }, given.studyId), isNull(t.adjudications.supersededAt)))
);

/** Records a ruling and puts it in the place of the same person's earlier one on the same action. */
export function* rule(
	tx: Queries,
	ruling: Tables['adjudications']['$inferInsert']
): Steps<Adjudication> {
	const { actionId, userId, createdAt } = ruling;
	yield* update(
		tx,
		tx.t.adjudications,
		{ actionId, userId, supersededAt: null },
		{ supersededAt: createdAt }
	);
	return yield* insert(tx, tx.t.adjudications, ruling);
}
