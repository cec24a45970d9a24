/** What raters said of a case in the rounds before a round: the answers that a later one starts from. */
import { and, asc, eq, gt, isNotNull, lt, or } from 'drizzle-orm';
import { all, type Given } from '../db/query.ts';
import { isVoice } from './which.ts';

/**
 * The answers to a case's actions that were signed in a round before this number and count, the older rounds first.
 * They say whose they are, so that the newest of each member can be taken, and which rating they are; none of that may
 * leave the server.
 */
export const signed = all((tx, given: Given<{ caseId: number; before: number }>) => {
	const { q, t } = tx;
	const { actionId, score, cannotRate, comment } = t.ratings;
	return q
		.select({
			...{ memberId: t.assignments.memberId, ratingId: t.ratings.id },
			...{ actionId, score, cannotRate, comment }
		})
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.where(
			and(
				eq(t.assignments.caseId, given.caseId),
				lt(t.rounds.number, given.before),
				eq(t.assignments.state, 'submitted'),
				isVoice(tx),
				or(isNotNull(score), isNotNull(cannotRate))
			)
		)
		.orderBy(asc(t.rounds.number));
});

/** What was changed in the ratings of a case after a moment, milliseconds since 1970: before and after each change. */
export const changes = all(({ q, t }, given: Given<{ caseId: number; after: number }>) =>
	q
		.select({ ratingId: t.revisions.ratingId, old: t.revisions.old, new: t.revisions.new })
		.from(t.assignments)
		.innerJoin(t.ratings, eq(t.ratings.assignmentId, t.assignments.id))
		.innerJoin(t.revisions, eq(t.revisions.ratingId, t.ratings.id))
		.where(and(eq(t.assignments.caseId, given.caseId), gt(t.revisions.at, given.after)))
);
