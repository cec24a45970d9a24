/** Accounts, and the specialties people rate in. */
import { asc, count as countRows, eq, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';
import { byText } from './order.ts';

export type User = Tables['users']['$inferSelect'];
export type NewUser = Tables['users']['$inferInsert'];

/** An e-mail address as it is stored and compared. */
export function normalise(email: string): string {
	return email.trim().toLowerCase();
}

/** @param email as `normalise` gives it */
export const byEmail = one(({ q, t }, given: Given<{ email: string }>) =>
	q.select().from(t.users).where(eq(t.users.email, given.email))
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.users).where(eq(t.users.id, given.id))
);

/** Those of these ids, in the order of the ids given; one that is unknown is left out. */
export function* byIds({ q, t }: Queries, ids: readonly number[]): Steps<User[]> {
	if (ids.length === 0) return [];
	const found = yield* run(
		q
			.select()
			.from(t.users)
			.where(inArray(t.users.id, [...ids]))
	);
	const byId = new Map(found.map((user) => [user.id, user]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

export const list = all(({ q, t }) => q.select().from(t.users).orderBy(asc(t.users.id)));

type Found = { pattern: string };

/** In the name or in the address, in small letters. */
const matches = ({ t }: Queries, { pattern }: Given<Found>) =>
	sql`(lower(${t.users.name}) like ${pattern} escape '!' or ${t.users.email} like ${pattern} escape '!')`;

const pageOf = all((tx, given: Given<Found & { limit: number; offset: number }>) =>
	tx.q
		.select()
		.from(tx.t.users)
		.where(matches(tx, given))
		.orderBy(sql`lower(${tx.t.users.name})`, asc(tx.t.users.id))
		.limit(given.limit)
		.offset(given.offset)
);

const countedOf = one((tx, given: Given<Found>) =>
	tx.q.select({ n: countRows() }).from(tx.t.users).where(matches(tx, given))
);

/** What finds a text anywhere. */
const anywhere = (text: string) => `%${text.toLowerCase().replaceAll(/[%_!]/g, '!$&')}%`;

/** Some of those whose name or address holds a text, in the order of their names; '' finds everyone. */
export function page(
	tx: Queries,
	{ search, ...part }: { search: string; limit: number; offset: number }
): Steps<User[]> {
	return pageOf(tx, { pattern: anywhere(search), ...part });
}

/** How many there are whose name or address holds a text. */
export function* countFound(tx: Queries, search: string): Steps<number> {
	return (yield* countedOf(tx, { pattern: anywhere(search) }))!.n;
}

const counted = one(({ q, t }) => q.select({ n: countRows() }).from(t.users));

export function* count(tx: Queries): Steps<number> {
	return (yield* counted(tx))!.n;
}

/** Codes of the specialties of each of these people. */
export function* specialties({ q, t }: Queries, ids: number[]): Steps<Map<number, string[]>> {
	const found = yield* run(
		q.select().from(t.userSpecialties).where(inArray(t.userSpecialties.userId, ids))
	);
	found.sort(byText(({ specialty }) => specialty));
	const byUser = Map.groupBy(found, (row) => row.userId);
	return new Map(ids.map((id) => [id, (byUser.get(id) ?? []).map((row) => row.specialty)]));
}

export function* insert(tx: Queries, user: NewUser): Steps<User> {
	const email = user.email == null ? null : normalise(user.email);
	return yield* rows.insert(tx, tx.t.users, { ...user, email });
}

/**
 * Changes an account.
 *
 * @throws an error of the unique constraint where the address has another account
 */
export function* update(
	tx: Queries,
	id: number,
	{ email, ...change }: Partial<NewUser>
): Steps<void> {
	const address = email == null ? email : normalise(email);
	yield* rows.update(tx, tx.t.users, { id }, { ...change, email: address });
}

export function* setSpecialties(tx: Queries, userId: number, codes: string[]): Steps<void> {
	yield* rows.remove(tx, tx.t.userSpecialties, { userId });
	const theirs = [...new Set(codes)].map((specialty) => ({ userId, specialty }));
	yield* rows.insertMany(tx, tx.t.userSpecialties, theirs);
}

export function* setPassword(tx: Queries, id: number, passwordHash: string): Steps<void> {
	yield* rows.update(tx, tx.t.users, { id }, { passwordHash });
}

/** @returns the account, or undefined where there is none */
export function* setDisabled(
	tx: Queries,
	id: number,
	disabledAt: number | null
): Steps<User | undefined> {
	const [user] = yield* rows.update(tx, tx.t.users, { id }, { disabledAt });
	return user;
}

/** Writes down that the person was here, unless that is on record of `every` milliseconds ago or less. */
export function* setSeen(tx: Queries, id: number, seenAt: number, every: number): Steps<void> {
	const known = (yield* byId(tx, { id }))?.seenAt ?? null;
	if (known === null || seenAt - known >= every) yield* update(tx, id, { seenAt });
}

/** When the person was done with the practice case; null where not yet, and where there is no account. */
export function* practisedAt(tx: Queries, id: number): Steps<number | null> {
	return (yield* byId(tx, { id }))?.practisedAt ?? null;
}

/** Only the first time counts. */
export function* setPractised(tx: Queries, id: number, at: number): Steps<void> {
	yield* rows.update(tx, tx.t.users, { id, practisedAt: null }, { practisedAt: at });
}
