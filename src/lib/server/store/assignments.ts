/** Assignments: one rater, one case, one round. */
import { and, asc, count, eq, getTableColumns, ne, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';
import { isAsked } from './asked.ts';
import { are, type Which } from './which.ts';

export type Assignment = Tables['assignments']['$inferSelect'];
type NewAssignment = Tables['assignments']['$inferInsert'];

/** An assignment with how many of the actions that it asks are rated. */
export type Progress = Assignment & { studyId: number; rated: number; actions: number };

/**
 * The assignment with whose it is, when its round was locked, and what its study asks for in the way of
 * qualification.
 */
export const withOwner = one(({ q, t }, given: Given<{ id: number }>) =>
	q
		.select({
			assignment: t.assignments,
			userId: t.members.userId,
			leftAt: t.members.leftAt,
			studyId: t.members.studyId,
			roundNumber: t.rounds.number,
			lockedAt: t.rounds.closedAt,
			gold: t.cases.gold,
			passMark: t.studies.passMark,
			tries: t.studies.qualificationTries,
			band: t.studies.band
		})
		.from(t.assignments)
		.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.innerJoin(t.studies, eq(t.studies.id, t.cases.studyId))
		.where(eq(t.assignments.id, given.id))
);

/** The little of it that a save relies on. */
export const toSave = one(({ q, t }, given: Given<{ id: number }>) =>
	q
		.select({
			id: t.assignments.id,
			caseId: t.assignments.caseId,
			state: t.assignments.state,
			userId: t.members.userId,
			leftAt: t.members.leftAt,
			lockedAt: t.rounds.closedAt,
			asks: t.rounds.asks,
			roundId: t.rounds.id
		})
		.from(t.assignments)
		.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.where(eq(t.assignments.id, given.id))
);

/** Answers given: a score and a reason exclude each other, so their counts add up. */
const answers = ({ t }: Queries) =>
	sql`count(${t.ratings.score}) + count(${t.ratings.cannotRate})`.mapWith(Number);

const withProgress = (tx: Queries) => {
	const { q, t } = tx;
	return q
		.select({
			...getTableColumns(t.assignments),
			studyId: t.cases.studyId,
			rated: answers(tx),
			actions: count(t.actions.id)
		})
		.from(t.assignments)
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.leftJoin(t.actions, and(eq(t.actions.caseId, t.cases.id), isAsked(tx)))
		.leftJoin(
			t.ratings,
			and(eq(t.ratings.assignmentId, t.assignments.id), eq(t.ratings.actionId, t.actions.id))
		)
		.groupBy(t.assignments.id, t.cases.studyId)
		.orderBy(asc(t.assignments.id));
};

const progressOf = (which: Which) =>
	all((tx, given: Given<{ memberId: number; roundId: number }>) =>
		withProgress(tx).where(
			and(
				eq(tx.t.assignments.memberId, given.memberId),
				eq(tx.t.assignments.roundId, given.roundId),
				are(tx, which)
			)
		)
	);

/** The ordinary assignments of a member in a round with progress, in the order they were made. */
export const progress = progressOf('ordinary');

/** The same of the member's qualification cases. */
export const goldProgress = progressOf('gold');

/** The ordinary assignments of a round with what each asks, but without progress. */
export const ofRound = all((tx, given: Given<{ roundId: number }>) => {
	const { q, t } = tx;
	return q
		.select({
			...getTableColumns(t.assignments),
			actions: count(t.actions.id)
		})
		.from(t.assignments)
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.leftJoin(t.actions, and(eq(t.actions.caseId, t.cases.id), isAsked(tx)))
		.where(and(eq(t.assignments.roundId, given.roundId), are(tx, 'ordinary')))
		.groupBy(t.assignments.id)
		.orderBy(asc(t.assignments.id));
});

/** The assignments of a study whose rater has something to say of the case as a whole. */
export const commented = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select(getTableColumns(t.assignments))
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(and(eq(t.cases.studyId, given.studyId), ne(t.assignments.comment, '')))
		.orderBy(asc(t.assignments.memberId), asc(t.assignments.id))
);

/** How many of the actions that an assignment asks are rated in it, and how many there are. */
export const counts = one((tx, given: Given<{ id: number }>) => {
	const { q, t } = tx;
	return q
		.select({ actions: count(t.actions.id), rated: answers(tx) })
		.from(t.assignments)
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.leftJoin(t.actions, and(eq(t.actions.caseId, t.assignments.caseId), isAsked(tx)))
		.leftJoin(
			t.ratings,
			and(eq(t.ratings.actionId, t.actions.id), eq(t.ratings.assignmentId, t.assignments.id))
		)
		.where(eq(t.assignments.id, given.id));
});

/** The assignment of one case to one member in one round. */
export const find = one(
	({ q, t }, given: Given<{ caseId: number; memberId: number; roundId: number }>) =>
		q
			.select()
			.from(t.assignments)
			.where(
				and(
					eq(t.assignments.caseId, given.caseId),
					eq(t.assignments.memberId, given.memberId),
					eq(t.assignments.roundId, given.roundId)
				)
			)
);

const ofMemberIn = (which: Which) =>
	all((tx, given: Given<{ memberId: number }>) =>
		tx.q
			.select(getTableColumns(tx.t.assignments))
			.from(tx.t.assignments)
			.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
			.where(and(eq(tx.t.assignments.memberId, given.memberId), are(tx, which)))
			.orderBy(asc(tx.t.assignments.id))
	);

/** The ordinary assignments of a member in every round, in the order they were made. */
export const ofMember = ofMemberIn('ordinary');

/** The same of the member's qualification cases. */
export const goldOfMember = ofMemberIn('gold');

/** The assignments of a case in every round, in the order they were made. */
export const ofCase = all(({ q, t }, given: Given<{ caseId: number }>) =>
	q
		.select()
		.from(t.assignments)
		.where(eq(t.assignments.caseId, given.caseId))
		.orderBy(asc(t.assignments.id))
);

/** The submitted assignments of a case, with their round and when it was locked. */
export const submittedOfCase = all(({ q, t }, given: Given<{ caseId: number }>) =>
	q
		.select({
			...getTableColumns(t.assignments),
			roundNumber: t.rounds.number,
			lockedAt: t.rounds.closedAt
		})
		.from(t.assignments)
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.where(and(eq(t.assignments.caseId, given.caseId), eq(t.assignments.state, 'submitted')))
		.orderBy(asc(t.assignments.id))
);

export function* insert(tx: Queries, given: readonly NewAssignment[]): Steps<Assignment[]> {
	const { q, t } = tx;
	const inserted: Assignment[] = [];
	for (let at = 0; at < given.length; at += 500) {
		const part = given.slice(at, at + 500);
		inserted.push(...(yield* run(q.insert(t.assignments).values(part).returning())));
	}
	return inserted;
}

export function* update(tx: Queries, id: number, change: Partial<NewAssignment>): Steps<void> {
	yield* rows.update(tx, tx.t.assignments, { id }, change);
}

export function* remove(tx: Queries, id: number): Steps<void> {
	yield* rows.remove(tx, tx.t.assignments, { id });
}
