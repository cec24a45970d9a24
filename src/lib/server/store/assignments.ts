/** Assignments: one rater, one case, one round. */
import { and, asc, count, eq, getTableColumns, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';
import { isAsked } from './asked.ts';
import { are, isFirst, type Which } from './which.ts';

export type Assignment = Tables['assignments']['$inferSelect'];
type NewAssignment = Tables['assignments']['$inferInsert'];

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
			withdrawnAt: t.cases.withdrawnAt,
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
			state: t.assignments.state,
			repeat: t.assignments.repeat,
			availableAt: t.assignments.availableAt,
			releasedAt: t.assignments.releasedAt,
			memberId: t.assignments.memberId,
			userId: t.members.userId,
			leftAt: t.members.leftAt,
			lockedAt: t.rounds.closedAt,
			wordsVersion: t.studies.wordsVersion
		})
		.from(t.assignments)
		.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(eq(t.assignments.id, given.id))
);

/** The places in the ordinary cases of a round, released ones too, with what each asks, but without progress. */
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
		.where(and(eq(t.assignments.roundId, given.roundId), isFirst(tx), are(tx, 'ordinary')))
		.groupBy(t.assignments.id)
		.orderBy(asc(t.assignments.id));
});

/**
 * How many open places each member of a round has, by member, qualification cases among them; whoever has none is not
 * among them.
 */
export const openPlaces = all((tx, given: Given<{ roundId: number }>) => {
	const { q, t } = tx;
	return q
		.select({ memberId: t.assignments.memberId, cases: count() })
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(
			and(
				eq(t.assignments.roundId, given.roundId),
				isNull(t.cases.withdrawnAt),
				isFirst(tx),
				isNull(t.assignments.releasedAt),
				ne(t.assignments.state, 'submitted')
			)
		)
		.groupBy(t.assignments.memberId);
});

type InRound = { caseId: number; memberId: number; roundId: number };

const timeOf = (repeat: 0 | 1) =>
	one(({ q, t }, given: Given<InRound>) =>
		q
			.select()
			.from(t.assignments)
			.where(
				and(
					eq(t.assignments.caseId, given.caseId),
					eq(t.assignments.memberId, given.memberId),
					eq(t.assignments.roundId, given.roundId),
					eq(t.assignments.repeat, repeat)
				)
			)
	);

/** The assignment of one case to one member in one round. */
export const find = timeOf(0);

/** The same of the second time that the case is shown. */
export const findRepeat = timeOf(1);

/** Each time that a member has an ordinary case in a round, first and second, released ones too. */
export const timesOf = all((tx, given: Given<{ memberId: number; roundId: number }>) =>
	tx.q
		.select(getTableColumns(tx.t.assignments))
		.from(tx.t.assignments)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
		.where(
			and(
				eq(tx.t.assignments.memberId, given.memberId),
				eq(tx.t.assignments.roundId, given.roundId),
				are(tx, 'ordinary')
			)
		)
		.orderBy(asc(tx.t.assignments.id))
);

/** The places of ordinary cases in a round that are taken, whoever has them; k of a case at most. */
export function* held(
	tx: Queries,
	roundId: number,
	caseIds: readonly number[]
): Steps<Assignment[]> {
	const { q, t } = tx;
	const found: Assignment[] = [];
	for (let at = 0; at < caseIds.length; at += 500) {
		const { caseId, releasedAt } = t.assignments;
		const part = q
			.select(getTableColumns(t.assignments))
			.from(t.assignments)
			.innerJoin(t.cases, eq(t.cases.id, caseId))
			.where(
				and(
					inArray(caseId, caseIds.slice(at, at + 500)),
					eq(t.assignments.roundId, roundId),
					isFirst(tx),
					isNull(releasedAt),
					are(tx, 'ordinary')
				)
			)
			.orderBy(asc(t.assignments.id));
		found.push(...(yield* run(part)));
	}
	return found;
}

const ofMemberIn = (which: Which) =>
	all((tx, given: Given<{ memberId: number }>) =>
		tx.q
			.select(getTableColumns(tx.t.assignments))
			.from(tx.t.assignments)
			.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
			.where(and(eq(tx.t.assignments.memberId, given.memberId), are(tx, which)))
			.orderBy(asc(tx.t.assignments.id))
	);

/** The ordinary assignments of a member in every round, second times among them, in the order they were made. */
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

/**
 * The submitted places of a case, with their round and when it was locked. What was taken from its rater is not
 * among them, nor a second time: it was signed as it was shown.
 */
export const submittedOfCase = all((tx, given: Given<{ caseId: number }>) => {
	const { q, t } = tx;
	return q
		.select({
			...getTableColumns(t.assignments),
			roundNumber: t.rounds.number,
			lockedAt: t.rounds.closedAt
		})
		.from(t.assignments)
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.where(
			and(
				eq(t.assignments.caseId, given.caseId),
				eq(t.assignments.state, 'submitted'),
				isFirst(tx),
				isNull(t.assignments.releasedAt)
			)
		)
		.orderBy(asc(t.assignments.id));
});

export function* insert(tx: Queries, given: readonly NewAssignment[]): Steps<Assignment[]> {
	const { q, t } = tx;
	const inserted: Assignment[] = [];
	for (let at = 0; at < given.length; at += 500) {
		const part = given.slice(at, at + 500);
		inserted.push(...(yield* run(q.insert(t.assignments).values(part).returning())));
	}
	return inserted;
}

/** Puts in as many as a round gives out, without telling their ids. */
export function* insertMany(tx: Queries, given: readonly NewAssignment[]): Steps<void> {
	yield* rows.insertMany(tx, tx.t.assignments, given);
}

const newestId = one(({ q, t }) =>
	q
		.select({ id: sql<number>`coalesce(max(${t.assignments.id}), 0)`.mapWith(Number) })
		.from(t.assignments)
);

/** The newest id of an assignment; 0 where there is none. */
export function* newest(tx: Queries): Steps<number> {
	return (yield* newestId(tx))!.id;
}

export function* update(tx: Queries, id: number, change: Partial<NewAssignment>): Steps<void> {
	yield* rows.update(tx, tx.t.assignments, { id }, change);
}

export function* remove(tx: Queries, id: number): Steps<void> {
	yield* rows.remove(tx, tx.t.assignments, { id });
}
