/** The trail: who changed what that is not a rating. It only grows. */
import { desc, eq } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';

export type AuditEvent = Tables['auditEvents']['$inferSelect'];

export function* record(
	{ q, t }: Queries,
	event: Tables['auditEvents']['$inferInsert']
): Steps<void> {
	yield* run(q.insert(t.auditEvents).values(event));
}

/** The newest events of a study first. */
export async function ofStudy(
	{ q, t }: Queries,
	studyId: number,
	limit: number
): Promise<AuditEvent[]> {
	return q
		.select()
		.from(t.auditEvents)
		.where(eq(t.auditEvents.studyId, studyId))
		.orderBy(desc(t.auditEvents.id))
		.limit(limit);
}
