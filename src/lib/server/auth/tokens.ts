/**
 * Who asks with a token. A token stands for its owner in one study, and for no more than the owner may there at that
 * moment: all of it is looked at again with every request, and the guards of what is asked then ask once more.
 */
import {
	TOKEN_PREFIX,
	tokenState,
	type TokenScope,
	type TokenState
} from '#lib/domain/api-token.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, INSTALLATION, type Actor, type App, type From } from '../app.ts';
import { atomically, read } from '../db/atomically.ts';
import type { Database } from '../db/connect.ts';
import * as store from '../store/tokens.ts';
import { programOwnerOf } from './guards.ts';
import { newToken, sha256 } from './secrets.ts';

/** Letters at the end of a token by which its owner tells it from others. */
const HINT = 4;

/** A new token: what its owner is given, once, and what is stored of it. */
export function newApiToken(): { secret: string; tokenHash: string; hint: string } {
	const secret = `${TOKEN_PREFIX}${newToken()}`;
	return { secret, tokenHash: sha256(secret), hint: secret.slice(-HINT) };
}

/** A program that was let in. */
export type Program = {
	actor: Actor & { id: number };
	scope: TokenScope;
	/** Names the token where nobody should learn it. */
	tokenHash: string;
};

const WHY: Record<Exclude<TokenState, 'live'>, string> = {
	revoked: 'This token was revoked. Make another one.',
	expired: 'This token has expired. Make another one.'
};

/**
 * Lets a program in.
 *
 * @param secret as the program sends it
 * @param from of the request
 * @returns null for what is no token of this installation
 * @throws Refusal ('unauthenticated') for one that has ended, or whose owner's account is disabled; ('forbidden')
 *   where the owner may not look at the study any more
 */
export async function letIn(app: App, secret: string, from: From): Promise<Program | null> {
	const tokenHash = sha256(secret);
	const found = await read(app.db, function* (tx) {
		const found = yield* store.byHash(tx, { tokenHash });
		if (found === undefined) return null;
		const { token, owner, study } = found;
		assertOpen(token, app.now());
		if (owner.disabledAt !== null) {
			throw new Refusal('unauthenticated', 'The account of whoever owns this token is disabled.');
		}
		const { id, name, isAdmin } = owner;
		const own: From = { ...from, via: 'program', token: token.id };
		const actor = { id, name, isAdmin, from: own, onlyIn: study.id };
		try {
			yield* programOwnerOf(tx, actor, study.slug);
		} catch (thrown) {
			if (!(thrown instanceof Refusal)) throw thrown;
			throw new Refusal(
				'forbidden',
				`Whoever owns this token may not look at "${study.name}" any more, and so the token may not either.`
			);
		}
		return { token, actor };
	});
	if (found === null) return null;
	const { token, actor } = found;
	void noteUse(app, token);
	return { actor, scope: token.scope, tokenHash };
}

/** @throws Refusal ('unauthenticated') for a token that has ended */
export function assertOpen(token: store.Token, now: number): void {
	const state = tokenState(token, now);
	if (state !== 'live') throw new Refusal('unauthenticated', WHY[state]);
}

/** How often it is written down that a token is used, however often it is. */
const EVERY_MS = 60_000;

/** What this process has written down last. */
const noted = new WeakMap<Database, Map<number, number>>();

/** Nothing depends on it: nobody waits, and where it fails it is tried again a minute later. */
async function noteUse(app: App, { id, lastUsedAt }: store.Token): Promise<void> {
	const now = app.now();
	const own = noted.get(app.db) ?? new Map<number, number>();
	noted.set(app.db, own);
	const last = Math.max(lastUsedAt ?? -Infinity, own.get(id) ?? -Infinity);
	if (now - last < EVERY_MS) return;
	own.set(id, now);
	try {
		await atomically(app.db, by(app, INSTALLATION), (tx) => store.setUsed(tx, id, tx.by.at));
	} catch (error) {
		app.log.warn({ err: error, token: id }, 'cannot note that a token was used');
	}
}
