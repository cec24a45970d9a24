/** Releases and their archives. They are added, and may be withdrawn; nothing else changes. */
import { and, asc, desc, eq, exists, gte, isNull, like, lt, not, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { inBulk, withoutId } from '../db/in-bulk.ts';
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

/** What a release is known by, without its manifest, which names every file. */
const head = ({ t }: Queries) => {
	const { id, number, createdAt, options, sha256, withdrawnAt } = t.releases;
	return { id, number, createdAt, options, sha256, withdrawnAt };
};

/** The newest first. */
export const headsOfStudy = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select(head(tx))
		.from(tx.t.releases)
		.where(eq(tx.t.releases.studyId, given.studyId))
		.orderBy(desc(tx.t.releases.number))
);

export const headByNumber = one((tx, given: Given<{ studyId: number; number: number }>) =>
	tx.q
		.select(head(tx))
		.from(tx.t.releases)
		.where(and(eq(tx.t.releases.studyId, given.studyId), eq(tx.t.releases.number, given.number)))
);

/** The numbers of all releases of a study, the newest first. */
export const numbers = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ number: t.releases.number })
		.from(t.releases)
		.where(eq(t.releases.studyId, given.studyId))
		.orderBy(desc(t.releases.number))
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

/** What the same is known by. */
export const newestHead = one((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select(head(tx))
		.from(tx.t.releases)
		.where(and(eq(tx.t.releases.studyId, given.studyId), isNull(tx.t.releases.withdrawnAt)))
		.orderBy(desc(tx.t.releases.number))
		.limit(1)
);

export function* insert(tx: Queries, release: Tables['releases']['$inferInsert']): Steps<Release> {
	return yield* rows.insert(tx, tx.t.releases, release);
}

/** How long each part of the archive of a release is, in their order; none of one made before archives were kept. */
export const parts = all(({ q, t }, given: Given<{ sha256: string }>) =>
	q
		.select({ part: t.releaseParts.part, bytes: sql<number>`length(${t.releaseParts.content})` })
		.from(t.releaseParts)
		.where(eq(t.releaseParts.sha256, given.sha256))
		.orderBy(asc(t.releaseParts.part))
);

/** One part of an archive. */
export const part = one(({ q, t }, given: Given<{ sha256: string; part: number }>) =>
	q
		.select({ content: t.releaseParts.content })
		.from(t.releaseParts)
		.where(and(eq(t.releaseParts.sha256, given.sha256), eq(t.releaseParts.part, given.part)))
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

type Span = {
	/** Of the archive, or the name under which its parts are kept while it is made. */
	sha256: string;
	/** Of the parts, the last one not among them. */
	first: number;
	last: number;
};

/** Removes some parts of an archive, unless a release came of it. */
export const dropParts = inBulk((tx, given: Given<Span>) =>
	tx.q
		.delete(tx.t.releaseParts)
		.where(
			and(
				eq(tx.t.releaseParts.sha256, given.sha256),
				gte(tx.t.releaseParts.part, given.first),
				lt(tx.t.releaseParts.part, given.last),
				not(isNamed(tx))
			)
		)
);

/** Keeps some parts once more, under another name and from another place on; those that are there already stay. */
export const copyParts = inBulk(({ q, t }, given: Given<Span & { from: string; place: number }>) =>
	q
		.insert(withoutId(t.releaseParts))
		.select(
			q
				.select({
					sha256: sql<string>`cast(${given.sha256} as text)`.as('sha256'),
					part: sql<number>`${t.releaseParts.part} + cast(${given.place} as integer)`.as('part'),
					createdAt: t.releaseParts.createdAt,
					content: t.releaseParts.content
				})
				.from(t.releaseParts)
				.where(
					and(
						eq(t.releaseParts.sha256, given.from),
						gte(t.releaseParts.part, given.first),
						lt(t.releaseParts.part, given.last)
					)
				)
		)
		.onConflictDoNothing()
);

/** The last part of an archive. */
export const lastPart = one(({ q, t }, given: Given<{ sha256: string }>) =>
	q
		.select({ part: t.releaseParts.part })
		.from(t.releaseParts)
		.where(eq(t.releaseParts.sha256, given.sha256))
		.orderBy(desc(t.releaseParts.part))
		.limit(1)
);

/** Names of parts that fit a pattern, in which % stands for anything. */
export const namesLike = all(({ q, t }, given: Given<{ pattern: string }>) =>
	q
		.selectDistinct({ sha256: t.releaseParts.sha256 })
		.from(t.releaseParts)
		.where(like(t.releaseParts.sha256, given.pattern))
);

/** Names of parts from before a moment that no release came of: whoever wrote them never got to its end. */
export const abandoned = all((tx, given: Given<{ before: number }>) =>
	tx.q
		.selectDistinct({ sha256: tx.t.releaseParts.sha256 })
		.from(tx.t.releaseParts)
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
