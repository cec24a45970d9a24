/** How far assignments are: how many of the actions that each asks are rated. */
import { and, asc, count, eq, getTableColumns, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import { isAsked } from './asked.ts';
import type { Assignment } from './assignments.ts';
import { are, type Which } from './which.ts';

/** An assignment with how many of the actions that it asks are rated. */
export type Progress = Assignment & { studyId: number; rated: number; actions: number };

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

/** What a rater may know of: what was not taken, and a second time once it is due. */
const isShown = ({ t }: Queries, now: Given<{ now: number }>['now']) =>
	and(
		isNull(t.assignments.releasedAt),
		or(eq(t.assignments.repeat, 0), lte(t.assignments.availableAt, now))
	);

const progressOf = (which: Which) =>
	all((tx, given: Given<{ memberId: number; roundId: number; now: number }>) =>
		withProgress(tx)
			.where(
				and(
					eq(tx.t.assignments.memberId, given.memberId),
					eq(tx.t.assignments.roundId, given.roundId),
					isShown(tx, given.now),
					are(tx, which)
				)
			)
			// What a round asked of a case may all be withdrawn.
			.having(gt(count(tx.t.actions.id), 0))
	);

/**
 * The ordinary assignments of a member in a round, in the order they were made: those the rater may know of at that
 * moment.
 */
export const ofMember = progressOf('ordinary');

/** The same of the member's qualification cases. */
export const goldOfMember = progressOf('gold');

/** Everything a member was given in a round's ordinary cases, released and second times too. */
export const everyTime = all((tx, given: Given<{ memberId: number; roundId: number }>) =>
	withProgress(tx).where(
		and(
			eq(tx.t.assignments.memberId, given.memberId),
			eq(tx.t.assignments.roundId, given.roundId),
			are(tx, 'ordinary')
		)
	)
);

/** Everybody who has, or had, a case, in every round, second times too. */
export const ofCase = all((tx, given: Given<{ caseId: number }>) =>
	withProgress(tx).where(eq(tx.t.assignments.caseId, given.caseId))
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
