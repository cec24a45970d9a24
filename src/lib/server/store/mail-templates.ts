/** What a study says in its mails in place of Primum's own words. */
import { and, eq } from 'drizzle-orm';
import type { Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import type { Words } from '#lib/domain/mail-words.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type MailTemplate = Tables['mailTemplates']['$inferSelect'];

export const find = one(
	({ q, t }, given: Given<{ studyId: number; kind: MailKind; language: Language }>) =>
		q
			.select()
			.from(t.mailTemplates)
			.where(
				and(
					eq(t.mailTemplates.studyId, given.studyId),
					eq(t.mailTemplates.kind, given.kind),
					eq(t.mailTemplates.language, given.language)
				)
			)
);

/** Everything that a study says in its own words. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q.select().from(t.mailTemplates).where(eq(t.mailTemplates.studyId, given.studyId))
);

type Which = { studyId: number; kind: MailKind; language: Language };

/** Puts words in place of those there are. */
export function* set(tx: Queries, which: Which, words: Words): Steps<void> {
	const [changed] = yield* rows.update(tx, tx.t.mailTemplates, which, words);
	if (changed === undefined) yield* rows.insert(tx, tx.t.mailTemplates, { ...which, ...words });
}

/** Forgets the words of a study: Primum's own hold again. */
export function* remove(tx: Queries, which: Which): Steps<void> {
	yield* rows.remove(tx, tx.t.mailTemplates, which);
}
