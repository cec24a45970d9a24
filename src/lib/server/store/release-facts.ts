/** What stands beside the ratings of a study and says what a release made now would be. */
import { and, asc, count, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm';
import { all, type Given } from '../db/query.ts';
import { are, isFirst, isPresent, isVoice } from './which.ts';

type OfStudy = { studyId: number };

/** The cases that a release may take in, each with its version: it changes with every text of the case. */
export const versions = all((tx, given: Given<OfStudy>) =>
	tx.q
		.select({ id: tx.t.cases.id, version: tx.t.cases.version })
		.from(tx.t.cases)
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'ordinary')))
);

/** The present actions that were worded differently once. */
export const reworded = all((tx, given: Given<OfStudy>) =>
	tx.q
		.select({ caseId: tx.t.actions.caseId, actionId: tx.t.actions.id })
		.from(tx.t.actions)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
		.where(
			and(
				eq(tx.t.cases.studyId, given.studyId),
				are(tx, 'ordinary'),
				isPresent(tx),
				gt(tx.t.actions.wording, 1)
			)
		)
);

/** How many actions of each case were taken out with a reason. */
export const excluded = all((tx, given: Given<OfStudy>) =>
	tx.q
		.select({ caseId: tx.t.actions.caseId, actions: count() })
		.from(tx.t.actions)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
		.where(
			and(
				eq(tx.t.cases.studyId, given.studyId),
				are(tx, 'ordinary'),
				isNull(tx.t.actions.supersededAt),
				isNotNull(tx.t.actions.withdrawnAt)
			)
		)
		.groupBy(tx.t.actions.caseId)
);

/** The begun assignments whose ratings were left out when they were taken from their raters. */
export const leftOut = all((tx, given: Given<OfStudy>) =>
	tx.q
		.select({ caseId: tx.t.assignments.caseId, memberId: tx.t.assignments.memberId })
		.from(tx.t.assignments)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
		.where(
			and(
				eq(tx.t.cases.studyId, given.studyId),
				are(tx, 'ordinary'),
				isFirst(tx),
				eq(tx.t.assignments.counts, false),
				isNotNull(tx.t.assignments.startedAt)
			)
		)
);

/** The comments on present actions that stand under a signature. */
export const comments = all((tx, given: Given<OfStudy>) =>
	tx.q
		.select({
			assignmentId: tx.t.ratings.assignmentId,
			actionId: tx.t.ratings.actionId,
			number: tx.t.actions.number,
			caseId: tx.t.actions.caseId,
			comment: tx.t.ratings.comment
		})
		.from(tx.t.cases)
		.innerJoin(tx.t.assignments, eq(tx.t.assignments.caseId, tx.t.cases.id))
		.innerJoin(tx.t.ratings, eq(tx.t.ratings.assignmentId, tx.t.assignments.id))
		.innerJoin(tx.t.actions, eq(tx.t.actions.id, tx.t.ratings.actionId))
		.where(
			and(
				eq(tx.t.cases.studyId, given.studyId),
				are(tx, 'ordinary'),
				eq(tx.t.assignments.state, 'submitted'),
				isVoice(tx),
				isPresent(tx),
				ne(tx.t.ratings.comment, '')
			)
		)
		.orderBy(asc(tx.t.ratings.id))
);

/** What kinds of changes the trail of a study holds since a moment. */
export const changedSince = all(({ q, t }, given: Given<OfStudy & { after: number }>) =>
	q
		.selectDistinct({ what: t.auditEvents.what })
		.from(t.auditEvents)
		.where(and(eq(t.auditEvents.studyId, given.studyId), gt(t.auditEvents.at, given.after)))
);
