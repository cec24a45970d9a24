/** To whom a mail goes, and whether it is still called for when its turn comes. */
import type { MailKind } from '#lib/domain/mail.ts';
import { whyNotReminded, type NotReminded } from '#lib/domain/reminder.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import type { Mail } from '../../store/mails.ts';
import * as members from '../../store/members.ts';
import * as studies from '../../store/studies.ts';
import * as users from '../../store/users.ts';
import { openWork, toRule, type OpenWork } from './filling.ts';

export type Recipient = {
	user: users.User;
	/** Null for a mail of the installation. */
	study: studies.Study | null;
	/** Null for one who is a member no more. */
	member: members.Member | null;
	/** Null where the mail has nothing to do with cases. */
	work: OpenWork | null;
};

/** What has something to say of the cases that wait for a person, and nothing where none do. */
const OF_CASES: readonly MailKind[] = ['reminder', 'round-opened', 'next-round'];

/** Whoever a mail is for, as things are now. */
export function* recipientOf(
	tx: Queries,
	{ kind, studyId, userId }: Pick<Mail, 'kind' | 'studyId' | 'userId'>,
	now: number
): Steps<Recipient> {
	const user = (yield* users.byId(tx, { id: userId }))!;
	if (studyId === null) return { user, study: null, member: null, work: null };
	const study = (yield* studies.byId(tx, { id: studyId }))!;
	const member = (yield* members.find(tx, { studyId, userId })) ?? null;
	const ofCases = OF_CASES.includes(kind);
	if (member !== null && kind === 'rulings-wait') {
		return { user, study, member, work: yield* toRule(tx, study, member) };
	}
	const work =
		member !== null && ofCases ? yield* openWork(tx, { studyId, memberId: member.id, now }) : null;
	return { user, study, member, work };
}

const WORDS: Record<NotReminded, string> = {
	left: 'The person has left the study.',
	disabled: 'The account is disabled.',
	'no address': 'The person has no e-mail address any more.',
	'not joined': 'The person has not taken up the invitation.',
	paused: 'The person is paused.',
	unsubscribed: 'The person asked for no more reminders.',
	done: 'No case waits for the person any more.'
};

/**
 * Why a mail is not sent any more; null for one that is.
 *
 * @returns a sentence for the coordinator
 */
export function whyNot(mail: Mail, to: Recipient, now: number): string | null {
	const { user, study, member, work } = to;
	if (user.disabledAt !== null) return WORDS.disabled;
	if (user.email === null) return WORDS['no address'];
	if (user.email !== mail.address) return 'The address of the person was changed meanwhile.';
	if (study === null) return null;
	if (study.deletedAt !== null) return 'The study was deleted.';
	if (study.archivedAt !== null) return 'The study was archived.';
	if (member === null) return 'The person is no member of the study any more.';
	if (member.leftAt !== null) return WORDS.left;
	if (work === null) return null;
	const reminded = { ...member, ...user, joined: user.passwordHash !== null };
	const why = whyNotReminded(reminded, work.cases, now);
	// Word of new cases is no reminder.
	return why === null || (why === 'unsubscribed' && mail.kind !== 'reminder') ? null : WORDS[why];
}
