/** What a study says in its mails in place of Primum's own words. */
import { and, eq } from 'drizzle-orm';
import type { Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import { one, type Given } from '../db/query.ts';
import type { Tables } from '../db/schema/tables.ts';

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
