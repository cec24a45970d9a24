/** What the panel of a study is made of: rows of numbers, read in bulk (server/panel). */
import { and, asc, between, desc, eq, gt, inArray, max } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, columns, one, type Given } from '../db/query.ts';
import { run, type Steps } from '../db/steps.ts';
import { are, isPresent, isVoice } from './which.ts';

type OfStudy = { studyId: number };

const inStudy = (tx: Queries, given: Given<OfStudy>) =>
	and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'ordinary'));

/** The cases of a study in file order: id, external id, specialty, held out. */
export const cases = columns((tx, given: Given<OfStudy>) =>
	tx.q
		.select({
			id: tx.t.cases.id,
			externalId: tx.t.cases.externalId,
			specialty: tx.t.cases.specialty,
			heldOut: tx.t.cases.heldOut
		})
		.from(tx.t.cases)
		.where(inStudy(tx, given))
		.orderBy(asc(tx.t.cases.position), asc(tx.t.cases.id))
);

/** Ids from one to another, both included. A range is found by an index, whatever else is in the database. */
type Span = { from: number; to: number };

/** The present actions of the cases of a span, by case and number: id, case, number, category. */
export const actions = columns(({ q, t }, given: Given<Span>) =>
	q
		.select({
			id: t.actions.id,
			caseId: t.actions.caseId,
			number: t.actions.number,
			category: t.actions.category
		})
		.from(t.actions)
		.where(and(between(t.actions.caseId, given.from, given.to), isPresent({ t })))
		.orderBy(asc(t.actions.caseId), asc(t.actions.number))
);

/**
 * Its assignments in the order they were made: id, case, member, round, state, when taken from its rater, when
 * given, when signed. A second time of the same case is in no figure of the panel, nor is what was left out when
 * it was taken.
 */
export const assignments = columns((tx, given: Given<OfStudy>) =>
	tx.q
		.select({
			id: tx.t.assignments.id,
			caseId: tx.t.assignments.caseId,
			memberId: tx.t.assignments.memberId,
			roundId: tx.t.assignments.roundId,
			state: tx.t.assignments.state,
			releasedAt: tx.t.assignments.releasedAt,
			createdAt: tx.t.assignments.createdAt,
			submittedAt: tx.t.assignments.submittedAt
		})
		.from(tx.t.assignments)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
		.where(and(inStudy(tx, given), isVoice(tx)))
		.orderBy(asc(tx.t.assignments.id))
);

/** The assignment that a line of the trail is about, by its subject: `assignment:12`. */
export function assignmentOf(subject: string): number {
	return Number(subject.slice(subject.indexOf(':') + 1));
}

/** When each assignment of a study that was opened again was so last: subject, when. */
export const reopenings = columns(({ q, t }, given: Given<OfStudy>) =>
	q
		.select({ subject: t.auditEvents.subject, at: max(t.auditEvents.at).as('at') })
		.from(t.auditEvents)
		.where(
			and(eq(t.auditEvents.studyId, given.studyId), eq(t.auditEvents.what, 'assignment.reopened'))
		)
		.groupBy(t.auditEvents.subject)
);

/**
 * The ratings of the assignments of a span: assignment, action, score, reason, comment, flags, when it was first
 * given, when it was last changed, milliseconds of active attention, whether nobody knows when it was given.
 */
export const ratings = columns(({ q, t }, given: Given<Span>) =>
	q
		.select({
			assignmentId: t.ratings.assignmentId,
			actionId: t.ratings.actionId,
			score: t.ratings.score,
			cannotRate: t.ratings.cannotRate,
			comment: t.ratings.comment,
			flags: t.ratings.flags,
			createdAt: t.ratings.createdAt,
			updatedAt: t.ratings.updatedAt,
			activeMs: t.ratings.activeMs,
			untimed: t.ratings.untimed
		})
		.from(t.ratings)
		.where(between(t.ratings.assignmentId, given.from, given.to))
);

/** The actions that rounds of a study name: round, action. */
export const named = columns((tx, given: Given<OfStudy>) =>
	tx.q
		.select({ roundId: tx.t.roundActions.roundId, actionId: tx.t.roundActions.actionId })
		.from(tx.t.roundActions)
		.innerJoin(tx.t.rounds, eq(tx.t.rounds.id, tx.t.roundActions.roundId))
		.where(eq(tx.t.rounds.studyId, given.studyId))
);

/** The study in which somebody rated last; undefined where nobody ever did. */
export const ratedLast = one(({ q, t }) =>
	q
		.select({ studyId: t.cases.studyId })
		.from(t.revisions)
		.innerJoin(t.ratings, eq(t.ratings.id, t.revisions.ratingId))
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.orderBy(desc(t.revisions.id))
		.limit(1)
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
	/** When it was first given, and when it was last changed. */
	createdAt: number;
	updatedAt: number;
	activeMs: number;
	untimed: boolean;
	/** False for one of a qualification or withdrawn case, of a second time, or of what was left out. */
	isInPanel: boolean;
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
			flags: t.ratings.flags,
			createdAt: t.ratings.createdAt,
			updatedAt: t.ratings.updatedAt,
			activeMs: t.ratings.activeMs,
			untimed: t.ratings.untimed,
			isGold: t.cases.gold,
			withdrawnAt: t.cases.withdrawnAt,
			repeat: t.assignments.repeat,
			counts: t.assignments.counts
		})
		.from(t.revisions)
		.innerJoin(t.ratings, eq(t.ratings.id, t.revisions.ratingId))
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId));

// What is in a panel is told apart afterwards: with it as a condition, SQLite begins at the cases and goes through
// every rating there is to find none.
const changedAfter = all((tx, given: Given<{ id: number }>) =>
	changedWhere(tx).where(gt(tx.t.revisions.id, given.id)).orderBy(asc(tx.t.revisions.id))
);

/** What was rated since a revision, and by the revisions of these ids. */
export function* changed(tx: Queries, after: number, alsoIds: readonly number[]): Steps<Changed[]> {
	const found = yield* changedAfter(tx, { id: after });
	const late =
		alsoIds.length === 0
			? []
			: yield* run(changedWhere(tx).where(inArray(tx.t.revisions.id, [...alsoIds])));
	return [...late, ...found].map(({ isGold, withdrawnAt, repeat, counts, ...rating }) => ({
		...rating,
		isInPanel: !isGold && withdrawnAt === null && repeat === 0 && counts
	}));
}

export type Event = {
	id: number;
	at: number;
	studyId: number | null;
	what: string;
	subject: string;
};

const heads = ({ t }: Queries) => ({
	id: t.auditEvents.id,
	at: t.auditEvents.at,
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
