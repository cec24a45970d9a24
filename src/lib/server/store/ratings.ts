/** Ratings and their append-only history. */
import {
	and,
	asc,
	eq,
	exists,
	getTableColumns,
	gt,
	inArray,
	isNotNull,
	ne,
	or,
	sql
} from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, columns, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';
import { are, isFirst, isPresent, isVoice } from './which.ts';

export type Rating = Tables['ratings']['$inferSelect'];
export type NewRating = Tables['ratings']['$inferInsert'];
export type Revision = Tables['revisions']['$inferSelect'];
export type NewRevision = Tables['revisions']['$inferInsert'];

/** A rating with what a release needs of its surroundings. */
export type PlacedRating = {
	rating: Rating;
	caseId: number;
	memberId: number;
	roundNumber: number;
	state: Tables['assignments']['$inferSelect']['state'];
};

/** The revision that an operation made. */
export const byOperation = one(({ q, t }, given: Given<{ operation: string }>) =>
	q.select().from(t.revisions).where(eq(t.revisions.operation, given.operation))
);

/** The rating of one action in one assignment. */
export const find = one(({ q, t }, given: Given<{ assignmentId: number; actionId: number }>) =>
	q
		.select()
		.from(t.ratings)
		.where(
			and(eq(t.ratings.assignmentId, given.assignmentId), eq(t.ratings.actionId, given.actionId))
		)
);

export const ofAssignment = all(({ q, t }, given: Given<{ assignmentId: number }>) =>
	q
		.select()
		.from(t.ratings)
		.where(eq(t.ratings.assignmentId, given.assignmentId))
		.orderBy(asc(t.ratings.id))
);

/** The ratings of an assignment with the actions they are of, superseded wordings included, by number. */
export const withActions = all(({ q, t }, given: Given<{ assignmentId: number }>) =>
	q
		.select({ rating: getTableColumns(t.ratings), action: getTableColumns(t.actions) })
		.from(t.ratings)
		.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
		.where(eq(t.ratings.assignmentId, given.assignmentId))
		.orderBy(asc(t.actions.number), asc(t.actions.id))
);

/** What a member says in each round of every action the first time it is shown, superseded wordings included. */
export const ofMember = all((tx, given: Given<{ memberId: number }>) => {
	const { q, t } = tx;
	return q
		.select({
			roundId: t.assignments.roundId,
			actionId: t.ratings.actionId,
			score: t.ratings.score,
			cannotRate: t.ratings.cannotRate,
			comment: t.ratings.comment,
			flags: t.ratings.flags,
			activeMs: t.ratings.activeMs,
			updatedAt: t.ratings.updatedAt,
			untimed: t.ratings.untimed
		})
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.where(and(eq(t.assignments.memberId, given.memberId), isFirst(tx)));
});

/** Which actions a member has ever rated: in whatever round, wording or assignment, counted or not. */
export const everBy = all(({ q, t }, given: Given<{ memberId: number }>) =>
	q
		.selectDistinct({ caseId: t.actions.caseId, number: t.actions.number })
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
		.where(eq(t.assignments.memberId, given.memberId))
);

/** Every rating that counts of the present actions of a study's ordinary cases, by case, action and member. */
export const ofStudy = all((tx, given: Given<{ studyId: number }>) => {
	const { q, t } = tx;
	return q
		.select({
			rating: t.ratings,
			caseId: t.actions.caseId,
			memberId: t.assignments.memberId,
			roundNumber: t.rounds.number,
			state: t.assignments.state
		})
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(
			and(eq(t.cases.studyId, given.studyId), are(tx, 'ordinary'), isVoice(tx), isPresent({ t }))
		)
		.orderBy(
			asc(t.cases.position),
			asc(t.cases.id),
			asc(t.actions.number),
			asc(t.assignments.memberId),
			asc(t.ratings.id)
		);
});

/** What a rater says of a present action of an ordinary case. */
export type Said = Pick<
	Rating,
	'actionId' | 'score' | 'cannotRate' | 'comment' | 'flags' | 'activeMs' | 'updatedAt' | 'untimed'
> & { memberId: number; round: number; state: PlacedRating['state'] };

/** That a rating says something: one that was taken back without a remark does not. */
function saysSomething({ t }: Pick<Queries, 't'>) {
	const { score, cannotRate, comment, flags } = t.ratings;
	return or(
		isNotNull(score),
		isNotNull(cannotRate),
		ne(comment, ''),
		sql`cast(${flags} as text) <> '[]'`
	);
}

/**
 * Every rating of some ordinary cases that counts and says something.
 *
 * @param caseIds some hundreds at most
 */
