/** What raters achieved on the gold cases, and who was accepted without. It only grows. */
import { and, asc, eq, getTableColumns, isNotNull, isNull, or } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import { are, isPresent } from './which.ts';

export type Qualification = Tables['qualifications']['$inferSelect'];

/** The record of a member, in the order of time. */
export const ofMember = all(({ q, t }, given: Given<{ memberId: number }>) =>
	q
		.select()
		.from(t.qualifications)
		.where(eq(t.qualifications.memberId, given.memberId))
		.orderBy(asc(t.qualifications.attempt))
);

const ofMembers = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select(getTableColumns(t.qualifications))
		.from(t.qualifications)
		.innerJoin(t.members, eq(t.members.id, t.qualifications.memberId))
		.where(eq(t.members.studyId, given.studyId))
		.orderBy(asc(t.qualifications.attempt))
);

/** The records of a study by member, each in the order of time. */
export function* ofStudy(tx: Queries, studyId: number): Steps<Map<number, Qualification[]>> {
	return Map.groupBy(yield* ofMembers(tx, { studyId }), ({ memberId }) => memberId);
}

/** A member's answer to every present action of the gold cases, beside its reference score. */
export const answers = all((tx, given: Given<{ memberId: number }>) => {
	const { q, t } = tx;
	return q
		.select({ reference: t.actions.referenceScore, score: t.ratings.score })
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.innerJoin(t.actions, and(eq(t.actions.caseId, t.cases.id), isPresent({ t })))
		.leftJoin(
			t.ratings,
			and(eq(t.ratings.assignmentId, t.assignments.id), eq(t.ratings.actionId, t.actions.id))
		)
		.where(and(eq(t.assignments.memberId, given.memberId), are(tx, 'gold')));
});

const signsIn = ({ t }: Queries) =>
	and(eq(t.members.role, 'rater'), isNotNull(t.users.email), isNull(t.users.disabledAt));

/** The raters of a study who sign in: those who can qualify. */
export const candidates = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({ memberId: tx.t.members.id })
		.from(tx.t.members)
		.innerJoin(tx.t.users, eq(tx.t.users.id, tx.t.members.userId))
		.where(and(eq(tx.t.members.studyId, given.studyId), signsIn(tx)))
		.orderBy(asc(tx.t.members.id))
);

/**
 * Each gold case that a rater does not have yet who signs in and has not qualified, in a study that requires
 * qualification and is not archived.
 */
export const missing = all((tx, given: Given<{ studyId: number }>) => {
	const { q, t } = tx;
	return q
		.select({ memberId: t.members.id, caseId: t.cases.id })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.innerJoin(t.users, eq(t.users.id, t.members.userId))
		.innerJoin(t.cases, and(eq(t.cases.studyId, t.members.studyId), are(tx, 'gold')))
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
				eq(t.members.studyId, given.studyId),
				signsIn(tx),
				isNotNull(t.studies.passMark),
				isNull(t.studies.archivedAt),
				isNull(t.assignments.id),
				isNull(t.qualifications.id)
			)
		)
		.orderBy(asc(t.members.id), asc(t.cases.position), asc(t.cases.id));
});

export function* insert(tx: Queries, row: Tables['qualifications']['$inferInsert']): Steps<void> {
	yield* rows.insert(tx, tx.t.qualifications, row);
}
