/** What reminders are made of: for whom cases wait, who rated when, and who was reminded when. */
import { and, count, eq, inArray, isNull, lte, max, ne, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import { isOnItsWay } from './mails.ts';
import { are } from './which.ts';

type At = { roundId: number; now: number };

const waits = (tx: Queries, given: Given<At>) => {
	const { assignments } = tx.t;
	return and(
		eq(assignments.roundId, given.roundId),
		ne(assignments.state, 'submitted'),
		isNull(assignments.releasedAt),
		or(eq(assignments.repeat, 0), lte(assignments.availableAt, given.now)),
		are(tx, 'ordinary')
	);
};

/** For each member of a round for whom cases wait: how many, and since when the oldest of them does. */
export const openByMember = all((tx, given: Given<At>) => {
	const { q, t } = tx;
	return q
		.select({
			memberId: t.assignments.memberId,
			cases: count(t.assignments.id),
			since:
				sql<number>`min(coalesce(${t.assignments.availableAt}, ${t.assignments.createdAt}))`.mapWith(
					Number
				)
		})
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(waits(tx, given))
		.groupBy(t.assignments.memberId);
});

/** How many cases wait for one member of a round. */
export const openOfMember = one((tx, given: Given<At & { memberId: number }>) => {
	const { q, t } = tx;
	return q
		.select({ cases: count(t.assignments.id) })
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(and(eq(t.assignments.memberId, given.memberId), waits(tx, given)));
});

/** For each of those members: when they last rated in the round. */
export const ratedByMember = all((tx, given: Given<At>) => {
	const { q, t } = tx;
	const waiting = q
		.select({ memberId: t.assignments.memberId })
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(waits(tx, given));
	return q
		.select({ memberId: t.assignments.memberId, ratedAt: max(t.ratings.updatedAt) })
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(
			and(
				inArray(t.assignments.memberId, waiting),
				eq(t.assignments.roundId, given.roundId),
				are(tx, 'ordinary')
			)
		)
		.groupBy(t.assignments.memberId);
});

/** When each person was last reminded in a study: the newest reminder that left or will leave. */
export const remindedByUser = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ userId: t.mails.userId, remindedAt: max(t.mails.createdAt) })
		.from(t.mails)
		.where(and(eq(t.mails.studyId, given.studyId), eq(t.mails.kind, 'reminder'), isOnItsWay({ t })))
		.groupBy(t.mails.userId)
);
