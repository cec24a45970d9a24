/** The versions of a study's guidelines and scale words. They only grow. */
import { and, asc, count, eq, getTableColumns } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type StudyWords = Tables['studyWords']['$inferSelect'];

/** Every version without its text, the oldest first, each with who made it; null for the command line. */
export const listed = all(({ q, t }, given: Given<{ studyId: number }>) => {
	const { number, note, createdAt } = getTableColumns(t.studyWords);
	return q
		.select({ number, note, createdAt, who: t.users.name })
		.from(t.studyWords)
		.leftJoin(t.users, eq(t.users.id, t.studyWords.userId))
		.where(eq(t.studyWords.studyId, given.studyId))
		.orderBy(asc(t.studyWords.number));
});

/** One version by its number. */
export const numbered = one(({ q, t }, given: Given<{ studyId: number; number: number }>) =>
	q
		.select()
		.from(t.studyWords)
		.where(and(eq(t.studyWords.studyId, given.studyId), eq(t.studyWords.number, given.number)))
);

/**
 * How many ratings were made under each version, by the newest line of their histories; null where it is not
 * known.
 */
export const ratingsByVersion = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ version: t.revisions.words, ratings: count() })
		.from(t.rounds)
		.innerJoin(t.assignments, eq(t.assignments.roundId, t.rounds.id))
		.innerJoin(t.ratings, eq(t.ratings.assignmentId, t.assignments.id))
		.innerJoin(
			t.revisions,
			and(eq(t.revisions.ratingId, t.ratings.id), eq(t.revisions.version, t.ratings.version))
		)
		.where(eq(t.rounds.studyId, given.studyId))
		.groupBy(t.revisions.words)
);

export function* add(tx: Queries, words: Tables['studyWords']['$inferInsert']): Steps<void> {
	yield* rows.insert(tx, tx.t.studyWords, words);
}
