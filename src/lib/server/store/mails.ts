/** Mails: what was sent to whom, or will be. */
import { and, desc, eq, max } from 'drizzle-orm';
import type { MailKind } from '#lib/domain/mail.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';

export type Mail = Tables['mails']['$inferSelect'];
export type NewMail = Tables['mails']['$inferInsert'];

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.mails).where(eq(t.mails.id, given.id))
);

/** The mails of a study, the newest first. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q.select().from(t.mails).where(eq(t.mails.studyId, given.studyId)).orderBy(desc(t.mails.id))
);

/** The mails of a study to one person, the newest first. */
export const toPerson = all(({ q, t }, given: Given<{ studyId: number; userId: number }>) =>
	q
		.select()
		.from(t.mails)
		.where(and(eq(t.mails.studyId, given.studyId), eq(t.mails.userId, given.userId)))
		.orderBy(desc(t.mails.id))
);

/** When the newest mail of a kind was sent to each person of a study; waiting ones and failures are none. */
export const newestSent = all(({ q, t }, given: Given<{ studyId: number; kind: MailKind }>) =>
	q
		.select({ userId: t.mails.userId, sentAt: max(t.mails.sentAt) })
		.from(t.mails)
		.where(
			and(
				eq(t.mails.studyId, given.studyId),
				eq(t.mails.kind, given.kind),
				eq(t.mails.state, 'sent')
			)
		)
		.groupBy(t.mails.userId)
);

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

export function* update(tx: Queries, id: number, change: Partial<NewMail>): Steps<void> {
	yield* rows.update(tx, tx.t.mails, { id }, change);
}
