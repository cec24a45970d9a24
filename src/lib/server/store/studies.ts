/** Studies: annotation campaigns, each with its own settings. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Study = Tables['studies']['$inferSelect'];
type NewStudy = Tables['studies']['$inferInsert'];

export const bySlug = one(({ q, t }, given: Given<{ slug: string }>) =>
	q.select().from(t.studies).where(eq(t.studies.slug, given.slug))
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.studies).where(eq(t.studies.id, given.id))
);

export const list = all(({ q, t }) => q.select().from(t.studies).orderBy(asc(t.studies.id)));

/** The studies someone takes part in, with the role; those that the person has left are none. */
export const ofUser = all(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select({ study: t.studies, role: t.members.role })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(and(eq(t.members.userId, given.userId), isNull(t.members.leftAt)))
		.orderBy(asc(t.studies.id))
);

export function* insert(tx: Queries, study: NewStudy): Steps<Study> {
	return yield* rows.insert(tx, tx.t.studies, study);
}

export function* update(tx: Queries, id: number, change: Partial<NewStudy>): Steps<void> {
	yield* rows.update(tx, tx.t.studies, { id }, change);
}
