/** The trail: who changed what that is not a rating. It only grows. */
import { and, asc, desc, eq, getTableColumns, gt, sql, type Column } from 'drizzle-orm';
import type { JsonObject } from '#lib/domain/case.ts';
import type { By, TrailEvent } from '#lib/domain/trail.ts';
import type { Change } from '../db/atomically.ts';
import { inBulk, withoutId } from '../db/in-bulk.ts';
import { all, one, type Given } from '../db/query.ts';
import { insert, insertMany } from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type AuditEvent = Tables['auditEvents']['$inferSelect'];

/** Writes a line of the trail, with who makes this change, when and from where. */
export function* record(tx: Change, event: TrailEvent): Steps<void> {
	yield* insert(tx, tx.t.auditEvents, line(tx, event));
}

/** Writes many lines at once. */
export function* recordAll(tx: Change, events: readonly TrailEvent[]): Steps<void> {
	yield* insertMany(
		tx,
		tx.t.auditEvents,
		events.map((event) => line(tx, event))
	);
}

type Made = {
	studyId: number;
	roundId: number;
	/** Assignments with a higher id than this are meant. */
	after: number;
};

const writeMade = inBulk<Made & By>(({ q, t }, given) => {
	const { assignments, auditEvents } = t;
	// An insertion from a selection must be told the type of each value.
	const cell = (column: Column, value: unknown) =>
		sql`cast(${value} as ${sql.raw(column.getSQLType())})`.as(column.name);
	const told = sql`'{"caseId":' || ${assignments.caseId} || ',"memberId":' || ${assignments.memberId} || '}'`;
	return q.insert(withoutId(auditEvents)).select(
		q
			.select({
				at: cell(auditEvents.at, given.at),
				userId: cell(auditEvents.userId, given.userId),
				studyId: cell(auditEvents.studyId, given.studyId),
				via: cell(auditEvents.via, given.via),
				sessionId: cell(auditEvents.sessionId, given.session),
				tokenId: cell(auditEvents.tokenId, given.token),
				requestId: cell(auditEvents.requestId, given.request),
				address: cell(auditEvents.address, given.address),
				what: cell(auditEvents.what, 'assignment.made' satisfies TrailEvent['what']),
				subject: cell(auditEvents.subject, sql`'assignment:' || ${assignments.id}`),
				old: cell(auditEvents.old, null),
				new: cell(auditEvents.new, told),
				reason: cell(auditEvents.reason, null)
			})
			.from(assignments)
			.where(and(eq(assignments.roundId, given.roundId), sql`${assignments.id} > ${given.after}`))
			.orderBy(asc(assignments.id)) as never
	);
});

/** Writes the lines of assignments that were made within the database, by the tens of thousands. */
export function* recordMade(tx: Change, made: Made): Steps<void> {
	yield* writeMade(tx, { ...tx.by, ...made });
}

function line({ by }: Change, event: TrailEvent): Tables['auditEvents']['$inferInsert'] {
	return {
		at: by.at,
		userId: by.userId,
		studyId: 'studyId' in event ? event.studyId : null,
		via: by.via,
		sessionId: by.session,
		tokenId: by.token,
		requestId: by.request,
		address: by.address,
		what: event.what,
		subject: event.subject,
		old: 'old' in event ? (event.old as JsonObject) : null,
		new: 'new' in event ? (event.new as JsonObject) : null,
		reason: 'reason' in event ? event.reason : null
	};
}

/** The newest events of a study first. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number; limit: number }>) =>
	q
		.select()
		.from(t.auditEvents)
		.where(eq(t.auditEvents.studyId, given.studyId))
		.orderBy(desc(t.auditEvents.id))
		.limit(given.limit)
);

/** The events of one thing in a study, the oldest first, each with who made it; null for the installation. */
export const ofSubject = all(({ q, t }, given: Given<{ studyId: number; subject: string }>) =>
	q
		.select({ ...getTableColumns(t.auditEvents), who: t.users.name })
		.from(t.auditEvents)
		.leftJoin(t.users, eq(t.users.id, t.auditEvents.userId))
		.where(and(eq(t.auditEvents.studyId, given.studyId), eq(t.auditEvents.subject, given.subject)))
		.orderBy(asc(t.auditEvents.id))
);

/** The events of one kind in a study, the oldest first. */
export const ofKind = all(({ q, t }, given: Given<{ studyId: number; what: TrailEvent['what'] }>) =>
	q
		.select({ at: t.auditEvents.at, old: t.auditEvents.old, new: t.auditEvents.new })
		.from(t.auditEvents)
		.where(and(eq(t.auditEvents.studyId, given.studyId), eq(t.auditEvents.what, given.what)))
		.orderBy(asc(t.auditEvents.id))
);

type OfPerson = { studyId: number; userId: number; what: string; after: number };

/** The newest event of one kind in a study that this person made after a moment; undefined where there is none. */
export const newestOf = one(({ q, t }, given: Given<OfPerson>) =>
	q
		.select({ at: t.auditEvents.at })
		.from(t.auditEvents)
		.where(
			and(
				eq(t.auditEvents.studyId, given.studyId),
				eq(t.auditEvents.what, given.what),
				eq(t.auditEvents.userId, given.userId),
				gt(t.auditEvents.at, given.after)
			)
		)
		.orderBy(desc(t.auditEvents.id))
		.limit(1)
);
