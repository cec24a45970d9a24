/**
 * How the ratings that an import has staged become part of the study: by statements over all of them, because
 * the change that does so must be short.
 */
import { and, asc, eq, exists, inArray, isNotNull, not, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { inBulk, withoutId } from '../db/in-bulk.ts';
import type { Given } from '../db/query.ts';
import type { Steps } from '../db/steps.ts';
import { isAsked } from './asked.ts';
import { unbegun } from './unbegun.ts';
import { isFirst } from './which.ts';

type Landing = { importId: string; at: number };

/** The staged assignment of an assignment, each time the two are joined. */
const isItself = ({ t }: Queries) =>
	and(
		eq(t.assignments.caseId, t.stagedAssignments.caseId),
		eq(t.assignments.memberId, t.stagedAssignments.memberId),
		eq(t.assignments.roundId, t.stagedAssignments.roundId),
		isFirst({ t })
	);

const makeAssignments = inBulk<Landing>(({ q, t }, given) =>
	q
		.insert(withoutId(t.assignments))
		.select(
			q
				.select({
					caseId: t.stagedAssignments.caseId,
					memberId: sql<number>`${t.stagedAssignments.memberId}`.as('member_id'),
					roundId: t.stagedAssignments.roundId,
					...unbegun(given.at)
				})
				.from(t.stagedAssignments)
				.where(eq(t.stagedAssignments.importId, given.importId))
				.orderBy(asc(t.stagedAssignments.id)) as never
		)
		.onConflictDoNothing()
);

const incoming = (name: string) => sql`excluded.${sql.identifier(name)}`;

const writeRatings = inBulk<Landing>((tx, given) => {
	const { q, t } = tx;
	const { stagedRatings: staged } = t;
	return q
		.insert(withoutId(t.ratings))
		.select(
			q
				.select({
					assignmentId: t.assignments.id,
					actionId: staged.actionId,
					score: staged.score,
					cannotRate: staged.cannotRate,
					comment: staged.comment,
					flags: staged.flags,
					activeMs: staged.activeMs,
					version: sql<number>`1`.as('version'),
					createdAt: staged.ratedAt,
					updatedAt: sql<number>`${staged.ratedAt}`.as('updated_at'),
					untimed: staged.untimed
				})
				.from(staged)
				.innerJoin(t.stagedAssignments, eq(t.stagedAssignments.id, staged.stagedAssignmentId))
				.innerJoin(t.assignments, isItself(tx))
				.where(eq(t.stagedAssignments.importId, given.importId))
				.orderBy(asc(t.stagedAssignments.id), asc(staged.id)) as never
		)
		.onConflictDoUpdate({
			target: [t.ratings.assignmentId, t.ratings.actionId],
			set: {
				score: incoming('score'),
				cannotRate: incoming('cannot_rate'),
				comment: incoming('comment'),
				flags: incoming('flags'),
				activeMs: sql`${t.ratings.activeMs} + ${incoming('active_ms')}`,
				version: sql`${t.ratings.version} + 1`,
				// Where nobody knew when it was first given, a file may say so now.
				createdAt: sql`case when ${t.ratings.untimed} then ${incoming('created_at')} else ${t.ratings.createdAt} end`,
				updatedAt: incoming('updated_at'),
				untimed: incoming('untimed')
			}
		});
});

/**
 * Each is looked up by its own assignment: joined by its action, the ratings of others would be read too, and on
 * PostgreSQL a rater who saves one of those all the while would keep the change from ever going through.
 */
const ofRating = ({ q, t }: Queries, column: 'id' | 'version') =>
	sql<number>`(${q
		.select({ value: t.ratings[column] })
		.from(t.ratings)
		.where(
			and(
				eq(t.ratings.assignmentId, t.assignments.id),
				eq(t.ratings.actionId, t.stagedRatings.actionId)
			)
		)})`.as(column);

const writeHistory = inBulk<Landing>((tx, given) => {
	const { q, t } = tx;
	const { stagedRatings: staged } = t;
	return q.insert(withoutId(t.revisions)).select(
		q
			.select({
				ratingId: ofRating(tx, 'id'),
				version: ofRating(tx, 'version'),
				// A line may hold the ratings of many raters: its number alone is no name.
				operation: sql<string>`${t.imports.id} || ':' || ${staged.line} || ':' || ${staged.id}`.as(
					'operation'
				),
				digest: sql<string>`${t.imports.digest}`.as('digest'),
				old: staged.old,
				new: staged.new,
				activeMs: staged.activeMs,
				userId: t.members.userId,
				at: staged.ratedAt,
				source: sql<'import'>`'import'`.as('source'),
				reason: sql<null>`cast(null as text)`.as('reason'),
				words: sql<null>`cast(null as integer)`.as('words')
			})
			.from(staged)
			.innerJoin(t.stagedAssignments, eq(t.stagedAssignments.id, staged.stagedAssignmentId))
			.innerJoin(t.imports, eq(t.imports.id, t.stagedAssignments.importId))
			.innerJoin(t.assignments, isItself(tx))
			.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
			.where(eq(t.imports.id, given.importId))
			.orderBy(asc(t.stagedAssignments.id), asc(staged.id)) as never
	);
});

/** The ids of the assignments that the import has a rating in. */
const touched = (tx: Queries, given: Given<Landing>) =>
	tx.q
		.select({ id: tx.t.assignments.id })
		.from(tx.t.stagedAssignments)
		.innerJoin(tx.t.assignments, isItself(tx))
		.where(eq(tx.t.stagedAssignments.importId, given.importId));

const openTouched = inBulk<Landing>((tx, given) =>
	tx.q
		.update(tx.t.assignments)
		.set({ state: 'in-progress', submittedAt: null })
		.where(inArray(tx.t.assignments.id, touched(tx, given)))
);

const submitComplete = inBulk<Landing>((tx, given) => {
	const { q, t } = tx;
	const answer = q
		.select({ one: sql`1` })
		.from(t.ratings)
		.where(
			and(
				eq(t.ratings.assignmentId, t.assignments.id),
				eq(t.ratings.actionId, t.actions.id),
				or(isNotNull(t.ratings.score), isNotNull(t.ratings.cannotRate))
			)
		);
	const unanswered = q
		.select({ one: sql`1` })
		.from(t.actions)
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.where(and(eq(t.actions.caseId, t.assignments.caseId), isAsked(tx), not(exists(answer))));
	return q
		.update(t.assignments)
		.set({ state: 'submitted', submittedAt: sql`cast(${given.at} as bigint)` })
		.where(and(inArray(t.assignments.id, touched(tx, given)), not(exists(unanswered))));
});

/**
 * Makes the ratings of an import part of the study, each with a line of its history, and closes the
 * assignments in which every action is answered. Who the raters are must be known by then (`identify`).
 *
 * @param at when, in milliseconds since 1970, UTC
 */
export function* ratings(tx: Queries, importId: string, at: number): Steps<void> {
	const landing = { importId, at };
	for (const step of [makeAssignments, writeRatings, writeHistory, openTouched, submitComplete]) {
		yield* step(tx, landing);
	}
}
