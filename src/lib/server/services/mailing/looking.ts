/** The mails of a study, as its coordinators look at them. */
import { textOf } from '#lib/formats/csv.ts';
import { MAIL_KIND_NAMES, MAIL_STATES, type MailKind, type MailState } from '#lib/domain/mail.ts';
import { fill, type Words } from '#lib/domain/mail-words.ts';
import { placeOf, type Page } from '#lib/domain/page.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import { laterAll } from '../../store/jobs.ts';
import * as mails from '../../store/mails.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import { senderOf, valuesOf } from './filling.ts';
import { SEND } from './queueing.ts';
import { recipientOf } from './recipients.ts';

/** A mail in a list. */
export type MailRow = {
	id: number;
	kind: MailKind;
	state: MailState;
	name: string;
	address: string;
	/** Who asked for it; null for Primum itself and the command line. */
	askedBy: string | null;
	automatic: boolean;
	attempts: number;
	createdAt: number;
	sentAt: number | null;
	/** What the mail server said when it refused, or why the mail was not sent. */
	error: string | null;
};

/** What a list is asked for. */
export type Asked = {
	state: MailState | null;
	kind: MailKind | null;
	/** Part of a name or an address. */
	person: string;
};

const ROWS = 50;

/** One page of the mails of a study, the newest first, and how many there are in each state. */
export function list(
	app: App,
	actor: Actor,
	slug: string,
	{ page, ...asked }: Asked & { page: number }
): Promise<{ mails: Page<MailRow>; counts: Record<MailState, number> }> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const wanted = wantedOf(study.id, asked);
		const counts = Object.fromEntries(MAIL_STATES.map((state) => [state, 0])) as Record<
			MailState,
			number
		>;
		for (const row of yield* mails.countByState(tx, wanted)) counts[row.state] = row.mails;
		const of =
			asked.state === null
				? MAIL_STATES.reduce((sum, state) => sum + counts[state], 0)
				: counts[asked.state];
		const place = placeOf(of, page, ROWS);
		const rows = yield* mails.list(tx, wanted, { from: place.from, limit: ROWS });
		return { mails: { rows: rows.map(rowOf), page: place.page, pages: place.pages, of }, counts };
	});
}

const wantedOf = (studyId: number, { person, ...asked }: Asked): mails.Wanted => ({
	...{ studyId, ...asked },
	person: person.trim().toLowerCase()
});

const rowOf = (mail: mails.ListedMail): MailRow => {
	const { id, kind, state, name, address, askedByName, automatic } = mail;
	const { attempts, createdAt, sentAt, error } = mail;
	const askedBy = askedByName;
	return { id, kind, state, name, address, askedBy, automatic, attempts, createdAt, sentAt, error };
};

/** Stands where the link of a mail does: the link itself is nobody's but the person's. */
const NO_LINK = '[the person’s own link]';

/**
 * What a mail said; what it would say now, where it has not left.
 *
 * @throws Refusal ('missing') where the study has no such mail
 */
export function show(
	app: App,
	actor: Actor,
	slug: string,
	id: number
): Promise<MailRow & Words & { language: string }> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const mail = yield* mails.ofStudyById(tx, { studyId: study.id, id });
		if (mail === undefined) {
			throw new Refusal('missing', `The study "${study.name}" has no mail ${id}.`);
		}
		const { user, work } = yield* recipientOf(tx, mail, app.now());
		const sender = yield* senderOf(tx, { ...mail, studyId: study.id });
		const given = { name: user.name, study, sender, work, link: NO_LINK, expiresAt: null };
		// What was sent is kept as it was, but for the link.
		const values = mail.state === 'sent' ? { link: NO_LINK } : valuesOf(mail.language, given);
		const asker = mail.askedBy === null ? undefined : yield* users.byId(tx, { id: mail.askedBy });
		const named = { ...mail, name: user.name, askedByName: asker?.name ?? null };
		return { ...rowOf(named), ...fill(mail, values), language: mail.language };
	});
}

/** Failed mails that are sent again at once. */
const MOST_AGAIN = 500;

/**
 * Sends mails again that have failed, to the addresses the people have now.
 *
 * @param id one of them; null for all
 * @returns how many
 * @throws Refusal ('missing') where there is no such mail, ('conflict') where it has not failed, ('invalid') where no
 *   mail can be sent
 */
export async function sendAgain(
	app: App,
	actor: Actor,
	slug: string,
	id: number | null
): Promise<number> {
	if (app.mail === null)
		throw new Refusal('invalid', 'No mail server is set: SMTP_URL says which.');
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const failed = id === null ? yield* allFailed(tx, study.id) : [yield* one(tx, study.id, id)];
		for (const mail of failed) yield* again(tx, study.id, mail);
		yield* laterAll(
			tx,
			failed.map((mail) => ({ kind: SEND, payload: { mailId: mail.id } }))
		);
		return failed.length;
	});
}

function* allFailed(tx: Change, studyId: number): Steps<{ id: number }[]> {
	const wanted = { studyId, state: 'failed' as const, kind: null, person: '' };
	return yield* mails.list(tx, wanted, { from: 0, limit: MOST_AGAIN });
}

function* one(tx: Change, studyId: number, id: number): Steps<{ id: number }> {
	const mail = yield* mails.ofStudyById(tx, { studyId, id });
	if (mail === undefined) throw new Refusal('missing', 'There is no such mail in this study.');
	if (mail.state !== 'failed') {
		throw new Refusal('conflict', 'This mail has not failed, so it is not sent again.');
	}
	return mail;
}

function* again(tx: Change, studyId: number, { id }: { id: number }): Steps<void> {
	const mail = (yield* mails.byId(tx, { id }))!;
	const user = yield* users.byId(tx, { id: mail.userId });
	yield* mails.waitAgain(tx, id, user?.email ?? mail.address);
	const old = { error: mail.error };
	yield* trail.record(tx, { studyId, what: 'mail.sent-again', subject: `mail:${id}`, old });
}

const HEADER = [
	...['mail', 'kind', 'state', 'name', 'address', 'asked_by', 'automatic', 'attempts'],
	...['asked_at', 'sent_at', 'said']
];

/** Mails that are read at once. */
const PART = 2_000;

/** The whole list as CSV; moments in UTC. */
export async function csv(app: App, actor: Actor, slug: string, asked: Asked): Promise<string> {
	const parts = [textOf([HEADER])];
	for (let from = 0; ; from += PART) {
		const rows = await read(app.db, function* (tx) {
			const study = yield* coordinatorOf(tx, actor, slug);
			return yield* mails.list(tx, wantedOf(study.id, asked), { from, limit: PART });
		});
		parts.push(textOf(rows.map(rowOf).map(cellsOf)));
		if (rows.length < PART) return parts.join('');
	}
}

const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const cellsOf = (mail: MailRow) => [
	...[mail.id, MAIL_KIND_NAMES[mail.kind], mail.state, mail.name, mail.address],
	...[mail.askedBy ?? 'Primum', mail.automatic, mail.attempts],
	...[moment(mail.createdAt), moment(mail.sentAt), mail.error]
];
