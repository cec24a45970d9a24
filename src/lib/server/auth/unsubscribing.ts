/**
 * The link by which somebody asks for no more reminders without signing in. Its token is the account's id and
 * its HMAC under the stored hash of the password, as a known browser's mark is (known-browsers.ts): nothing has to
 * be stored, nobody can make one for somebody else, and it can do nothing but this.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { App } from '../app.ts';
import type { Queries } from '../db/connect.ts';
import type { Steps } from '../db/steps.ts';
import * as users from '../store/users.ts';

/** An account that has a password: nobody else is reminded. */
type Account = { id: number; passwordHash: string };

const TOKEN = /^(\d{1,9})\.([\w-]{43})$/;

/** Where the reminders of a person are switched off. */
export function linkOf({ origin }: Pick<App, 'origin'>, account: Account): string {
	return `${origin}/unsubscribe/${account.id}.${mac(account)}`;
}

/**
 * Whose reminders a token of such a link switches off.
 *
 * @returns undefined where it is not a token of ours, or the password was changed since
 */
export function* find(tx: Queries, token: string): Steps<users.User | undefined> {
	const [, id, given] = TOKEN.exec(token) ?? [];
	if (id === undefined || given === undefined) return undefined;
	const user = yield* users.byId(tx, { id: Number(id) });
	if (user === undefined || user.passwordHash === null) return undefined;
	const own = mac({ id: user.id, passwordHash: user.passwordHash });
	return timingSafeEqual(Buffer.from(own), Buffer.from(given)) ? user : undefined;
}

function mac({ id, passwordHash }: Account): string {
	return createHmac('sha256', passwordHash).update(`unsubscribe:${id}`).digest('base64url');
}
