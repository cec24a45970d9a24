/**
 * A forgotten password: a mail with a link to choose another.
 *
 * Whoever asks learns nothing about which accounts there are. The answer is the same, and so is the work behind
 * it: one look for the address and one job, whoever it is for. What follows from it is up to the job.
 */
import { z } from 'zod';
import { emailSchema } from '#lib/domain/person.ts';
import { by, INSTALLATION, type App, type From } from '../../app.ts';
import * as limits from '../../auth/limits.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import { later } from '../../store/jobs.ts';
import * as mails from '../../store/mails.ts';
import * as members from '../../store/members.ts';
import * as users from '../../store/users.ts';
import { isOn, queue } from '../mailing/index.ts';

/** The job that finds out what somebody is sent who forgot the password. */
export const FORGOTTEN = 'accounts.forgotten';

const schema = z.object({ email: emailSchema });

/** One mail of the kind in so many milliseconds, however often it is asked for. */
const BETWEEN_MS = 10 * 60_000;

export type Forgotten = {
	/** As it was typed. */
	email: string;
	/** The network address the request came from, for the limit. */
	address: string;
	from?: From;
};

/**
 * Asks for a mail with a link to choose a password. Where no mails are sent nothing happens.
 *
 * @throws Refusal ('slow-down') after too many times; ZodError for what is no e-mail address
 */
export async function forgotten(app: App, { email, address, from }: Forgotten): Promise<void> {
	const account = users.normalise(schema.parse({ email }).email);
	if (!isOn(app)) return;
	await limits.asked({ account, address });
	await atomically(app.db, by(app, { id: null, name: '', isAdmin: false, from }), function* (tx) {
		const user = yield* users.byEmail(tx, { email: account });
		yield* later(tx, { kind: FORGOTTEN, payload: { userId: user?.id ?? 0 } });
	});
}

/**
 * Sends what is called for, as a job: to an account that is open, a link to choose another password; to one that
 * nobody has taken up yet, the invitation again; to a disabled one, and where there is none, nothing.
 */
export async function answerForgotten(app: App, userId: number): Promise<void> {
	await atomically(app.db, by(app, INSTALLATION), function* (tx) {
		const user = yield* users.byId(tx, { id: userId });
		if (user === undefined || user.email === null || user.disabledAt !== null) return;
		const last = yield* mails.lastWithLink(tx, { userId });
		if (last !== undefined && tx.by.at - last.createdAt < BETWEEN_MS) return;
		yield* user.passwordHash === null ? inviteAgain(tx, userId) : sendLink(tx, userId);
	});
}

function* sendLink(tx: Change, userId: number): Steps<void> {
	yield* queue(tx, { kind: 'password', studyId: null, userId });
}

function* inviteAgain(tx: Change, userId: number): Steps<void> {
	const theirs = yield* members.ofPerson(tx, { userId });
	const newest = theirs.filter(({ leftAt }) => leftAt === null).at(-1);
	if (newest === undefined) yield* sendLink(tx, userId);
	else yield* queue(tx, { kind: 'invitation', studyId: newest.studyId, userId });
}
