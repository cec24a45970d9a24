/** What the panel of a study is made of: rows of numbers, read in bulk (server/panel). */
import { and, asc, eq, gt, inArray, isNull, max } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, columns, one, type Given } from '../db/query.ts';
import { run, type Steps } from '../db/steps.ts';
import { are, isVoice } from './which.ts';

type OfStudy = { studyId: number };

const inStudy = (tx: Queries, given: Given<OfStudy>) =>
	and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'ordinary'));

/** The cases of a study in file order: id, external id, specialty. */
export const cases = columns((tx, given: Given<OfStudy>) =>
	tx.q
		.select({
			id: tx.t.cases.id,
			externalId: tx.t.cases.externalId,
			specialty: tx.t.cases.specialty
		})
		.from(tx.t.cases)
		.where(inStudy(tx, given))
		.orderBy(asc(tx.t.cases.position), asc(tx.t.cases.id))
);

/** Its present actions by number: id, case, number, category. */
export const actions = columns((tx, given: Given<OfStudy>) =>
	tx.q
		.select({
			id: tx.t.actions.id,
			caseId: tx.t.actions.caseId,
			number: tx.t.actions.number,
			category: tx.t.actions.category
		})
		.from(tx.t.actions)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
		.where(and(inStudy(tx, given), isNull(tx.t.actions.supersededAt)))
		.orderBy(asc(tx.t.actions.caseId), asc(tx.t.actions.number))
);

/**
 * Its assignments in the order they were made: id, case, member, round, state, when taken from its rater. A second
 * time of the same case is in no figure of the panel, nor is what was left out when it was taken.
 */
export const assignments = columns((tx, given: Given<OfStudy>) =>
	tx.q
		.select({
			id: tx.t.assignments.id,
			caseId: tx.t.assignments.caseId,
			memberId: tx.t.assignments.memberId,
			roundId: tx.t.assignments.roundId,
			state: tx.t.assignments.state,
			releasedAt: tx.t.assignments.releasedAt
		})
		.from(tx.t.assignments)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
		.where(and(inStudy(tx, given), isVoice(tx)))
		.orderBy(asc(tx.t.assignments.id))
);

/** Some of its ratings after an id, as many as given: id, assignment, action, score, reason, comment, flags. */
export const ratings = columns((tx, given: Given<OfStudy & { after: number; limit: number }>) =>
	tx.q
		.select({
			id: tx.t.ratings.id,
			assignmentId: tx.t.ratings.assignmentId,
			actionId: tx.t.ratings.actionId,
			score: tx.t.ratings.score,
			cannotRate: tx.t.ratings.cannotRate,
			comment: tx.t.ratings.comment,
			flags: tx.t.ratings.flags
		})
		.from(tx.t.ratings)
		.innerJoin(tx.t.assignments, eq(tx.t.assignments.id, tx.t.ratings.assignmentId))
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
		.where(and(inStudy(tx, given), isVoice(tx), gt(tx.t.ratings.id, given.after)))
		.orderBy(asc(tx.t.ratings.id))
		.limit(given.limit)
);

/** The actions that rounds of a study name: round, action. */
export const named = columns((tx, given: Given<OfStudy>) =>
	tx.q
		.select({ roundId: tx.t.roundActions.roundId, actionId: tx.t.roundActions.actionId })
		.from(tx.t.roundActions)
		.innerJoin(tx.t.rounds, eq(tx.t.rounds.id, tx.t.roundActions.roundId))
		.where(eq(tx.t.rounds.studyId, given.studyId))
);

const newestRevision = one(({ q, t }) => q.select({ id: max(t.revisions.id) }).from(t.revisions));
const newestEvent = one(({ q, t }) => q.select({ id: max(t.auditEvents.id) }).from(t.auditEvents));

/** The newest ids of both histories; 0 where one is empty. */
export function* newest(tx: Queries): Steps<{ revision: number; event: number }> {
	const revision = (yield* newestRevision(tx))?.id ?? 0;
	return { revision, event: (yield* newestEvent(tx))?.id ?? 0 };
}

/** A rating that was changed, as it is now. */
export type Changed = {
	revisionId: number;
	studyId: number;
	assignmentId: number;
	actionId: number;
	score: number | null;
	cannotRate: string | null;
	comment: string;
	flags: readonly string[];
};

const changedWhere = ({ q, t }: Queries) =>
	q
		.select({
			revisionId: t.revisions.id,
			studyId: t.cases.studyId,
			assignmentId: t.ratings.assignmentId,
			actionId: t.ratings.actionId,
			score: t.ratings.score,
			cannotRate: t.ratings.cannotRate,
			comment: t.ratings.comment,
			flags: t.ratings.flags
		})
		.from(t.revisions)
		.innerJoin(t.ratings, eq(t.ratings.id, t.revisions.ratingId))
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId));

const changedAfter = all((tx, given: Given<{ id: number }>) =>
	changedWhere(tx)
		.where(and(gt(tx.t.revisions.id, given.id), are(tx, 'ordinary'), isVoice(tx)))
		.orderBy(asc(tx.t.revisions.id))
);

/** What was rated in ordinary cases since a revision, and by the revisions of these ids. */
export function* changed(tx: Queries, after: number, alsoIds: readonly number[]): Steps<Changed[]> {
	const found = yield* changedAfter(tx, { id: after });
	if (alsoIds.length === 0) return found;
	const late = yield* run(
		changedWhere(tx).where(
			and(inArray(tx.t.revisions.id, [...alsoIds]), are(tx, 'ordinary'), isVoice(tx))
		)
	);
	return [...late, ...found];
}

export type Event = { id: number; studyId: number | null; what: string; subject: string };

const heads = ({ t }: Queries) => ({
	id: t.auditEvents.id,
	studyId: t.auditEvents.studyId,
	what: t.auditEvents.what,
	subject: t.auditEvents.subject
});

const eventsAfter = all((tx, given: Given<{ id: number }>) =>
	tx.q
		.select(heads(tx))
		.from(tx.t.auditEvents)
		.where(gt(tx.t.auditEvents.id, given.id))
		.orderBy(asc(tx.t.auditEvents.id))
);

/** The heads of the lines of the trail since one, and of those of these ids. */
export function* events(tx: Queries, after: number, alsoIds: readonly number[]): Steps<Event[]> {
	const found = yield* eventsAfter(tx, { id: after });
	if (alsoIds.length === 0) return found;
	const { t, q } = tx;
	const late = q.select(heads(tx)).from(t.auditEvents);
	return [...(yield* run(late.where(inArray(t.auditEvents.id, [...alsoIds])))), ...found];
}

/** An assignment as it is now; undefined where there is none any more that is in a figure. */
export const assignment = one((tx, given: Given<{ id: number }>) =>
	tx.q
		.select()
		.from(tx.t.assignments)
		.where(and(eq(tx.t.assignments.id, given.id), isVoice(tx)))
);
