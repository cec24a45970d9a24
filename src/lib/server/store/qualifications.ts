/** What raters achieved on the gold cases, and who was accepted without. It only grows. */
import { and, asc, eq, isNotNull, isNull, or } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';

export type Qualification = Tables['qualifications']['$inferSelect'];

/** The record of a member, in the order of time. */
export function ofMember({ q, t }: Queries, memberId: number) {
	return q
		.select()
		.from(t.qualifications)
		.where(eq(t.qualifications.memberId, memberId))
		.orderBy(asc(t.qualifications.attempt));
}

/** The records of a study by member, each in the order of time. */
export async function ofStudy(
	{ q, t }: Queries,
	studyId: number
): Promise<Map<number, Qualification[]>> {
	const rows = await q
		.select({ qualification: t.qualifications })
		.from(t.qualifications)
		.innerJoin(t.members, eq(t.members.id, t.qualifications.memberId))
		.where(eq(t.members.studyId, studyId))
		.orderBy(asc(t.qualifications.attempt));
	return Map.groupBy(
		rows.map(({ qualification }) => qualification),
		({ memberId }) => memberId
	);
}

/** A member's answer to every present action of the gold cases, beside its reference score. */
export function answers({ q, t }: Queries, memberId: number) {
	return q
		.select({ reference: t.actions.referenceScore, score: t.ratings.score })
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.innerJoin(t.actions, and(eq(t.actions.caseId, t.cases.id), isNull(t.actions.supersededAt)))
		.leftJoin(
			t.ratings,
			and(eq(t.ratings.assignmentId, t.assignments.id), eq(t.ratings.actionId, t.actions.id))
		)
		.where(and(eq(t.assignments.memberId, memberId), eq(t.cases.gold, true)));
}

/** The raters of a study who sign in: those who can qualify. */
export function candidates({ q, t }: Queries, studyId: number) {
	return q
		.select({ memberId: t.members.id })
		.from(t.members)
		.innerJoin(t.users, eq(t.users.id, t.members.userId))
		.where(
			and(eq(t.members.studyId, studyId), eq(t.members.role, 'rater'), isNotNull(t.users.email))
		)
		.orderBy(asc(t.members.id));
}

/**
 * Each gold case that a rater does not have yet who signs in and has not qualified, in a study that requires
 * qualification.
 */
export function missing({ q, t }: Queries, studyId: number) {
	return q
		.select({ memberId: t.members.id, caseId: t.cases.id })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.innerJoin(t.users, eq(t.users.id, t.members.userId))
		.innerJoin(t.cases, and(eq(t.cases.studyId, t.members.studyId), eq(t.cases.gold, true)))
		.leftJoin(
			t.assignments,
			and(eq(t.assignments.caseId, t.cases.id), eq(t.assignments.memberId, t.members.id))
		)
		.leftJoin(
			t.qualifications,
			and(
				eq(t.qualifications.memberId, t.members.id),
				or(eq(t.qualifications.passed, true), isNotNull(t.qualifications.reason))
			)
		)
		.where(
			and(
				eq(t.members.studyId, studyId),
				eq(t.members.role, 'rater'),
				isNotNull(t.users.email),
				isNotNull(t.studies.passMark),
				isNull(t.assignments.id),
				isNull(t.qualifications.id)
			)
		)
		.orderBy(asc(t.members.id), asc(t.cases.position), asc(t.cases.id));
}

export function* insert(
	{ q, t }: Queries,
	row: Tables['qualifications']['$inferInsert']
): Steps<void> {
	yield* run(q.insert(t.qualifications).values(row));
}
