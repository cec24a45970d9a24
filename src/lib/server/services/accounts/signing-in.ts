/** Signing in and out. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App, type From } from '../../app.ts';
import * as limits from '../../auth/limits.ts';
import * as passwords from '../../auth/passwords.ts';
import * as sessions from '../../auth/sessions.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';

/**
 * Checks an e-mail address and a password. The answer and the work are the same whether the account
 * exists or not.
 *
 * @param address the network address the request came from, for the limit
 * @returns the account's id
 * @throws Refusal ('unauthenticated') or ('slow-down')
 */
export async function signIn(
	app: App,
	{ email, password, address }: { email: string; password: string; address: string }
): Promise<number> {
	const account = users.normalise(email);
	await limits.countTry(account, address);
	const user = await read(app.db, (tx) => users.byEmail(tx, { email: account }));
	const usable = user !== undefined && user.disabledAt === null ? user.passwordHash : null;
	if (!(await passwords.verify(usable, password.slice(0, 1024)))) {
		app.log.warn({}, 'sign-in refused');
		throw new Refusal('unauthenticated', 'The e-mail address or the password is not right.', {
			code: 'wrong-password'
		});
	}
	await limits.forgive(account);
	app.log.info({ userId: user!.id }, 'signed in');
	return user!.id;
}
