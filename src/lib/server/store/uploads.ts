/** Files that were sent to be looked at, in parts, until they are imported or forgotten. */
import { and, asc, eq, gte, lt, lte } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { inBulk } from '../db/in-bulk.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Upload = Tables['uploads']['$inferSelect'];

export const byId = one(({ q, t }, given: Given<{ studyId: number; id: string }>) =>
	q
		.select()
		.from(t.uploads)
		.where(and(eq(t.uploads.studyId, given.studyId), eq(t.uploads.id, given.id)))
);

export function* insert(tx: Queries, upload: Tables['uploads']['$inferInsert']): Steps<void> {
	yield* rows.insert(tx, tx.t.uploads, upload);
}

export function* keepPart(tx: Queries, part: Tables['uploadParts']['$inferInsert']): Steps<void> {
	yield* rows.insertMany(tx, tx.t.uploadParts, [part]);
}

/** The parts of an upload, one after the other. */
export const parts = all(({ q, t }, given: Given<{ id: string }>) =>
	q
		.select({ content: t.uploadParts.content })
		.from(t.uploadParts)
		.where(eq(t.uploadParts.uploadId, given.id))
		.orderBy(asc(t.uploadParts.part))
);

/** Throws some parts of an upload away, the last one not among them: all at once would keep others waiting. */
export const dropParts = inBulk<{ id: string; first: number; last: number }>(({ q, t }, given) =>
	q
		.delete(t.uploadParts)
		.where(
			and(
				eq(t.uploadParts.uploadId, given.id),
				gte(t.uploadParts.part, given.first),
				lt(t.uploadParts.part, given.last)
			)
		)
);

/** Throws an upload away that has no parts any more. */
export function* remove(tx: Queries, id: string): Steps<void> {
	yield* rows.remove(tx, tx.t.uploads, { id });
}

/** What was sent before a moment. */
export const old = all(({ q, t }, given: Given<{ before: number }>) =>
	q
		.select({ id: t.uploads.id, bytes: t.uploads.bytes })
		.from(t.uploads)
		.where(lte(t.uploads.createdAt, given.before))
);
