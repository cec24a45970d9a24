/** Tokens of programs, by the SHA-256 of what the program holds. */
import { and, count, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Token = Tables['apiTokens']['$inferSelect'];

/** A token with its owner and its study. */
export const byHash = one(({ q, t }, given: Given<{ tokenHash: string }>) =>
	q
		.select({ token: t.apiTokens, owner: t.users, study: t.studies })
		.from(t.apiTokens)
		.innerJoin(t.users, eq(t.users.id, t.apiTokens.userId))
		.innerJoin(t.studies, eq(t.studies.id, t.apiTokens.studyId))
		.where(eq(t.apiTokens.tokenHash, given.tokenHash))
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.apiTokens).where(eq(t.apiTokens.id, given.id))
);

/** The tokens of a study with the names of their owners: first those that let somebody in, then the newest. */
export const ofStudy = all(
	({ q, t }, given: Given<{ studyId: number; now: number; limit: number }>) =>
		q
			.select({
				token: t.apiTokens,
				owner: { id: t.users.id, name: t.users.name, disabledAt: t.users.disabledAt }
			})
			.from(t.apiTokens)
			.innerJoin(t.users, eq(t.users.id, t.apiTokens.userId))
			.where(eq(t.apiTokens.studyId, given.studyId))
			.orderBy(
				sql`case when ${isNull(t.apiTokens.revokedAt)} and ${gt(t.apiTokens.expiresAt, given.now)} then 0 else 1 end`,
				desc(t.apiTokens.id)
			)
			.limit(given.limit)
);

const open = one(({ q, t }, given: Given<{ studyId: number; now: number }>) =>
	q
		.select({ n: count() })
		.from(t.apiTokens)
		.where(
			and(
				eq(t.apiTokens.studyId, given.studyId),
				isNull(t.apiTokens.revokedAt),
				gt(t.apiTokens.expiresAt, given.now)
			)
		)
);

/** How many tokens of a study let somebody in. */
export function* countOpen(tx: Queries, studyId: number, now: number): Steps<number> {
	return (yield* open(tx, { studyId, now }))!.n;
}

export function* insert(tx: Queries, token: Tables['apiTokens']['$inferInsert']): Steps<Token> {
	return yield* rows.insert(tx, tx.t.apiTokens, token);
}

/** @returns the token, or undefined where it was revoked before */
export function* revoke(tx: Queries, id: number, revokedAt: number): Steps<Token | undefined> {
	const [token] = yield* rows.update(tx, tx.t.apiTokens, { id, revokedAt: null }, { revokedAt });
	return token;
}

export function* setUsed(tx: Queries, id: number, lastUsedAt: number): Steps<void> {
	yield* rows.update(tx, tx.t.apiTokens, { id }, { lastUsedAt });
}
