/**
 * Browsers that have signed in to an account before. Their tries are counted apart (limits.ts), so that a
 * stranger who guesses at an account does not keep its owner out.
 *
 * A browser holds a cookie of marks, one for each account that has signed in with it. A mark is a random
 * number and its HMAC under a key that only the server can make: the stored hash of the account's password,
 * with its random salt. So a mark names no account to whoever reads it, nobody can make one for an account
 * that is not theirs, nothing has to be stored, and a new password makes all earlier marks worthless.
 * (docs/decisions/0013)
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { App } from '../app.ts';
import { read } from '../db/atomically.ts';
import * as users from '../store/users.ts';
import { isSecure, type SessionCookie } from './sessions.ts';

/** Accounts that one browser is remembered by; a shared computer may have several. */
const MOST_MARKS = 8;

/** Browsers keep no cookie for longer than 400 days. */
const MAX_AGE_S = 400 * 24 * 60 * 60;

const NONCE_BYTES = 16;
/** Both in base64url, which needs no padding for their sum. */
const MARK = /^[\w-]{64}$/;

/** Stands in for the key where there is no account, so that the work is the same. */
const NO_KEY = randomBytes(32).toString('base64');

/** An account as marks know it; without a password nobody has signed in to it. */
type Account = { id: number; passwordHash: string | null };

export function cookieName(app: App): string {
	return isSecure(app) ? '__Host-primum-known' : 'primum-known';
}

/**
 * The mark by which a browser is known to an account.
 *
 * @param marks the value of the cookie, or undefined
 * @param account undefined where there is none; the work is the same
 * @returns undefined where this browser has not signed in to the account
 */
export function find(marks: string | undefined, account: Account | undefined): string | undefined {
	const found = split(marks).find((mark) => isOf(mark, account));
	return account === undefined || account.passwordHash === null ? undefined : found;
}

/**
 * The cookie after signing in: as it was where the browser is known to the account, else with a mark more.
 *
 * @param marks the value of the cookie that came with the request, or undefined
 */
export async function remember(
	app: App,
	marks: string | undefined,
	userId: number
): Promise<SessionCookie> {
	const account = await read(app.db, (tx) => users.byId(tx, { id: userId }));
	const own = find(marks, account) ?? make(randomBytes(NONCE_BYTES), account);
	const others = split(marks).filter((mark) => mark !== own);
	return {
		name: cookieName(app),
		value: [own, ...others].slice(0, MOST_MARKS).join('.'),
		attributes: {
			path: '/',
			httpOnly: true,
			secure: isSecure(app),
			sameSite: 'lax',
			maxAge: MAX_AGE_S
		}
	};
}

function split(marks: string | undefined): string[] {
	return (marks ?? '').split('.', MOST_MARKS).filter((mark) => MARK.test(mark));
}

function isOf(mark: string, account: Account | undefined): boolean {
	const nonce = Buffer.from(mark, 'base64url').subarray(0, NONCE_BYTES);
	return timingSafeEqual(Buffer.from(mark), Buffer.from(make(nonce, account)));
}

function make(nonce: Buffer, account: Account | undefined): string {
	const mac = createHmac('sha256', account?.passwordHash ?? NO_KEY)
		.update(`known-browser:${account?.id ?? 0}:`)
		.update(nonce)
		.digest();
	return Buffer.concat([nonce, mac]).toString('base64url');
}
