/** The ratings that an import under way has brought in so far. */
import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';
import { isFirst } from './which.ts';

export type StagedAssignment = Pick<
	Tables['stagedAssignments']['$inferInsert'],
	'caseId' | 'roundId' | 'rater'
>;
export type StagedRating = Omit<
	Tables['stagedRatings']['$inferInsert'],
	'id' | 'stagedAssignmentId'
>;

/** Puts assignments with their ratings among what an import has brought in. */
export function* stage(
	tx: Queries,
	importId: string,
	given: readonly { assignment: StagedAssignment; ratings: readonly StagedRating[] }[]
): Steps<void> {
	const staged: Tables['stagedRatings']['$inferInsert'][] = [];
	for (const { assignment, ratings } of given) {
		const { id } = yield* rows.insert(tx, tx.t.stagedAssignments, { importId, ...assignment });
		staged.push(...ratings.map((rating) => ({ stagedAssignmentId: id, ...rating })));
	}
	yield* rows.insertMany(tx, tx.t.stagedRatings, staged);
}

/** Says which member a rater of the file is. */
export function* identify(
	tx: Queries,
	importId: string,
	{ rater, memberId }: { rater: string; memberId: number }
): Steps<void> {
	yield* rows.update(tx, tx.t.stagedAssignments, { importId, rater }, { memberId });
}

/** A case among them that has become a qualification case meanwhile. */
export const gold = one(({ q, t }, given: Given<{ importId: string }>) =>
	q
		.select({ externalId: t.cases.externalId })
		.from(t.stagedAssignments)
		.innerJoin(t.cases, eq(t.cases.id, t.stagedAssignments.caseId))
		.where(and(eq(t.stagedAssignments.importId, given.importId), eq(t.cases.gold, true)))
		.limit(1)
);

/** A case among them that was taken from its rater meanwhile. */
export const taken = one(({ q, t }, given: Given<{ importId: string }>) =>
	q
		.select({ id: t.assignments.id })
		.from(t.stagedAssignments)
		.innerJoin(
			t.assignments,
			and(
				eq(t.assignments.caseId, t.stagedAssignments.caseId),
				eq(t.assignments.memberId, t.stagedAssignments.memberId),
				eq(t.assignments.roundId, t.stagedAssignments.roundId)
			)
		)
		.where(
			and(
				eq(t.stagedAssignments.importId, given.importId),
				isFirst({ t }),
				isNotNull(t.assignments.releasedAt)
			)
		)
		.limit(1)
);

const staged = all(({ q, t }, given: Given<{ importId: string; limit: number }>) =>
	q
		.select({ id: t.stagedAssignments.id })
		.from(t.stagedAssignments)
		.where(eq(t.stagedAssignments.importId, given.importId))
		.orderBy(asc(t.stagedAssignments.id))
		.limit(given.limit)
);

/**
 * Throws some assignments away that an import has staged, with their ratings.
 *
 * @returns false once there is none
 */
export function* discard(tx: Queries, importId: string, limit: number): Steps<boolean> {
	const { q, t } = tx;
	const ids = (yield* staged(tx, { importId, limit })).map(({ id }) => id);
	if (ids.length === 0) return false;
	yield* run(
		q
			.delete(t.stagedRatings)
			.where(inArray(t.stagedRatings.stagedAssignmentId, ids)) as Built<unknown>
	);
	yield* run(
		q.delete(t.stagedAssignments).where(inArray(t.stagedAssignments.id, ids)) as Built<unknown>
	);
	return true;
}
