/** Leaderboards: one a release, with its settings, and whether everyone may see it. */
import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { JsonObject } from '#lib/domain/case.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

/** A board without its baselines, which are many figures. */
export type Board = Omit<Tables['boards']['$inferSelect'], 'baselines'>;

/** A board with the release and the study that it is of. */
export type PlacedBoard = Board & {
	studyId: number;
	release: number;
	/** Why the release was withdrawn; null where it stands. */
	withdrawn: string | null;
};

/** What a coordinator changes by hand; each change raises the version. */
export type BoardChange = Partial<
	Pick<
		Tables['boards']['$inferInsert'],
		| 'scheme'
		| 'accepts'
		| 'showsOwnResult'
		| 'dailyLimit'
		| 'terms'
		| 'termsVersion'
		| 'humanLine'
		| 'publishedAt'
		| 'publishedBy'
	>
>;

const placed = ({ t }: Queries) => {
	const { id, releaseId, scheme, accepts, showsOwnResult, dailyLimit } = t.boards;
	const { terms, termsVersion, humanLine, createdAt, publishedAt, publishedBy } = t.boards;
	return {
		...{ id, releaseId, scheme, accepts, showsOwnResult, dailyLimit, terms, termsVersion },
		...{ humanLine, createdAt, publishedAt, publishedBy, version: t.boards.version },
		...{ studyId: t.releases.studyId, release: t.releases.number },
		withdrawn: t.releases.withdrawnReason
	};
};

export const byId = one((tx, given: Given<{ id: number }>) =>
	tx.q
		.select(placed(tx))
		.from(tx.t.boards)
		.innerJoin(tx.t.releases, eq(tx.t.releases.id, tx.t.boards.releaseId))
		.where(eq(tx.t.boards.id, given.id))
);

/** The board of a release by its number. */
export const byRelease = one((tx, given: Given<{ studyId: number; release: number }>) =>
	tx.q
		.select(placed(tx))
		.from(tx.t.boards)
		.innerJoin(tx.t.releases, eq(tx.t.releases.id, tx.t.boards.releaseId))
		.where(and(eq(tx.t.releases.studyId, given.studyId), eq(tx.t.releases.number, given.release)))
);

/** The boards of a study, that of the newest release first. */
export const ofStudy = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select(placed(tx))
		.from(tx.t.boards)
		.innerJoin(tx.t.releases, eq(tx.t.releases.id, tx.t.boards.releaseId))
		.where(eq(tx.t.releases.studyId, given.studyId))
		.orderBy(desc(tx.t.releases.number))
);

/** Those that everyone may see. */
export const publishedOf = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select(placed(tx))
		.from(tx.t.boards)
		.innerJoin(tx.t.releases, eq(tx.t.releases.id, tx.t.boards.releaseId))
		.where(and(eq(tx.t.releases.studyId, given.studyId), isNotNull(tx.t.boards.publishedAt)))
		.orderBy(desc(tx.t.releases.number))
);

/** @returns the id of the new board */
export function* insert(tx: Queries, board: Tables['boards']['$inferInsert']): Steps<number> {
	return (yield* rows.insert(tx, tx.t.boards, board)).id;
}

/**
 * Changes a board by hand.
 *
 * @param seen its version, as whoever changes it saw it
 * @returns false where it was changed since
 */
export function* change(
	tx: Queries,
	{ id, seen }: { id: number; seen: number },
	change: BoardChange
): Steps<boolean> {
	const changed = { ...change, version: seen + 1 };
	const found = yield* rows.update(tx, tx.t.boards, { id, version: seen }, changed);
	return found.length > 0;
}

/** Keeps the figures of the baselines and of the raters: nobody changed the board by that. */
export function* keepBaselines(tx: Queries, id: number, baselines: JsonObject): Steps<void> {
	yield* rows.update(tx, tx.t.boards, { id }, { baselines });
}

/** What is kept beside a board under one name; null where it was not computed. */
export const baselines = one(({ t, q }, given: Given<{ id: number; name: string }>) =>
	q
		.select({
			kept: sql`${t.boards.baselines} -> cast(${given.name} as text)`.mapWith(
				(value) => t.boards.baselines.mapFromDriverValue(value) as JsonObject | null
			)
		})
		.from(t.boards)
		.where(eq(t.boards.id, given.id))
);
