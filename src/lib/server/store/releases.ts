/** Releases and their archives. They are added, and may be withdrawn; nothing else changes. */
import { and, asc, desc, eq, exists, isNull, lt, not, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { inBulk } from '../db/in-bulk.ts';
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

/** What is told of a release without its manifest, which names every file. */
const head = ({ t }: Queries) => {
	const { number, sha256, withdrawnAt } = t.releases;
	return { number, sha256, withdrawnAt };
};

export const headByNumber = one((tx, given: Given<{ studyId: number; number: number }>) =>
	tx.q
		.select(head(tx))
		.from(tx.t.releases)
		.where(and(eq(tx.t.releases.studyId, given.studyId), eq(tx.t.releases.number, given.number)))
);

/** The same of the newest release that is not withdrawn. */
export const headOfStanding = one((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select(head(tx))
		.from(tx.t.releases)
		.where(and(eq(tx.t.releases.studyId, given.studyId), isNull(tx.t.releases.withdrawnAt)))
		.orderBy(desc(tx.t.releases.number))
		.limit(1)
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

/** The newest release of a study that is not withdrawn. */
export const newestStanding = one(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select()
		.from(t.releases)
		.where(and(eq(t.releases.studyId, given.studyId), isNull(t.releases.withdrawnAt)))
		.orderBy(desc(t.releases.number))
		.limit(1)
);

export function* insert(tx: Queries, release: Tables['releases']['$inferInsert']): Steps<Release> {
	return yield* rows.insert(tx, tx.t.releases, release);
}

/** The archive of a release in its parts, one after the other; none of one made before archives were kept. */
export const parts = all(({ q, t }, given: Given<{ sha256: string }>) =>
	q
		.select({ content: t.releaseParts.content })
		.from(t.releaseParts)
		.where(eq(t.releaseParts.sha256, given.sha256))
		.orderBy(asc(t.releaseParts.part))
);

/** Keeps a part of an archive; one that is there already stays. */
export function* keepPart(tx: Queries, part: Tables['releaseParts']['$inferInsert']): Steps<void> {
	yield* rows.insertMany(tx, tx.t.releaseParts, [part], { skipKnown: true });
}

const isNamed = ({ q, t }: Queries) =>
	exists(
		q
			.select({ one: sql`1` })
			.from(t.releases)
			.where(eq(t.releases.sha256, t.releaseParts.sha256))
	);

/** Removes the parts of an archive, unless a release came of it. */
export const dropParts = inBulk((tx, given: Given<{ sha256: string }>) =>
	tx.q
		.delete(tx.t.releaseParts)
		.where(and(eq(tx.t.releaseParts.sha256, given.sha256), not(isNamed(tx))))
);

/** Removes the parts from before a moment that no release came of: whoever wrote them never got to its end. */
export const dropAbandoned = inBulk((tx, given: Given<{ before: number }>) =>
	tx.q
		.delete(tx.t.releaseParts)
		.where(and(lt(tx.t.releaseParts.createdAt, given.before), not(isNamed(tx))))
);

const filesOf = all(({ q, t }, given: Given<{ releaseId: number }>) =>
	q.select().from(t.releaseFiles).where(eq(t.releaseFiles.releaseId, given.releaseId))
);

/** The files of a release that was made before archives were kept, by path. */
export function* files(tx: Queries, releaseId: number): Steps<ReleaseFile[]> {
	return (yield* filesOf(tx, { releaseId })).sort(byText(({ path }) => path));
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
