/** Sessions, by the SHA-256 of the id that the cookie holds. */
import { desc, eq, lte } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';

export type Session = Tables['sessions']['$inferSelect'];

export const withUser = one(({ q, t }, given: Given<{ id: string }>) =>
	q
		.select({ session: t.sessions, user: t.users })
		.from(t.sessions)
		.innerJoin(t.users, eq(t.users.id, t.sessions.userId))
		.where(eq(t.sessions.id, given.id))
);

/** The newest first. */
export const ofUser = all(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select()
		.from(t.sessions)
		.where(eq(t.sessions.userId, given.userId))
		.orderBy(desc(t.sessions.createdAt))
);

export function* insert(tx: Queries, session: Session): Steps<void> {
	yield* rows.insert(tx, tx.t.sessions, session);
}

export function* extend(tx: Queries, id: string, expiresAt: number): Steps<void> {
	yield* rows.update(tx, tx.t.sessions, { id }, { expiresAt });
}

export function* remove(tx: Queries, id: string): Steps<void> {
	yield* rows.remove(tx, tx.t.sessions, { id });
}

export function* removeOfUser(tx: Queries, userId: number): Steps<void> {
	yield* rows.remove(tx, tx.t.sessions, { userId });
}

/**
 * Ends the sessions of a person but one.
 *
 * @param kept its id; null ends all
 * @returns how many ended
 */
export function* removeOthers(tx: Queries, userId: number, kept: string | null): Steps<number> {
	const others = (yield* ofUser(tx, { userId })).filter(({ id }) => id !== kept);
	for (const { id } of others) yield* remove(tx, id);
	return others.length;
}

export function* removeExpired({ q, t }: Queries, now: number): Steps<void> {
	yield* run(q.delete(t.sessions).where(lte(t.sessions.expiresAt, now)) as Built<unknown>);
}
