/** Releases and their files. They are added, and may be withdrawn; nothing else changes. */
import { and, desc, eq } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import { byText } from './order.ts';

export type Release = Tables['releases']['$inferSelect'];
export type ReleaseFile = Tables['releaseFiles']['$inferSelect'];

/** The newest first. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select()
		.from(t.releases)
		.where(eq(t.releases.studyId, given.studyId))
		.orderBy(desc(t.releases.number))
);

export const byNumber = one(({ q, t }, given: Given<{ studyId: number; number: number }>) =>
	q
		.select()
		.from(t.releases)
		.where(and(eq(t.releases.studyId, given.studyId), eq(t.releases.number, given.number)))
);

const newest = one(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ number: t.releases.number })
		.from(t.releases)
		.where(eq(t.releases.studyId, given.studyId))
		.orderBy(desc(t.releases.number))
		.limit(1)
);

/** The number the next release of a study gets. */
export function* nextNumber(tx: Queries, studyId: number): Steps<number> {
	return ((yield* newest(tx, { studyId }))?.number ?? 0) + 1;
}

const filesOf = all(({ q, t }, given: Given<{ releaseId: number }>) =>
	q.select().from(t.releaseFiles).where(eq(t.releaseFiles.releaseId, given.releaseId))
);

/** The files of a release, by path. */
export function* files(tx: Queries, releaseId: number): Steps<ReleaseFile[]> {
	return (yield* filesOf(tx, { releaseId })).sort(byText(({ path }) => path));
}

export function* insert(
	tx: Queries,
	release: Tables['releases']['$inferInsert'],
	content: { path: string; sha256: string; content: Buffer }[]
): Steps<Release> {
	const made = yield* rows.insert(tx, tx.t.releases, release);
	for (const file of content) {
		yield* rows.insert(tx, tx.t.releaseFiles, { ...file, releaseId: made.id });
	}
	return made;
}

/** @returns the release, or undefined where it was withdrawn before */
export function* withdraw(
	tx: Queries,
	id: number,
	withdrawnAt: number,
	withdrawnReason: string
): Steps<Release | undefined> {
	const where = { id, withdrawnAt: null };
	const [release] = yield* rows.update(tx, tx.t.releases, where, { withdrawnAt, withdrawnReason });
	return release;
}
