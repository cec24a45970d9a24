/** The versions of a study's guidelines and scale words. They only grow. */
import { and, asc, eq } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type StudyWords = Tables['studyWords']['$inferSelect'];

/** Every version, the oldest first. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select()
		.from(t.studyWords)
		.where(eq(t.studyWords.studyId, given.studyId))
		.orderBy(asc(t.studyWords.number))
);

/** One version by its number. */
export const numbered = one(({ q, t }, given: Given<{ studyId: number; number: number }>) =>
	q
		.select()
		.from(t.studyWords)
		.where(and(eq(t.studyWords.studyId, given.studyId), eq(t.studyWords.number, given.number)))
);

export function* add(tx: Queries, words: Tables['studyWords']['$inferInsert']): Steps<void> {
	yield* rows.insert(tx, tx.t.studyWords, words);
}
