/** A mail as one person would get it, to be looked at or copied. */
import type { StudyMailKind } from '#lib/domain/mail.ts';
import { fill, type Values, type Words } from '#lib/domain/mail-words.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { senderOf, valuesOf } from './filling.ts';
import { recipientOf } from './recipients.ts';
import { languageOf, wordsOf } from './words.ts';

/** To whom, of what, and in whose name. */
export type Written = {
	kind: StudyMailKind;
	studyId: number;
	userId: number;
	askedBy: number | null;
	now: number;
	/** The person's own, and until when it works; null for one that does not end. */
	link: string;
	expiresAt: number | null;
};

/** What stands in a mail to one person. */
export function* valuesFor(tx: Queries, written: Written): Steps<Values> {
	const { now, link, expiresAt } = written;
	const { user, study, work } = yield* recipientOf(tx, written, now);
	const sender = yield* senderOf(tx, written);
	const given = { name: user.name, study, sender, work, link, expiresAt };
	return valuesOf(languageOf(user), given);
}

/**
 * A mail as it would be sent to one person, to be copied where no mail server is set.
 *
 * @returns the subject and the text, with nothing left to fill
 */
export function* writeOut(tx: Queries, written: Written): Steps<Words> {
	const { user } = yield* recipientOf(tx, written, written.now);
	const words = yield* wordsOf(tx, { ...written, language: languageOf(user) });
	return fill(words, yield* valuesFor(tx, written));
}
