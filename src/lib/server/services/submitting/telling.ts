/** Word to whoever sent a submission of what became of it. */
import { LANGUAGES, type Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import { fill, type Words } from '#lib/domain/mail-words.ts';
import type { App } from '../../app.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as boards from '../../store/boards.ts';
import * as studies from '../../store/studies.ts';
import type { Submission } from '../../store/submissions.ts';
import * as users from '../../store/users.ts';
import * as mailing from '../mailing/index.ts';

/** Which mail tells of what. */
const KINDS = {
	scored: 'submission-scored',
	approved: 'submission-approved',
	rejected: 'submission-rejected'
} as const satisfies Record<string, MailKind>;

/**
 * Tells the sender by mail, unless no mail server is set, the sender has no address any more or it is the sender who
 * did it.
 */
export function* tellSender(
	tx: Change,
	app: Pick<App, 'mail' | 'origin'>,
	what: keyof typeof KINDS,
	submission: Submission
): Steps<void> {
	const { id, userId, boardId, name, version, reason } = submission;
	if (!mailing.isOn(app) || userId === null || userId === tx.by.userId) return;
	const sender = yield* users.byId(tx, { id: userId });
	if (sender === undefined || sender.email === null || sender.disabledAt !== null) return;
	const board = (yield* boards.byId(tx, { id: boardId }))!;
	const { slug, id: studyId } = (yield* studies.byId(tx, { id: board.studyId }))!;
	const kind = KINDS[what];
	const values = {
		submission: unbraced(version === 1 ? name : `${name} (${version})`),
		release: String(board.release),
		reason: reason === null ? null : unbraced(reason),
		link: `${app.origin}/submit/${slug}/${board.release}/${id}`
	};
	const words: Partial<Record<Language, Words>> = {};
	for (const language of LANGUAGES) {
		const own = yield* mailing.wordsOf(tx, { kind, studyId, language });
		words[language] = fill(own, values);
	}
	yield* mailing.queue(tx, { kind, studyId, userId, words });
}

/** Braces in what somebody wrote would be taken for placeholders when the mail leaves. */
const unbraced = (text: string) => text.replaceAll('{', '(').replaceAll('}', ')');
