/** Mails: what was sent to whom, or will be. */
import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

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

export function* insert(tx: Queries, mail: NewMail): Steps<Mail> {
	return yield* rows.insert(tx, tx.t.mails, mail);
}

export function* update(tx: Queries, id: number, change: Partial<NewMail>): Steps<void> {
	yield* rows.update(tx, tx.t.mails, { id }, change);
}
