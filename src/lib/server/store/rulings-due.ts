/** How much an adjudicator has to rule on. */
import { aliasedTable, and, count, eq, exists, isNull, not, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { one, type Given } from '../db/query.ts';
import { isWaiting } from './referrals.ts';

/** Whose queue is meant, and how many rulings an action of it needs. */
export type Whose = { studyId: number; userId: number; memberId: number; wanted: number };

/**
 * How much waits for one adjudicator: what was sent to this person or to everybody, was never rated by the person,
 * and has no ruling of the person yet, or has all that are wanted and they differ.
 */
export const toRule = one((tx, given: Given<Whose>) => {
	const { q, t } = tx;
	const ruledOn = and(
		eq(t.adjudications.actionId, t.referrals.actionId),
		isNull(t.adjudications.supersededAt)
	);
	const mine = q
		.select({ one: sql`1` })
		.from(t.adjudications)
		.where(and(ruledOn, eq(t.adjudications.userId, given.userId)));
	const theirs = q.select({ n: count() }).from(t.adjudications).where(ruledOn);
	return q
		.select({
			actions: count(),
			cases: sql<number>`count(distinct ${t.cases.id})`.mapWith(Number)
		})
		.from(t.referrals)
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(
			and(
				isWaiting(tx, given.studyId),
				eq(t.referrals.to, 'adjudication'),
				or(isNull(t.referrals.memberId), eq(t.referrals.memberId, given.memberId)),
				not(exists(ratedBy(tx, given))),
				or(not(exists(mine)), sql`(${theirs}) >= ${given.wanted}`)
			)
		);
});

/** The person's ratings of an action of the outer query, however it was worded. */
function ratedBy({ q, t }: Queries, given: Given<{ userId: number }>) {
	const worded = aliasedTable(t.actions, 'worded');
	return q
		.select({ one: sql`1` })
		.from(worded)
		.innerJoin(t.ratings, eq(t.ratings.actionId, worded.id))
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
		.where(
			and(
				eq(worded.caseId, t.actions.caseId),
				eq(worded.number, t.actions.number),
				eq(t.members.userId, given.userId)
			)
		);
}
