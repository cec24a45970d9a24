/** Releases and their files. They are added, and may be withdrawn; nothing else changes. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import { byText } from './order.ts';

export type Release = Tables['releases']['$inferSelect'];
export type ReleaseFile = Tables['releaseFiles']['$inferSelect'];

/** The newest first. */
export async function ofStudy({ q, t }: Queries, studyId: number): Promise<Release[]> {
	return q
		.select()
		.from(t.releases)
		.where(eq(t.releases.studyId, studyId))
		.orderBy(desc(t.releases.number));
}

export async function byNumber(
	{ q, t }: Queries,
	studyId: number,
	number: number
): Promise<Release | undefined> {
	const rows = await q
		.select()
		.from(t.releases)
		.where(and(eq(t.releases.studyId, studyId), eq(t.releases.number, number)));
	return rows[0];
}

/** The number the next release of a study gets. */
export async function nextNumber({ q, t }: Queries, studyId: number): Promise<number> {
	const rows = await q
		.select({ newest: sql<number | null>`cast(max(${t.releases.number}) as integer)` })
		.from(t.releases)
		.where(eq(t.releases.studyId, studyId));
	return (rows[0]?.newest ?? 0) + 1;
}

export async function files({ q, t }: Queries, releaseId: number): Promise<ReleaseFile[]> {
	const rows = await q.select().from(t.releaseFiles).where(eq(t.releaseFiles.releaseId, releaseId));
	return rows.sort(byText(({ path }) => path));
}

export function* insert(
	{ q, t }: Queries,
	release: Tables['releases']['$inferInsert'],
	content: { path: string; sha256: string; content: Buffer }[]
): Steps<Release> {
	const rows = yield* run(q.insert(t.releases).values(release).returning());
	for (const file of content) {
		yield* run(q.insert(t.releaseFiles).values({ ...file, releaseId: rows[0]!.id }));
	}
	return rows[0]!;
}

/** @returns the release, or undefined where it was withdrawn before */
export function* withdraw(
	{ q, t }: Queries,
	id: number,
	withdrawnAt: number,
	withdrawnReason: string
): Steps<Release | undefined> {
	const rows = yield* run(
		q
			.update(t.releases)
			.set({ withdrawnAt, withdrawnReason })
			.where(and(eq(t.releases.id, id), isNull(t.releases.withdrawnAt)))
			.returning()
	);
	return rows[0];
}
