/** Signing in and out. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App, type From } from '../../app.ts';
import * as knownBrowsers from '../../auth/known-browsers.ts';
import * as limits from '../../auth/limits.ts';
import * as passwords from '../../auth/passwords.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';

export type SignIn = {
	email: string;
	password: string;
	/** The network address the request came from, for the limit. */
	address: string;
	/** What the browser brought of earlier times (known-browsers.ts). */
	marks?: string | undefined;
	/** From where somebody signs in, for the trail. */
	from?: From;
};

/**
 * Checks an e-mail address and a password. The answer and the work are the same whether the account exists or
 * not; that an account is disabled is told only to who has its password.
 *
 * @returns the account's id
 * @throws Refusal ('unauthenticated'), ('forbidden') for a disabled account, or ('slow-down')
 */
export async function signIn(
	app: App,
	{ email, password, address, marks, from }: SignIn
): Promise<number> {
	const account = users.normalise(email);
	const user = await read(app.db, (tx) => users.byEmail(tx, { email: account }));
	const mark = knownBrowsers.find(marks, user);
	const isRight = await limits.counted({ account, address, mark }, () =>
		passwords.verify(user?.passwordHash ?? null, password)
	);
	if (!isRight) {
		app.log.warn({}, 'sign-in refused');
		throw new Refusal('unauthenticated', 'The e-mail address or the password is not right.', {
			code: 'wrong-password'
		});
	}
	const { id, disabledAt } = user!;
	if (disabledAt !== null) {
		app.log.warn({ userId: id }, 'sign-in to a disabled account');
		throw new Refusal(
			'forbidden',
			'This account is disabled. Ask the coordinator of your study, or an administrator, to open it again.',
			{ code: 'account-disabled' }
		);
	}
	await atomically(app.db, by(app, { ...user!, from }), function* (tx) {
		yield* users.update(tx, id, { seenAt: tx.by.at });
		yield* trail.record(tx, { what: 'user.signed-in', subject: `user:${id}` });
	});
	app.log.info({ userId: id }, 'signed in');
	return id;
}

/** Notes that somebody has signed out; the session itself is ended by whoever holds its cookie. */
export async function signedOut(app: App, actor: Actor & { id: number }): Promise<void> {
	await atomically(app.db, by(app, actor), (tx) =>
		trail.record(tx, { what: 'user.signed-out', subject: `user:${actor.id}` })
	);
}
