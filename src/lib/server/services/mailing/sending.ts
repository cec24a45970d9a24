/**
 * Sends one mail. First a short change looks whether the mail is still called for, and makes the link that it
 * carries; then the mail server is asked, outside of any change; then another short change says that it took the
 * mail.
 *
 * Whoever is killed before the server has taken it sends it again under the same Message-ID, with a link more;
 * the earlier one stays open, because it may have arrived. One window remains: the server took it, and Primum was
 * killed before that was written down, one commit later. Then the mail arrives twice, under one Message-ID.
 */
import type { Language } from '#lib/domain/language.ts';
import type { MailKind } from '#lib/domain/mail.ts';
import { fill, type Words } from '#lib/domain/mail-words.ts';
import { SAID } from '#lib/text/mails.ts';
import { by, INSTALLATION, type App } from '../../app.ts';
import * as links from '../../auth/links.ts';
import * as unsubscribing from '../../auth/unsubscribing.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import { messageIdOf, type Letter } from '../../mail/message.ts';
import { refusalOf } from '../../mail/refusal.ts';
import * as transport from '../../mail/transport.ts';
import * as mails from '../../store/mails.ts';
import { senderOf, valuesOf } from './filling.ts';
import { recipientOf, whyNot, type Recipient } from './recipients.ts';

type Ready = {
	attempts: number;
	letter: Letter;
	/** What is kept of it: as it was sent, but without the link. */
	kept: Words;
};

/**
 * The job: sends the mail, unless it was sent, dropped or refused before.
 *
 * @throws Error where trying again can help; it names nobody, since it goes to the log
 */
export async function send(app: App, mailId: number): Promise<void> {
	if (app.mail === null) throw new Error('No mail server is set.');
	const ready = await atomically(app.db, by(app, INSTALLATION), (tx) => prepare(tx, app, mailId));
	if (ready === null) return;
	const { letter, kept } = ready;
	const attempts = ready.attempts + 1;
	const refusal = await transport.send(app.mail, letter).then(() => null, refusalOf);
	if (refusal !== null) {
		const { permanent, sentence } = refusal;
		await note(app, mailId, { attempts, error: sentence, ...(permanent && { state: 'failed' }) });
		if (permanent) return;
		throw new Error(`Mail ${mailId} was not taken.`);
	}
	await atomically(app.db, by(app, INSTALLATION), (tx) =>
		mails.taken(tx, mailId, { ...kept, attempts, sentAt: tx.by.at })
	);
}

/** Says that a mail will not be tried again, unless somebody asks for it. */
export async function giveUp(app: App, mailId: number): Promise<void> {
	await note(app, mailId, { state: 'failed' });
}

async function note(app: App, mailId: number, change: Partial<mails.NewMail>): Promise<void> {
	await atomically(app.db, by(app, INSTALLATION), (tx) => mails.attempted(tx, mailId, change));
}

/** @returns null where there is nothing to send */
function* prepare(tx: Change, app: App, mailId: number): Steps<Ready | null> {
	const mail = yield* mails.byId(tx, { id: mailId });
	if (mail?.state !== 'waiting') return null;
	const to = yield* recipientOf(tx, mail, tx.by.at);
	const why = whyNot(mail, to, tx.by.at);
	if (why !== null) {
		yield* mails.attempted(tx, mailId, { state: 'dropped', error: why });
		return null;
	}
	const { kind, language, address } = mail;
	const { user, study, work } = to;
	const sender = study === null ? null : yield* senderOf(tx, { ...mail, studyId: study.id });
	const { link, expiresAt } = yield* wayIn(tx, app, mail, to);
	const values = valuesOf(language, { name: user.name, study, sender, work, link, expiresAt });
	const { link: _secret, ...others } = values;
	const unsubscribe = unsubscribeLink(app, kind, to);
	const { subject, body } = fill(mail, values);
	return {
		attempts: mail.attempts,
		kept: fill(mail, others),
		letter: {
			...{ subject, body: withFooter(body, language, unsubscribe), language, unsubscribe },
			to: { name: user.name, address },
			...(sender !== null && { replyTo: sender }),
			messageId: messageIdOf(mail, app.origin)
		}
	};
}

/** Where the person goes on: by a fresh one-time link, or by signing in. */
function* wayIn(
	tx: Change,
	app: App,
	{ kind, askedBy }: mails.Mail,
	{ user, study, member }: Recipient
): Steps<{ link: string; expiresAt: number | null }> {
	const createdBy = askedBy;
	if (kind === 'password') {
		const lifetimeMs = links.FORGOTTEN_MS;
		return yield* links.add(tx, app, { userId: user.id, purpose: 'reset', createdBy, lifetimeMs });
	}
	if (kind === 'invitation' && user.passwordHash === null) {
		return yield* links.add(tx, app, { userId: user.id, purpose: 'invite', createdBy });
	}
	if (kind === 'rulings-wait' && study !== null) {
		return { link: `${app.origin}/studies/${study.slug}/adjudicate`, expiresAt: null };
	}
	// The first page leads everyone else to where their work is.
	return { link: `${app.origin}/${member?.role === 'rater' ? 'cases' : ''}`, expiresAt: null };
}

function unsubscribeLink(app: App, kind: MailKind, { user }: Recipient): string | undefined {
	const { id, passwordHash } = user;
	if (kind !== 'reminder' || passwordHash === null) return undefined;
	return unsubscribing.linkOf(app, { id, passwordHash });
}

function withFooter(body: string, language: Language, unsubscribe: string | undefined): string {
	if (unsubscribe === undefined) return body;
	return `${body}\n\n-- \n${SAID[language].noMore(unsubscribe)}`;
}
