/** Submissions to leaderboards: what was sent, in parts, and what becomes of it. */
import { and, asc, count, desc, eq, gte, lt, max, ne, sql } from 'drizzle-orm';
import type { SubmissionState } from '#lib/domain/submission.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Submission = Tables['submissions']['$inferSelect'];
export type NewSubmission = Tables['submissions']['$inferInsert'];

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.submissions).where(eq(t.submissions.id, given.id))
);

export function* insert(tx: Queries, submission: NewSubmission): Steps<Submission> {
	return yield* rows.insert(tx, tx.t.submissions, submission);
}

/** All versions of an entry, the newest first. */
export const ofEntry = all(({ q, t }, given: Given<{ entry: string }>) =>
	q
		.select()
		.from(t.submissions)
		.where(eq(t.submissions.entry, given.entry))
		.orderBy(desc(t.submissions.version))
);

/** Some of what was sent to a board, the newest first. */
export const ofBoard = all(
	({ q, t }, given: Given<{ boardId: number; limit: number; offset: number }>) =>
		q
			.select()
			.from(t.submissions)
			.where(eq(t.submissions.boardId, given.boardId))
			.orderBy(desc(t.submissions.id))
			.limit(given.limit)
			.offset(given.offset)
);

/** What tells whether others are approved on a board than before: whoever is decided on changes it. */
export const approvedState = one(({ q, t }, given: Given<{ boardId: number }>) =>
	q
		.select({
			n: count(),
			ids: sql<number>`coalesce(sum(${t.submissions.id}), 0)`.mapWith(Number),
			decidedAt: max(t.submissions.decidedAt)
		})
		.from(t.submissions)
		.where(and(eq(t.submissions.boardId, given.boardId), eq(t.submissions.state, 'approved')))
);

/** What a member sent to a board, the newest first. */
export const ofMember = all(({ q, t }, given: Given<{ boardId: number; memberId: number }>) =>
	q
		.select()
		.from(t.submissions)
		.where(
			and(eq(t.submissions.boardId, given.boardId), eq(t.submissions.memberId, given.memberId))
		)
		.orderBy(desc(t.submissions.id))
);

/** Something that a member has sent, to whatever board. */
export const someOfMember = one(({ q, t }, given: Given<{ memberId: number }>) =>
	q
		.select({ id: t.submissions.id })
		.from(t.submissions)
		.where(eq(t.submissions.memberId, given.memberId))
		.limit(1)
);

/** Something that a member has sent to a board. */
export const someOfMemberAt = one(({ q, t }, given: Given<{ boardId: number; memberId: number }>) =>
	q
		.select({ id: t.submissions.id })
		.from(t.submissions)
		.where(
			and(eq(t.submissions.boardId, given.boardId), eq(t.submissions.memberId, given.memberId))
		)
		.limit(1)
);

type Since = { boardId: number; memberId: number; userId: number; since: number };

const since = one(({ q, t }, given: Given<Since>) =>
	q
		.select({ n: count() })
		.from(t.submissions)
		.where(
			and(
				eq(t.submissions.boardId, given.boardId),
				eq(t.submissions.memberId, given.memberId),
				eq(t.submissions.userId, given.userId),
				gte(t.submissions.createdAt, given.since),
				ne(t.submissions.state, 'failed')
			)
		)
);

/** How many a member sent to a board since a moment, themselves; what could not be scored is not counted. */
export function* countSince(tx: Queries, given: Since): Steps<number> {
	return (yield* since(tx, given))!.n;
}

/**
 * Moves a submission on.
 *
 * @param seen the state it was seen in
 * @returns the submission as it is now; undefined where it had moved on before
 */
export function* move(
	tx: Queries,
	{ id, seen }: { id: number; seen: SubmissionState },
	change: Pick<Submission, 'state'> &
		Partial<Pick<Submission, 'reason' | 'scoredAt' | 'decidedBy' | 'decidedAt'>>
): Steps<Submission | undefined> {
	const [moved] = yield* rows.update(tx, tx.t.submissions, { id, state: seen }, change);
	return moved;
}

/** Keeps a part of the file that was sent. */
export function* keepPart(
	tx: Queries,
	part: Tables['submissionParts']['$inferInsert']
): Steps<void> {
	yield* rows.insertMany(tx, tx.t.submissionParts, [part]);
}

/** Some parts of the file that was sent, one after the other, the last one not among them. */
export const parts = all(
	({ q, t }, given: Given<{ submissionId: number; first: number; last: number }>) =>
		q
			.select({ content: t.submissionParts.content })
			.from(t.submissionParts)
			.where(
				and(
					eq(t.submissionParts.submissionId, given.submissionId),
					gte(t.submissionParts.part, given.first),
					lt(t.submissionParts.part, given.last)
				)
			)
			.orderBy(asc(t.submissionParts.part))
);
