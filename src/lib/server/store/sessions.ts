/** Sessions, by the SHA-256 of the id that the cookie holds. */
import { desc, eq, lte } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { User } from './users.ts';

export type Session = Tables['sessions']['$inferSelect'];

export async function withUser(
	{ q, t }: Queries,
	id: string
): Promise<{ session: Session; user: User } | undefined> {
	const rows = await q
		.select({ session: t.sessions, user: t.users })
		.from(t.sessions)
		.innerJoin(t.users, eq(t.users.id, t.sessions.userId))
		.where(eq(t.sessions.id, id));
	return rows[0];
}

export async function ofUser({ q, t }: Queries, userId: number): Promise<Session[]> {
	return q
		.select()
		.from(t.sessions)
		.where(eq(t.sessions.userId, userId))
		.orderBy(desc(t.sessions.createdAt));
}

export function* insert({ q, t }: Queries, session: Session): Steps<void> {
	yield* run(q.insert(t.sessions).values(session));
}

export function* extend({ q, t }: Queries, id: string, expiresAt: number): Steps<void> {
	yield* run(q.update(t.sessions).set({ expiresAt }).where(eq(t.sessions.id, id)));
}

export function* remove({ q, t }: Queries, id: string): Steps<void> {
	yield* run(q.delete(t.sessions).where(eq(t.sessions.id, id)));
}

export function* removeOfUser({ q, t }: Queries, userId: number): Steps<void> {
	yield* run(q.delete(t.sessions).where(eq(t.sessions.userId, userId)));
}

export function* removeExpired({ q, t }: Queries, now: number): Steps<void> {
	yield* run(q.delete(t.sessions).where(lte(t.sessions.expiresAt, now)));
}
