/** What a mail says: the words of its study, or Primum's own, with placeholders in braces. */
import type { Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import type { Words } from '#lib/domain/mail-words.ts';
import { OWN_WORDS } from '#lib/text/mails.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as templates from '../../store/mail-templates.ts';

/** In which a mail is written: the language the person chose, or English. */
export const languageOf = ({ language }: { language: Language | null }): Language =>
	language ?? 'en';

/** Primum's own words for a kind of mail. */
export const ownWords = (kind: MailKind, language: Language): Words => OWN_WORDS[language][kind];

/** The words of a study for a kind of mail; Primum's own where the study has none. */
export function* wordsOf(
	tx: Queries,
	{ kind, studyId, language }: { kind: MailKind; studyId: number | null; language: Language }
): Steps<Words> {
	const own = studyId === null ? undefined : yield* templates.find(tx, { studyId, kind, language });
	if (own === undefined) return ownWords(kind, language);
	return { subject: own.subject, body: own.body };
}
