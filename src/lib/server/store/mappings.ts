/** How the columns of somebody's files become cases or ratings, kept by a study under a name. */
import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import type { JsonObject } from '#lib/domain/case.ts';
import type { Change } from '../db/atomically.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type MappingRow = Tables['mappings']['$inferSelect'];

/** The mappings of a study by their names. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select()
		.from(t.mappings)
		.where(eq(t.mappings.studyId, given.studyId))
		.orderBy(asc(t.mappings.name), asc(t.mappings.id))
);

export const byId = one(({ q, t }, given: Given<{ studyId: number; id: number }>) =>
	q
		.select()
		.from(t.mappings)
		.where(and(eq(t.mappings.studyId, given.studyId), eq(t.mappings.id, given.id)))
);

export const named = one(({ q, t }, given: Given<{ studyId: number; name: string }>) =>
	q
		.select()
		.from(t.mappings)
		.where(and(eq(t.mappings.studyId, given.studyId), eq(t.mappings.name, given.name)))
);

/** The mappings of the other studies that somebody coordinates, with the names of those studies. */
export const elsewhere = all(({ q, t }, given: Given<{ studyId: number; userId: number }>) =>
	q
		.select({ mapping: t.mappings, study: t.studies.name })
		.from(t.mappings)
		.innerJoin(t.studies, eq(t.studies.id, t.mappings.studyId))
		.innerJoin(t.members, eq(t.members.studyId, t.studies.id))
		.where(
			and(
				ne(t.mappings.studyId, given.studyId),
				eq(t.members.userId, given.userId),
				eq(t.members.role, 'coordinator'),
				isNull(t.members.leftAt),
				isNull(t.studies.deletedAt)
			)
		)
		.orderBy(asc(t.studies.name), asc(t.mappings.name), asc(t.mappings.id))
);

/** Puts a mapping in the place of the one of this name, or beside those there are. */
export function* set(
	tx: Change,
	{ studyId, name, mapping }: { studyId: number; name: string; mapping: JsonObject }
): Steps<MappingRow> {
	const { userId, at } = tx.by;
	const now = { mapping, userId, updatedAt: at };
	const [changed] = yield* rows.update(tx, tx.t.mappings, { studyId, name }, now);
	if (changed !== undefined) return changed;
	return yield* rows.insert(tx, tx.t.mappings, { studyId, name, ...now, createdAt: at });
}

export function* rename(tx: Change, id: number, name: string): Steps<void> {
	yield* rows.update(tx, tx.t.mappings, { id }, { name, updatedAt: tx.by.at });
}

export function* remove(tx: Change, id: number): Steps<void> {
	yield* rows.remove(tx, tx.t.mappings, { id });
}
