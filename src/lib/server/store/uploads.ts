/** Files that were sent to be looked at, in parts, until they are imported or forgotten. */
import { and, asc, eq, inArray, lte } from 'drizzle-orm';
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

/** Throws an upload away. */
export function* remove(tx: Queries, id: string): Steps<void> {
	yield* rows.remove(tx, tx.t.uploadParts, { uploadId: id });
	yield* rows.remove(tx, tx.t.uploads, { id });
}

const oldParts = inBulk<{ before: number }>(({ q, t }, given) => {
	const old = q
		.select({ id: t.uploads.id })
		.from(t.uploads)
		.where(lte(t.uploads.createdAt, given.before));
	return q.delete(t.uploadParts).where(inArray(t.uploadParts.uploadId, old));
});

const oldOnes = inBulk<{ before: number }>(({ q, t }, given) =>
	q.delete(t.uploads).where(lte(t.uploads.createdAt, given.before))
);

/** Throws away what was sent before a moment. */
export function* removeOld(tx: Queries, before: number): Steps<void> {
	yield* oldParts(tx, { before });
	yield* oldOnes(tx, { before });
}
