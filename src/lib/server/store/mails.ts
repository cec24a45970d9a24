/** Mails: what was sent to whom, or will be. */
import {
	aliasedTable,
	and,
	count,
	desc,
	eq,
	getTableColumns,
	inArray,
	ne,
	or,
	sql,
	type Column
} from 'drizzle-orm';
import type { MailKind, MailState } from '#lib/domain/mail.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';

export type Mail = Tables['mails']['$inferSelect'];
export type NewMail = Tables['mails']['$inferInsert'];

/** The condition on `mails`: it left, or will leave. */
export function isOnItsWay({ t }: Pick<Queries, 't'>) {
	return inArray(t.mails.state, ['waiting', 'sent']);
}

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.mails).where(eq(t.mails.id, given.id))
);

/** One mail of a study. */
export const ofStudyById = one(({ q, t }, given: Given<{ studyId: number; id: number }>) =>
	q
		.select()
		.from(t.mails)
		.where(and(eq(t.mails.studyId, given.studyId), eq(t.mails.id, given.id)))
);

/** The newest mail to a person by which a password can be chosen, and that was not dropped; else undefined. */
export const lastWithLink = one(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select()
		.from(t.mails)
		.where(
			and(
				eq(t.mails.userId, given.userId),
				inArray(t.mails.kind, ['password', 'invitation']),
				ne(t.mails.state, 'dropped')
			)
		)
		.orderBy(desc(t.mails.id))
		.limit(1)
);

/** Which mails of a study a list holds; null does not narrow it. */
export type Wanted = {
	studyId: number;
	state: MailState | null;
	kind: MailKind | null;
	/** Part of a name or an address, in small letters; '' does not narrow it. */
	person: string;
};

/** A mail as lists show one. */
export type ListedMail = Omit<Mail, 'body'> & { name: string; askedByName: string | null };

const isWanted = ({ t }: Queries, { studyId, state, kind, person }: Wanted) => {
	const pattern = `%${person.replace(/[\\%_]/g, '\\$&')}%`;
	const has = (column: Column) => sql`lower(${column}) like ${pattern} escape '\\'`;
	return and(
		eq(t.mails.studyId, studyId),
		state === null ? undefined : eq(t.mails.state, state),
		kind === null ? undefined : eq(t.mails.kind, kind),
		person === '' ? undefined : or(has(t.users.name), has(t.mails.address))
	);
};

/** Some mails of a study, the newest first. */
export function* list(
	tx: Queries,
	wanted: Wanted,
	{ from, limit }: { from: number; limit: number }
): Steps<ListedMail[]> {
	const { q, t } = tx;
	const { body: _text, ...columns } = getTableColumns(t.mails);
	const askers = aliasedTable(t.users, 'askers');
	return yield* run(
		q
			.select({ ...columns, name: t.users.name, askedByName: askers.name })
			.from(t.mails)
			.innerJoin(t.users, eq(t.users.id, t.mails.userId))
			.leftJoin(askers, eq(askers.id, t.mails.askedBy))
			.where(isWanted(tx, wanted))
			.orderBy(desc(t.mails.id))
			.limit(limit)
			.offset(from)
	);
}

/** How many mails of a list there are in each state, whatever state it asks for. */
export function* countByState(
	tx: Queries,
	wanted: Wanted
): Steps<{ state: MailState; mails: number }[]> {
	const { q, t } = tx;
	return yield* run(
		q
			.select({ state: t.mails.state, mails: count(t.mails.id) })
			.from(t.mails)
			.innerJoin(t.users, eq(t.users.id, t.mails.userId))
			.where(isWanted(tx, { ...wanted, state: null }))
			.groupBy(t.mails.state)
	);
}

/** The mails of a kind in a study that have not left yet. */
export const waitingOf = all(({ q, t }, given: Given<{ studyId: number; kind: MailKind }>) =>
	q
		.select()
		.from(t.mails)
		.where(
			and(
				eq(t.mails.studyId, given.studyId),
				eq(t.mails.kind, given.kind),
				eq(t.mails.state, 'waiting')
			)
		)
);

const inState = one(({ q, t }, given: Given<{ state: MailState }>) =>
	q.select({ n: count() }).from(t.mails).where(eq(t.mails.state, given.state))
);

/** How many mails of the installation have not left, and how many could not. */
export function* outstanding(tx: Queries): Steps<{ waiting: number; failed: number }> {
	const waiting = yield* inState(tx, { state: 'waiting' });
	const failed = yield* inState(tx, { state: 'failed' });
	return { waiting: waiting!.n, failed: failed!.n };
}

/** As many rows as one statement puts in: both databases bound the values of one. */
const AT_ONCE = 500;

/** @returns the ids, in the order of what was given */
export function* insertAll({ q, t }: Queries, given: readonly NewMail[]): Steps<number[]> {
	const ids: number[] = [];
	for (let from = 0; from < given.length; from += AT_ONCE) {
		const part = given.slice(from, from + AT_ONCE);
		const put = yield* run(q.insert(t.mails).values(part).returning({ id: t.mails.id }));
		ids.push(...put.map(({ id }) => id));
	}
	return ids;
}

/** Lets the mails of a kind to a person go that have not left yet. */
export function* dropWaiting(
	tx: Queries,
	{ kind, userId, why }: { kind: MailKind; userId: number; why: string }
): Steps<void> {
	const waiting = { kind, userId, state: 'waiting' as const };
	yield* rows.update(tx, tx.t.mails, waiting, { state: 'dropped', error: why });
}

/** Says what came of an attempt to send a mail that waits. */
export function* attempted(tx: Queries, id: number, change: Partial<NewMail>): Steps<void> {
	yield* rows.update(tx, tx.t.mails, { id, state: 'waiting' }, change);
}

/** Says that the mail server took a mail, whatever was thought of it meanwhile. */
export function* taken(tx: Queries, id: number, change: Partial<NewMail>): Steps<void> {
	yield* rows.update(tx, tx.t.mails, { id }, { ...change, state: 'sent', error: null });
}

/** Lets mails that have failed wait again, to the addresses the people have now. */
export function* waitAgain(tx: Queries, id: number, address: string): Steps<void> {
	const again = { state: 'waiting' as const, error: null, attempts: 0, address };
	yield* rows.update(tx, tx.t.mails, { id, state: 'failed' }, again);
}
