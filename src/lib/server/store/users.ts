/** Accounts, and the specialties people rate in. */
import { and, asc, count as countRows, eq, inArray, isNull } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import { byText } from './order.ts';

export type User = Tables['users']['$inferSelect'];
export type NewUser = Tables['users']['$inferInsert'];

/** An e-mail address as it is stored and compared. */
export function normalise(email: string): string {
	return email.trim().toLowerCase();
}

export async function byEmail({ q, t }: Queries, email: string): Promise<User | undefined> {
	const rows = await q
		.select()
		.from(t.users)
		.where(eq(t.users.email, normalise(email)));
	return rows[0];
}

export async function byId({ q, t }: Queries, id: number): Promise<User | undefined> {
	const rows = await q.select().from(t.users).where(eq(t.users.id, id));
	return rows[0];
}

export async function list({ q, t }: Queries): Promise<User[]> {
	return q.select().from(t.users).orderBy(asc(t.users.id));
}

export async function count({ q, t }: Queries): Promise<number> {
	const rows = await q.select({ n: countRows() }).from(t.users);
	return rows[0]!.n;
}

/** The id of some account; empty where there is none. */
export function anyone({ q, t }: Queries) {
	return q.select({ id: t.users.id }).from(t.users).limit(1);
}

/** Codes of the specialties of each of these people. */
export async function specialties(
	{ q, t }: Queries,
	ids: number[]
): Promise<Map<number, string[]>> {
	const rows = await q
		.select()
		.from(t.userSpecialties)
		.where(inArray(t.userSpecialties.userId, ids));
	rows.sort(byText(({ specialty }) => specialty));
	const byUser = Map.groupBy(rows, (row) => row.userId);
	return new Map(ids.map((id) => [id, (byUser.get(id) ?? []).map((row) => row.specialty)]));
}

export function* insert({ q, t }: Queries, user: NewUser): Steps<User> {
	const email = user.email == null ? null : normalise(user.email);
	const rows = yield* run(
		q
			.insert(t.users)
			.values({ ...user, email })
			.returning()
	);
	return rows[0]!;
}

export function* setSpecialties({ q, t }: Queries, userId: number, codes: string[]): Steps<void> {
	yield* run(q.delete(t.userSpecialties).where(eq(t.userSpecialties.userId, userId)));
	const rows = [...new Set(codes)].map((specialty) => ({ userId, specialty }));
	if (rows.length > 0) yield* run(q.insert(t.userSpecialties).values(rows));
}

export function* setPassword({ q, t }: Queries, id: number, passwordHash: string): Steps<void> {
	yield* run(q.update(t.users).set({ passwordHash }).where(eq(t.users.id, id)));
}

/** @returns the account, or undefined where there is none */
export function* setDisabled(
	{ q, t }: Queries,
	id: number,
	disabledAt: number | null
): Steps<User | undefined> {
	const rows = yield* run(
		q.update(t.users).set({ disabledAt }).where(eq(t.users.id, id)).returning()
	);
	return rows[0];
}

/** When the person was done with the practice case; null where not yet, and where there is no account. */
export async function practisedAt({ q, t }: Queries, id: number): Promise<number | null> {
	const rows = await q
		.select({ practisedAt: t.users.practisedAt })
		.from(t.users)
		.where(eq(t.users.id, id));
	return rows[0]?.practisedAt ?? null;
}

/** Only the first time counts. */
export function* setPractised({ q, t }: Queries, id: number, practisedAt: number): Steps<void> {
	yield* run(
		q
			.update(t.users)
			.set({ practisedAt })
			.where(and(eq(t.users.id, id), isNull(t.users.practisedAt)))
	);
}
