/** A mail is asked for in the change that causes it, and sent by a job once that is committed. */
import type { Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import { later } from '../../store/jobs.ts';
import * as mails from '../../store/mails.ts';
import * as users from '../../store/users.ts';
import { wordsOf, type Words } from './words.ts';

/** The job that sends one mail. */
export const SEND = 'mail.send';

export type AskedMail = {
	kind: MailKind;
	/** Null for a mail of the installation. */
	studyId: number | null;
	/** To whom. */
	userId: number;
	/** What it says, with placeholders; the words of the study, or Primum's own, unless given. */
	words?: Words;
	/** True where nobody asked for it. */
	automatic?: boolean;
};

/**
 * Asks for a mail: it leaves once this change is committed, and no other way.
 *
 * @returns the id of the mail
 * @throws Refusal ('invalid') where the person has no address
 */
export function* queue(tx: Change, asked: AskedMail): Steps<number> {
	const { kind, studyId, userId, automatic = false } = asked;
	const user = yield* users.byId(tx, { id: userId });
	if (user === undefined || user.email === null) {
		throw new Refusal('invalid', 'This person has no e-mail address, so no mail can be sent.');
	}
	const language: Language = user.language ?? 'en';
	const words = asked.words ?? (yield* wordsOf(tx, { kind, studyId, language }));
	const { id } = yield* mails.insert(tx, {
		...{ kind, studyId, userId, language, automatic, ...words },
		address: user.email,
		state: 'waiting',
		askedBy: tx.by.userId,
		createdAt: tx.by.at
	});
	yield* later(tx, { kind: SEND, payload: { mailId: id } });
	return id;
}