export function* said(tx: Queries, caseIds: readonly number[]): Steps<Said[]> {
	const { q, t } = tx;
	const { actionId, score, cannotRate, comment, flags, activeMs, updatedAt, untimed } = t.ratings;
	return yield* run(
		q
			.select({
				...{ actionId, score, cannotRate, comment, flags, activeMs, updatedAt, untimed },
				memberId: t.assignments.memberId,
				round: t.rounds.number,
				state: t.assignments.state
			})
			.from(t.ratings)
			.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
			.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
			.innerJoin(t.actions, eq(t.actions.id, actionId))
			.where(
				and(
					inArray(t.assignments.caseId, [...caseIds]),
					isVoice(tx),
					isPresent({ t }),
					saysSomething(tx)
				)
			)
			.orderBy(asc(t.ratings.id))
	);
}

/** Who has said anything in the ordinary cases of a study, signed or not, whatever the wording. */
export const speakers = all((tx, given: Given<{ studyId: number }>) => {
	const { q, t } = tx;
	const heard = q
		.select({ one: sql`1` })
		.from(t.ratings)
		.where(and(eq(t.ratings.assignmentId, t.assignments.id), saysSomething(tx)));
	return q
		.selectDistinct({ memberId: t.assignments.memberId })
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(
			and(eq(t.cases.studyId, given.studyId), are(tx, 'ordinary'), isVoice(tx), exists(heard))
		);
});

const timed = all((tx, given: Given<{ memberId: number }>) => {
	const { q, t } = tx;
	return q
		.select({ activeMs: t.ratings.activeMs })
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(
			and(
				eq(t.assignments.memberId, given.memberId),
				are(tx, 'ordinary'),
				gt(t.ratings.activeMs, 0),
				or(isNotNull(t.ratings.score), isNotNull(t.ratings.cannotRate))
			)
		);
});

/** Active milliseconds of each answer a member has given in ordinary cases; none where it is not known. */
export function* activeTimes(tx: Queries, memberId: number): Steps<number[]> {
	return (yield* timed(tx, { memberId })).map(({ activeMs }) => activeMs);
}

/** The history of a rating, in the order of time. */
export const revisions = all(({ q, t }, given: Given<{ ratingId: number }>) =>
	q
		.select()
		.from(t.revisions)
		.where(eq(t.revisions.ratingId, given.ratingId))
		.orderBy(asc(t.revisions.version))
);

/** Under which version of the study's words each rating of an assignment was given as it stands; null: not known. */
export const wordsOfAssignment = all(({ q, t }, given: Given<{ assignmentId: number }>) =>
	q
		.select({ ratingId: t.ratings.id, words: t.revisions.words })
		.from(t.ratings)
		.innerJoin(
			t.revisions,
			and(eq(t.revisions.ratingId, t.ratings.id), eq(t.revisions.version, t.ratings.version))
		)
		.where(eq(t.ratings.assignmentId, given.assignmentId))
);

/** Ratings after this id beside the newest line of the history of each, for the check that they agree. */
export const withNewestRevision = all(({ q, t }, given: Given<{ after: number; limit: number }>) =>
	q
		.select({ rating: getTableColumns(t.ratings), revision: getTableColumns(t.revisions) })
		.from(t.ratings)
		.leftJoin(
			t.revisions,
			and(eq(t.revisions.ratingId, t.ratings.id), eq(t.revisions.version, t.ratings.version))
		)
		.where(gt(t.ratings.id, given.after))
		.orderBy(asc(t.ratings.id))
		.limit(given.limit)
);

export function* insert(tx: Queries, rating: NewRating): Steps<Rating> {
	return yield* rows.insert(tx, tx.t.ratings, rating);
}

export function* insertAll(tx: Queries, given: readonly NewRating[]): Steps<void> {
	yield* rows.insertMany(tx, tx.t.ratings, given);
}

const identified = columns<{ assignmentId: number }>(({ q, t }, given) =>
	q
		.select({ actionId: t.ratings.actionId, id: t.ratings.id })
		.from(t.ratings)
		.where(eq(t.ratings.assignmentId, given.assignmentId))
);

/** The id of each rating of an assignment, by its action. */
export function* idsByAction(tx: Queries, assignmentId: number): Steps<Map<number, number>> {
	return new Map((yield* identified(tx, { assignmentId })) as [number, number][]);
}

/**
 * Changes a rating if it still has the version the change was based on.
 *
 * @returns the rating as it is now, or undefined where the version has moved on
 */
export function* update(
	tx: Queries,
	id: number,
	basedOn: number,
	change: Partial<NewRating>
): Steps<Rating | undefined> {
	const where = { id, version: basedOn };
	const [rating] = yield* rows.update(tx, tx.t.ratings, where, { ...change, version: basedOn + 1 });
	return rating;
}

export function* addRevision(tx: Queries, revision: NewRevision): Steps<void> {
	yield* rows.insert(tx, tx.t.revisions, revision);
}

export function* addRevisions(tx: Queries, given: readonly NewRevision[]): Steps<void> {
	yield* rows.insertMany(tx, tx.t.revisions, given);
}
