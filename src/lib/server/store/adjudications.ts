/** An adjudicator's rulings; the newest on an action counts, the older ones stay. */
import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm';
import { all, type Given } from '../db/query.ts';
import { insert, update } from '../db/rows.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Adjudication = Tables['adjudications']['$inferSelect'];

/** The rulings that count now. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select(getTableColumns(t.adjudications))
		.from(t.adjudications)
		.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(and(eq(t.cases.studyId, given.studyId), isNull(t.adjudications.supersededAt)))
		.orderBy(asc(t.adjudications.id))
);

/** The ids of the actions that are ruled on now. */
export const ruled = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ actionId: t.adjudications.actionId })
		.from(t.adjudications)
		.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(and(eq(t.cases.studyId, given.studyId), isNull(t.adjudications.supersededAt)))
);

/** Records a ruling and puts it in the place of an earlier one on the same action. */
export function* rule(
	tx: Queries,
	ruling: Tables['adjudications']['$inferInsert']
): Steps<Adjudication> {
	const { actionId, createdAt } = ruling;
	yield* update(
		tx,
		tx.t.adjudications,
		{ actionId, supersededAt: null },
		{ supersededAt: createdAt }
	);
	return yield* insert(tx, tx.t.adjudications, ruling);
}
