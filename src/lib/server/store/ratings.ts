/** Ratings and their append-only history. */
import { and, asc, eq, gt, isNotNull, isNull, or } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import { are } from './which.ts';

export type Rating = Tables['ratings']['$inferSelect'];
export type NewRating = Tables['ratings']['$inferInsert'];
export type Revision = Tables['revisions']['$inferSelect'];
export type NewRevision = Tables['revisions']['$inferInsert'];

/** A rating with what the coordinator's figures and a release need of its surroundings. */
export type PlacedRating = {
	rating: Rating;
	caseId: number;
	memberId: number;
	roundNumber: number;
	state: Tables['assignments']['$inferSelect']['state'];
};

/** The revision that an operation made; empty where it is new. */
export function byOperation({ q, t }: Queries, operation: string) {
	return q
		.select({ revision: t.revisions, rating: t.ratings })
		.from(t.revisions)
		.innerJoin(t.ratings, eq(t.ratings.id, t.revisions.ratingId))
		.where(eq(t.revisions.operation, operation));
}

/** The rating of one action in one assignment; empty where it is not rated. */
export function find({ q, t }: Queries, assignmentId: number, actionId: number) {
	return q
		.select()
		.from(t.ratings)
		.where(and(eq(t.ratings.assignmentId, assignmentId), eq(t.ratings.actionId, actionId)));
}

export function ofAssignment({ q, t }: Queries, assignmentId: number) {
	return q
		.select()
		.from(t.ratings)
		.where(eq(t.ratings.assignmentId, assignmentId))
		.orderBy(asc(t.ratings.id));
}

/** Every rating of the present actions of a study's ordinary cases, by case, action and member. */
export async function ofStudy(tx: Queries, studyId: number): Promise<PlacedRating[]> {
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
		.where(and(eq(t.cases.studyId, studyId), are(tx, 'ordinary'), isNull(t.actions.supersededAt)))
		.orderBy(
			asc(t.cases.position),
			asc(t.cases.id),
			asc(t.actions.number),
			asc(t.assignments.memberId),
			asc(t.ratings.id)
		);
}

/** Active milliseconds of each answer a member has given in ordinary cases; none where it is not known. */
export async function activeTimes(tx: Queries, memberId: number): Promise<number[]> {
	const { q, t } = tx;
	const rows = await q
		.select({ activeMs: t.ratings.activeMs })
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(
			and(
				eq(t.assignments.memberId, memberId),
				are(tx, 'ordinary'),
				gt(t.ratings.activeMs, 0),
				or(isNotNull(t.ratings.score), isNotNull(t.ratings.cannotRate))
			)
		);
	return rows.map(({ activeMs }) => activeMs);
}

export async function revisions({ q, t }: Queries, ratingId: number): Promise<Revision[]> {
	return q
		.select()
		.from(t.revisions)
		.where(eq(t.revisions.ratingId, ratingId))
		.orderBy(asc(t.revisions.version));
}

/** Every rating beside the newest line of its history, for the check that they agree. */
export async function withNewestRevision({
	q,
	t
}: Queries): Promise<{ rating: Rating; revision: Revision | null }[]> {
	return q
		.select({ rating: t.ratings, revision: t.revisions })
		.from(t.ratings)
		.leftJoin(
			t.revisions,
			and(eq(t.revisions.ratingId, t.ratings.id), eq(t.revisions.version, t.ratings.version))
		)
		.orderBy(asc(t.ratings.id));
}

export function* insert({ q, t }: Queries, rating: NewRating): Steps<Rating> {
	const rows = yield* run(q.insert(t.ratings).values(rating).returning());
	return rows[0]!;
}

/**
 * Changes a rating if it still has the version the change was based on.
 *
 * @returns the rating as it is now, or undefined where the version has moved on
 */
export function* update(
	{ q, t }: Queries,
	id: number,
	basedOn: number,
	change: Partial<NewRating>
): Steps<Rating | undefined> {
	const rows = yield* run(
		q
			.update(t.ratings)
			.set({ ...change, version: basedOn + 1 })
			.where(and(eq(t.ratings.id, id), eq(t.ratings.version, basedOn)))
			.returning()
	);
	return rows[0];
}

export function* addRevision({ q, t }: Queries, revision: NewRevision): Steps<void> {
	yield* run(q.insert(t.revisions).values(revision));
}
