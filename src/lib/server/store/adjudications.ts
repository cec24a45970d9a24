/** An adjudicator's rulings; the newest on an action counts, the older ones stay. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';

export type Adjudication = Tables['adjudications']['$inferSelect'];

/** The rulings that count now. */
export async function ofStudy({ q, t }: Queries, studyId: number): Promise<Adjudication[]> {
	const rows = await q
		.select({ adjudication: t.adjudications })
		.from(t.adjudications)
		.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(and(eq(t.cases.studyId, studyId), isNull(t.adjudications.supersededAt)))
		.orderBy(asc(t.adjudications.id));
	return rows.map(({ adjudication }) => adjudication);
}

/** Records a ruling and puts it in the place of an earlier one on the same action. */
export function* rule(
	{ q, t }: Queries,
	ruling: Tables['adjudications']['$inferInsert']
): Steps<Adjudication> {
	yield* run(
		q
			.update(t.adjudications)
			.set({ supersededAt: ruling.createdAt })
			.where(
				and(eq(t.adjudications.actionId, ruling.actionId), isNull(t.adjudications.supersededAt))
			)
	);
	const rows = yield* run(q.insert(t.adjudications).values(ruling).returning());
	return rows[0]!;
}
