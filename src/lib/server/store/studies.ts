/** Studies: annotation campaigns, each with its own settings. One that was deleted is in no list. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import * as studyWords from './study-words.ts';

export type Study = Tables['studies']['$inferSelect'];
type NewStudy = Tables['studies']['$inferInsert'];

export const bySlug = one(({ q, t }, given: Given<{ slug: string }>) =>
	q
		.select()
		.from(t.studies)
		.where(and(eq(t.studies.slug, given.slug), isNull(t.studies.deletedAt)))
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.studies).where(eq(t.studies.id, given.id))
);

export const list = all(({ q, t }) =>
	q.select().from(t.studies).where(isNull(t.studies.deletedAt)).orderBy(asc(t.studies.id))
);

/** The studies someone takes part in, with the role; those that the person has left are none. */
export const ofUser = all(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select({ study: t.studies, role: t.members.role })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(
			and(eq(t.members.userId, given.userId), isNull(t.members.leftAt), isNull(t.studies.deletedAt))
		)
		.orderBy(asc(t.studies.id))
);

/** Adds a study, with the first version of its guidelines and scale words. */
export function* insert(tx: Queries, study: NewStudy): Steps<Study> {
	const made = yield* rows.insert(tx, tx.t.studies, study);
	const { id: studyId, guidelines, scaleWords, createdAt } = made;
	yield* studyWords.add(tx, { studyId, number: 1, guidelines, scaleWords, createdAt });
	return made;
}

/** Changes what is set about a study, and raises its version. */
export function* update(
	tx: Queries,
	{ id, version }: Pick<Study, 'id' | 'version'>,
	change: Partial<NewStudy>
): Steps<void> {
	yield* rows.update(tx, tx.t.studies, { id }, { ...change, version: version + 1 });
}
