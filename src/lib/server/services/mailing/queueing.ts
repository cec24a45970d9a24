/** A mail is asked for in the change that causes it, and sent by a job once that is committed. */
import type { Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import type { Words } from '#lib/domain/mail-words.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import { laterAll } from '../../store/jobs.ts';
import * as mails from '../../store/mails.ts';
import * as users from '../../store/users.ts';
import { languageOf, wordsOf } from './words.ts';

/** The job that sends one mail. */
export const SEND = 'mail.send';

type Asked = {
	kind: MailKind;
	/** Null for a mail of the installation. */
	studyId: number | null;
	/** What it says in a language, with placeholders; the words of the study, or Primum's own, unless given. */
	words?: Partial<Record<Language, Words>>;
	/** True where nobody asked for it. */
	automatic?: boolean;
};

/** A mail to one person. */
export type AskedMail = Asked & { userId: number };

/**
 * Asks for a mail: it leaves once this change is committed, and no other way.
 *
 * @returns the id of the mail
 * @throws Refusal ('invalid') where the person has no address
 */
export function* queue(tx: Change, { userId, ...asked }: AskedMail): Steps<number> {
	return (yield* queueAll(tx, { ...asked, userIds: [userId] }))[0]!;
}

/**
 * Asks for the same mail to many, to each in the language of the person.
 *
 * @returns the ids of the mails, in the order of the people
 * @throws Refusal ('invalid') where somebody has no address
 */
export function* queueAll(
	tx: Change,
	{ kind, studyId, userIds, words = {}, automatic = false }: Asked & { userIds: readonly number[] }
): Steps<number[]> {
	const spoken = new Map(Object.entries(words)) as Map<Language, Words>;
	const asked: mails.NewMail[] = [];
	for (const user of yield* users.byIds(tx, userIds)) {
		if (user.email === null) {
			throw new Refusal('invalid', `${user.name} has no e-mail address, so no mail can be sent.`);
		}
		const language = languageOf(user);
		const own = spoken.get(language) ?? (yield* wordsOf(tx, { kind, studyId, language }));
		spoken.set(language, own);
		asked.push({
			...{ kind, studyId, userId: user.id, language, automatic, ...own },
			address: user.email,
			state: 'waiting',
			askedBy: tx.by.userId,
			createdAt: tx.by.at
		});
	}
	const ids = yield* mails.insertAll(tx, asked);
	yield* laterAll(
		tx,
		ids.map((mailId) => ({ kind: SEND, payload: { mailId } }))
	);
	return ids;
}
