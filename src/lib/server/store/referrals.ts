/** Where actions that stay open are sent: to a later round, or to adjudication. An action is in one place at a time. */
import {
	aliasedTable,
	and,
	asc,
	count,
	eq,
	exists,
	getTableColumns,
	isNull,
	not,
	or,
	sql
} from 'drizzle-orm';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import { are, isPresent } from './which.ts';

export type Referral = Tables['referrals']['$inferSelect'];

/** What waits to be asked or ruled on in a study, the oldest first; what is withdrawn or worded anew waits no more. */
export const waiting = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select(getTableColumns(t.referrals))
		.from(t.referrals)
		.innerJoin(t.actions, eq(t.actions.id, t.referrals.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(
			and(
				eq(t.cases.studyId, given.studyId),
				are({ t }, 'ordinary'),
				isPresent({ t }),
				isNull(t.referrals.settledAt)
			)
		)
		.orderBy(asc(t.referrals.id))
);

/** The action is where it was sent no more: it was asked, ruled on, or called back. */
export function* settle(tx: Queries, actionId: number, at: number): Steps<void> {
	yield* rows.update(tx, tx.t.referrals, { actionId, settledAt: null }, { settledAt: at });
}

/** Where an action waits; undefined where it was sent nowhere. */
export const openOf = one(({ q, t }, given: Given<{ actionId: number }>) =>
	q
		.select()
		.from(t.referrals)
		.where(and(eq(t.referrals.actionId, given.actionId), isNull(t.referrals.settledAt)))
);

/** Everywhere an action was ever sent, the oldest first. */
export const ofAction = all(({ q, t }, given: Given<{ actionId: number }>) =>
	q
		.select()
		.from(t.referrals)
		.where(eq(t.referrals.actionId, given.actionId))
		.orderBy(asc(t.referrals.id))
);

/** Sends an action somewhere; an error of the unique constraint where it waits somewhere already. */
export function* insert(
	tx: Queries,
	referral: Tables['referrals']['$inferInsert']
): Steps<Referral> {
	return yield* rows.insert(tx, tx.t.referrals, referral);
}

/** What waits for one adjudicator waits for every one of them. */
export function* openToAll(tx: Queries, actionId: number): Steps<void> {
	yield* rows.update(tx, tx.t.referrals, { actionId, settledAt: null }, { memberId: null });
}

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
		.innerJoin(t.actions, eq(t.actions.id, t.referrals.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(
			and(
				eq(t.cases.studyId, given.studyId),
				are(tx, 'ordinary'),
				isPresent(tx),
				isNull(t.referrals.settledAt),
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
