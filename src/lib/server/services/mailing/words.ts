/** What a mail says: the words of its study, or Primum's own, with placeholders in braces. */
import type { Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as templates from '../../store/mail-templates.ts';

/** A subject line and a plain text, both with placeholders such as `{name}`. */
export type Words = { subject: string; body: string };

const OWN: Record<Language, Record<MailKind, Words>> = {
	en: {
		invitation: { subject: 'Invitation to {study}', body: 'Dear {name},\n\n{link}\n' },
		reminder: { subject: '{study}: {left} cases wait for you', body: 'Dear {name},\n\n{link}\n' },
		'round-opened': { subject: '{study}: your cases are ready', body: 'Dear {name},\n\n{link}\n' },
		password: { subject: 'A new password for Primum', body: 'Dear {name},\n\n{link}\n' }
	},
	de: {
		invitation: { subject: 'Einladung zu {study}', body: 'Guten Tag {name},\n\n{link}\n' },
		reminder: { subject: '{study}: {left} Fälle warten', body: 'Guten Tag {name},\n\n{link}\n' },
		'round-opened': { subject: '{study}: Ihre Fälle', body: 'Guten Tag {name},\n\n{link}\n' },
		password: { subject: 'Ein neues Passwort für Primum', body: 'Guten Tag {name},\n\n{link}\n' }
	}
};

/** The words of a study for a kind of mail; Primum's own where the study has none. */
export function* wordsOf(
	tx: Queries,
	{ kind, studyId, language }: { kind: MailKind; studyId: number | null; language: Language }
): Steps<Words> {
	const own = studyId === null ? undefined : yield* templates.find(tx, { studyId, kind, language });
	return own === undefined ? OWN[language][kind] : { subject: own.subject, body: own.body };
}
