/** Adjudicators' rulings: of each adjudicator the newest on an action counts, the older ones stay. */
import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm';
import type { Ruling } from '#lib/domain/consensus.ts';
import { standingOf } from '#lib/domain/ruling.ts';
import { all, type Given } from '../db/query.ts';
import { insert, update } from '../db/rows.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Adjudication = Tables['adjudications']['$inferSelect'];

/** The rulings of a study that count now, the oldest first. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ ...getTableColumns(t.adjudications), caseId: t.actions.caseId })
		.from(t.adjudications)
		// In this order, which SQLite keeps: from the few rulings, and not from every action of the study.
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(
			and(
				eq(t.actions.id, t.adjudications.actionId),
				eq(t.cases.id, t.actions.caseId),
				eq(t.cases.studyId, given.studyId),
				isNull(t.adjudications.supersededAt)
			)
		)
		.orderBy(asc(t.adjudications.id))
);

/** What of a study says which of its rulings hold. */
type Wanting = { id: number; rulingsWanted: number };

/** What adjudicators have settled, by the id of the action: what waits for another of them is not among it. */
export function* holding(
	tx: Queries,
	{ id, rulingsWanted }: Wanting
): Steps<ReadonlyMap<number, Ruling>> {
	const given = yield* ofStudy(tx, { studyId: id });
	const held = new Map<number, Ruling>();
	for (const [actionId, theirs] of Map.groupBy(given, ({ actionId }) => actionId)) {
		const standing = standingOf(theirs, rulingsWanted);
		if (standing?.state === 'holds') held.set(actionId, standing.ruling);
	}
	return held;
}

/** The ids of the actions on which somebody has ruled, whether that holds or not. */
export const ruled = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.selectDistinct({ actionId: t.adjudications.actionId })
		.from(t.adjudications)
		.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(and(eq(t.cases.studyId, given.studyId), isNull(t.adjudications.supersededAt)))
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
