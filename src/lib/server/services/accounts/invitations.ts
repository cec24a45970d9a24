/** The one-time links: to set Primum up, to take up an invitation, to choose a new password. */
import { z } from 'zod';
import { emailSchema, nameSchema } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, INSTALLATION, type Actor, type App, type From } from '../../app.ts';
import { requireAdmin } from '../../auth/guards.ts';
import * as links from '../../auth/links.ts';
import * as passwords from '../../auth/passwords.ts';
import { sha256 } from '../../auth/secrets.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { InvitationPurpose } from '../../db/schema/access.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/invitations.ts';
import * as sessions from '../../store/sessions.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import { open as look } from './opening.ts';

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
	tx: Change,
	app: Pick<App, 'origin'>,
	{ userId, purpose }: { userId: number | null; purpose: InvitationPurpose }
): Steps<string> {
	yield* links.revoke(tx, userId);
	return (yield* links.add(tx, app, { userId, purpose })).link;
}

/**
 * The one-time link that creates the first administrator; each call makes the one before useless.
 *
 * @returns the link, or null where there are accounts already
 */
export function setupLink(app: App): Promise<string | null> {
	return atomically(app.db, by(app, INSTALLATION), function* (tx) {
		if ((yield* users.count(tx)) > 0) return null;
		return yield* invite(tx, app, { userId: null, purpose: 'setup' });
	});
}

/** Makes a link by which a person chooses a new password; the old password stays until then. */
export async function resetLink(app: App, actor: Actor, userId: number): Promise<string> {
	requireAdmin(actor);
	return atomically(app.db, by(app, actor), function* (tx) {
		const user = yield* users.byId(tx, { id: userId });
		if (user === undefined || user.email === null) {
			throw new Refusal('missing', 'There is no such account with a sign-in.');
		}
		yield* trail.record(tx, { what: 'user.reset', subject: `user:${userId}` });
		return yield* invite(tx, app, { userId, purpose: 'reset' });
	});
}

/**
 * Uses a link: sets the password, and for the set-up link creates the administrator.
 *
 * @param input password, and for the set-up link name and e-mail address
 * @param from from where it is used, for the trail
 * @returns the id of the account, to sign in as
 * @throws Refusal ('missing') where the link is used, expired or unknown; ZodError for bad input
 */
export async function accept(
	app: App,
	token: string,
	input: { password: string; name?: string; email?: string },
	from?: From
): Promise<number> {
	const { password } = await acceptSchema.parseAsync(input);
	const opened = await look(app, token);
	const newAdmin = opened?.purpose === 'setup' ? await setupSchema.parseAsync(input) : null;
	const passwordHash = await passwords.hash(password);
	const whoever = by(app, { id: null, name: '', isAdmin: false, from });
	const userId = await atomically(app.db, whoever, function* (tx) {
		const invitation = yield* store.use(tx, sha256(token), tx.by.at);
		if (invitation === undefined) throw usedLink();
		const id = invitation.userId ?? (yield* firstAdmin(tx, newAdmin, passwordHash));
		if (invitation.userId !== null) yield* users.setPassword(tx, id, passwordHash);
		// A mail that was sent twice holds two links.
		yield* links.revoke(tx, invitation.userId);
		yield* users.update(tx, id, { seenAt: tx.by.at });
		yield* sessions.removeOfUser(tx, id);
		const own = { ...tx, by: { ...tx.by, userId: id } };
		const what = invitation.userId === null ? 'installation.set-up' : 'user.password-chosen';
		yield* trail.record(own, { what, subject: `user:${id}` });
		return id;
	});
	app.log.info({ userId }, 'password chosen');
	return userId;
}

function* firstAdmin(
	tx: Change,
	newAdmin: z.output<typeof setupSchema> | null,
	passwordHash: string
): Steps<number> {
	if (newAdmin === null || (yield* users.count(tx)) > 0) throw usedLink();
	const { name, email } = newAdmin;
	const row = { name, email, passwordHash, isAdmin: true, createdAt: tx.by.at };
	return (yield* users.insert(tx, row)).id;
}

function usedLink(): Refusal {
	return new Refusal(
		'missing',
		'This link was used before or has expired. Ask the person who sent it for a new one.',
		{ code: 'link-used' }
	);
}
