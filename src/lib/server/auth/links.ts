/** One-time links: a random token in an address, of which only the hash is stored. */
import type { App } from '../app.ts';
import type { Change } from '../db/atomically.ts';
import type { InvitationPurpose } from '../db/schema/access.ts';
import type { Steps } from '../db/steps.ts';
import * as store from '../store/invitations.ts';
import { newToken, sha256 } from './secrets.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** How long a link works to whoever asked for it by its address alone; the mail that carries it says so. */
export const FORGOTTEN_MS = 2 * HOUR_MS;

/** How long every other link works. */
const LIFETIME_MS: Record<InvitationPurpose, number> = {
	setup: DAY_MS,
	invite: 14 * DAY_MS,
	reset: 14 * DAY_MS
};

type NewLink = {
	/** Null for the link that sets Primum up. */
	userId: number | null;
	purpose: InvitationPurpose;
	/** Who asked for it, unless that is who makes this change. */
	createdBy?: number | null;
	lifetimeMs?: number;
};

/**
 * The steps of making a link. Links that the person has already stay open until one of them is used: a mail that
 * was sent twice holds two.
 *
 * @returns the link, and when it stops working
 */
export function* add(
	tx: Change,
	app: Pick<App, 'origin'>,
	{ userId, purpose, createdBy = tx.by.userId, lifetimeMs = LIFETIME_MS[purpose] }: NewLink
): Steps<{ link: string; expiresAt: number }> {
	const token = newToken();
	const { at } = tx.by;
	const expiresAt = at + lifetimeMs;
	const tokenHash = sha256(token);
	yield* store.insert(tx, { tokenHash, purpose, userId, createdAt: at, createdBy, expiresAt });
	return { link: `${app.origin}/join/${token}`, expiresAt };
}

/** The steps of making every open link of a person, or for the set-up, useless. */
export function* revoke(tx: Change, userId: number | null): Steps<void> {
	yield* store.revokeOpen(tx, userId, tx.by.at);
}
