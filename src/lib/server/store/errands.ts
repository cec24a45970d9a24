/** Errands: long work that was asked for, how far it is and what came of it. */
import { and, desc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { ErrandKind } from '#lib/domain/errand.ts';
import type { Change } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import { one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';

export type ErrandRow = Tables['errands']['$inferSelect'];

const OPEN = ['running', 'waiting'] as const;

export const byId = one(({ q, t }, given: Given<{ id: string }>) =>
	q.select().from(t.errands).where(eq(t.errands.id, given.id))
);

/** The errand of a kind that was asked for last in a study. */
export const newest = one(({ q, t }, given: Given<{ studyId: number; kind: ErrandKind }>) =>
	q
		.select()
		.from(t.errands)
		.where(and(eq(t.errands.studyId, given.studyId), eq(t.errands.kind, given.kind)))
		.orderBy(desc(t.errands.createdAt))
		.limit(1)
);

/** The errand that scores a submission: the one that was asked for last. */
export const scoringOf = one(({ q, t }, given: Given<{ studyId: number; submission: number }>) =>
	q
		.select()
		.from(t.errands)
		.where(
			and(
				eq(t.errands.studyId, given.studyId),
				eq(t.errands.kind, 'score'),
				sql`cast(${t.errands.asked} ->> 'submission' as integer) = ${given.submission}`
			)
		)
		.orderBy(desc(t.errands.createdAt))
		.limit(1)
);

export function* insert(
	tx: Change,
	errand: Pick<ErrandRow, 'id' | 'studyId' | 'kind' | 'asked'>
): Steps<void> {
	const { userId, token: tokenId, at: createdAt } = tx.by;
	yield* rows.insert(tx, tx.t.errands, {
		...errand,
		...{ userId, tokenId, createdAt, state: 'waiting' as const }
	});
}

/**
 * Notes how far an errand is, or what came of it, unless it is over.
 *
 * @returns the errand as it is now; undefined where it was over before
 */
export function* note(
	tx: Queries,
	id: string,
	what: Partial<Tables['errands']['$inferInsert']>
): Steps<ErrandRow | undefined> {
	for (const state of OPEN) {
		const [errand] = yield* rows.update(tx, tx.t.errands, { id, state }, what);
		if (errand !== undefined) return errand;
	}
	return undefined;
}

/** Forgets the errands that were over before a moment. */
export function* removeOver({ q, t }: Queries, before: number): Steps<void> {
	const old = and(isNotNull(t.errands.finishedAt), lte(t.errands.finishedAt, before));
	yield* run(q.delete(t.errands).where(old) as Built<unknown>);
}

const openOfStudy = one(({ q, t }, given: Given<{ studyId: number; kind: ErrandKind }>) =>
	q
		.select({ id: t.errands.id })
		.from(t.errands)
		.where(
			and(
				eq(t.errands.studyId, given.studyId),
				eq(t.errands.kind, given.kind),
				inArray(t.errands.state, [...OPEN])
			)
		)
		.limit(1)
);

/** True where an errand of this kind is under way in a study. */
export function* isOpen(tx: Queries, studyId: number, kind: ErrandKind): Steps<boolean> {
	return (yield* openOfStudy(tx, { studyId, kind })) !== undefined;
}
