/** Mails: what was sent to whom, or will be; and what a study says in place of Primum's own words. */
import type { Language } from '#lib/domain/language.ts';
import type { MailKind, MailState } from '#lib/domain/mail.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function mailing(c: Columns, { users, studies }: People & Studies) {
	const { table, index, uniqueIndex } = c;
	const { id, integer, time, text, boolean } = c;

	/**
	 * One row a mail. Its text is kept with placeholders: a link is made when the mail is written out, so that no
	 * secret of a link stands in the database.
	 */
	const mails = table(
		'mails',
		{
			id: id(),
			kind: text().$type<MailKind>().notNull(),
			/** Null for a mail of the installation, as for a forgotten password. */
			studyId: integer().references(() => studies.id),
			/** To whom. */
			userId: integer()
				.notNull()
				.references(() => users.id),
			/** The address as it was when the mail was asked for. */
			address: text().notNull(),
			language: text().$type<Language>().notNull(),
			subject: text().notNull(),
			body: text().notNull(),
			state: text().$type<MailState>().notNull(),
			attempts: integer().notNull().default(0),
			/** True where Primum asked for it without anybody's doing. */
			automatic: boolean().notNull().default(false),
			/** Who asked for it; null for Primum itself and the command line. */
			askedBy: integer().references(() => users.id),
			createdAt: time().notNull(),
			/** When the mail server took it. */
			sentAt: time(),
			/** What the mail server said when it last refused, or why it was not sent. */
			error: text()
		},
		(t) => [
			index('mails_study').on(t.studyId),
			index('mails_user').on(t.userId),
			index('mails_state').on(t.state)
		]
	);

	const mailTemplates = table(
		'mail_templates',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			kind: text().$type<MailKind>().notNull(),
			language: text().$type<Language>().notNull(),
			subject: text().notNull(),
			body: text().notNull()
		},
		(t) => [uniqueIndex('mail_templates_study_kind').on(t.studyId, t.kind, t.language)]
	);

	return { mails, mailTemplates };
}

export type Mailing = ReturnType<typeof mailing>;
