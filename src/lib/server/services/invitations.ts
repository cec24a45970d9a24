/** The one-time links: to set Primum up, to take up an invitation, to choose a new password. */
import { z } from 'zod';
import { emailSchema, nameSchema } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../app.ts';
import * as passwords from '../auth/passwords.ts';
import { newToken, sha256 } from '../auth/secrets.ts';
import * as sessions from '../auth/sessions.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { InvitationPurpose } from '../db/schema/tables.ts';
import * as audit from '../store/audit.ts';
import * as store from '../store/invitations.ts';
import * as users from '../store/users.ts';
import { requireAdmin } from './access.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a link works. */
const LIFETIME_MS: Record<InvitationPurpose, number> = {
	setup: DAY_MS,
	invite: 14 * DAY_MS,
	reset: 14 * DAY_MS
};

const acceptSchema = z.object({ password: passwords.passwordSchema });
export const setupSchema = acceptSchema.extend({ name: nameSchema, email: emailSchema });

/**
 * The steps of making a link for a person, or for whoever sets Primum up; earlier links of the same
 * person open nothing any more.
 *
 * @param userId null for the link that sets Primum up
 * @returns the link
 */
export function* invite(
	tx: Queries,
	app: App,
	{ userId, purpose, now }: { userId: number | null; purpose: InvitationPurpose; now: number }
): Steps<string> {
	const token = newToken();
	yield* store.revokeOpen(tx, userId, now);
	yield* store.insert(tx, {
		tokenHash: sha256(token),
		purpose,
		userId,
		createdAt: now,
		expiresAt: now + LIFETIME_MS[purpose]
	});
	return `${app.origin}/join/${token}`;
}

/**
 * The one-time link that creates the first administrator; each call makes the one before useless.
 *
 * @returns the link, or null where there are accounts already
 */
export async function setupLink(app: App): Promise<string | null> {
	if ((await users.count(app.db)) > 0) return null;
	const now = app.now();
	return atomically(app.db, (tx) => invite(tx, app, { userId: null, purpose: 'setup', now }));
}

/** Makes a link by which a person chooses a new password; the old password stays until then. */
export async function resetLink(app: App, actor: Actor, userId: number): Promise<string> {
	requireAdmin(actor);
	const user = await users.byId(app.db, userId);
	if (user === undefined || user.email === null) {
		throw new Refusal('missing', 'There is no such account with a sign-in.');
	}
	const now = app.now();
	return atomically(app.db, function* (tx) {
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			what: 'user.reset',
			subject: `user:${userId}`
		});
		return yield* invite(tx, app, { userId, purpose: 'reset', now });
	});
}

/** What a link is for, before it is used; null where it opens nothing. */
export async function open(
	app: App,
	token: string
): Promise<{ purpose: InvitationPurpose; name: string; email: string } | null> {
	const found = await store.open(app.db, sha256(token), app.now());
	if (found === undefined) return null;
	if (found.userId === null) {
		// The set-up link makes the first account, never a second.
		if ((await users.count(app.db)) > 0) return null;
		return { purpose: found.purpose, name: '', email: '' };
	}
	const user = (await users.byId(app.db, found.userId))!;
	return { purpose: found.purpose, name: user.name, email: user.email ?? '' };
}

/**
 * Uses a link: sets the password, and for the set-up link creates the administrator.
 *
 * @param input password, and for the set-up link name and e-mail address
 * @returns the id of the account, to sign in as
 * @throws Refusal ('missing') where the link is used, expired or unknown; ZodError for bad input
 */
export async function accept(
	app: App,
	token: string,
	input: { password: string; name?: string; email?: string }
): Promise<number> {
	const { password } = await acceptSchema.parseAsync(input);
	const opened = await open(app, token);
	const newAdmin = opened?.purpose === 'setup' ? await setupSchema.parseAsync(input) : null;
	const passwordHash = await passwords.hash(password);
	const now = app.now();
	const userId = await atomically(app.db, function* (tx) {
		const invitation = yield* store.use(tx, sha256(token), now);
		if (invitation === undefined) throw usedLink();
		if (invitation.userId === null) {
			const [someone] = yield* run(users.anyone(tx));
			if (someone !== undefined || newAdmin === null) throw usedLink();
			const { name, email } = newAdmin;
			const user = yield* users.insert(tx, {
				name,
				email,
				passwordHash,
				isAdmin: true,
				createdAt: now
			});
			return user.id;
		}
		yield* users.setPassword(tx, invitation.userId, passwordHash);
		return invitation.userId;
	});
	await sessions.endAll(app, userId);
	app.log.info({ userId }, 'password chosen');
	return userId;
}

function usedLink(): Refusal {
	return new Refusal(
		'missing',
		'This link was used before or has expired. Ask the person who sent it for a new one.',
		{ code: 'link-used' }
	);
}
