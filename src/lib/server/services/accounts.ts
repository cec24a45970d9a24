/** Accounts: the first administrator, invitations, passwords, signing in. */
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../app.ts';
import * as limits from '../auth/limits.ts';
import * as passwords from '../auth/passwords.ts';
import { newToken, sha256 } from '../auth/secrets.ts';
import * as sessions from '../auth/sessions.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import { violation } from '../db/errors.ts';
import type { InvitationPurpose } from '../db/schema/tables.ts';
import * as audit from '../store/audit.ts';
import * as invitations from '../store/invitations.ts';
import * as specialties from '../store/specialties.ts';
import * as users from '../store/users.ts';
import { requireAdmin } from './access.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const INVITATION_MS = 14 * DAY_MS;
const SETUP_MS = DAY_MS;

const nameSchema = z.string().trim().min(1, 'give a name').max(200, 'at most 200 characters');
const emailSchema = z.string().trim().pipe(z.email('this is not an e-mail address'));

export const newUserSchema = z.object({
	name: nameSchema,
	email: emailSchema,
	isAdmin: z.boolean().default(false),
	specialties: z.array(z.string().trim().min(1).max(64)).default([])
});
export type NewUser = z.input<typeof newUserSchema>;

export const acceptSchema = z.object({ password: passwords.passwordSchema });
export const setupSchema = acceptSchema.extend({ name: nameSchema, email: emailSchema });

/** A person as lists show one. */
export type Person = {
	id: number;
	name: string;
	email: string | null;
	isAdmin: boolean;
	specialties: string[];
	state: 'active' | 'invited' | 'disabled' | 'no sign-in';
};

/** The link behind a token. */
const link = (app: App, token: string) => `${app.origin}/join/${token}`;

function* invite(
	tx: Queries,
	{
		userId,
		purpose,
		now,
		lifetime
	}: {
		userId: number | null;
		purpose: InvitationPurpose;
		now: number;
		lifetime: number;
	}
): Steps<string> {
	const token = newToken();
	yield* invitations.revokeOpen(tx, userId, now);
	yield* invitations.insert(tx, {
		tokenHash: sha256(token),
		purpose,
		userId,
		createdAt: now,
		expiresAt: now + lifetime
	});
	return token;
}

/**
 * The one-time link that creates the first administrator; each call makes the one before useless.
 *
 * @returns the link, or null where there are accounts already
 */
export async function setupLink(app: App): Promise<string | null> {
	if ((await users.count(app.db)) > 0) return null;
	const now = app.now();
	const token = await atomically(app.db, (tx) =>
		invite(tx, { userId: null, purpose: 'setup', now, lifetime: SETUP_MS })
	);
	return link(app, token);
}

/**
 * Adds a person, who chooses a password by the link.
 *
 * @returns the account's id and its one-time link
 * @throws Refusal ('conflict') where the e-mail address has an account
 */
export async function add(
	app: App,
	actor: Actor,
	input: NewUser
): Promise<{ id: number; link: string }> {
	requireAdmin(actor);
	const person = newUserSchema.parse(input);
	try {
		return await atomically(app.db, (tx) => addInvited(tx, app, actor, person));
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', `There is an account for ${person.email} already.`);
	}
}

/** The steps of adding a person, on behalf of someone whose right to do so was checked. */
export function* addInvited(
	tx: Queries,
	app: App,
	actor: Actor,
	{ specialties: codes, ...person }: z.output<typeof newUserSchema>
): Steps<{ id: number; link: string }> {
	const now = app.now();
	const user = yield* users.insert(tx, { ...person, createdAt: now });
	yield* specialties.ensure(tx, codes);
	yield* users.setSpecialties(tx, user.id, codes);
	const token = yield* invite(tx, {
		userId: user.id,
		purpose: 'invite',
		now,
		lifetime: INVITATION_MS
	});
	yield* audit.record(tx, {
		at: now,
		userId: actor.id,
		what: 'user.added',
		subject: `user:${user.id}`,
		new: { name: user.name, isAdmin: user.isAdmin, specialties: codes }
	});
	return { id: user.id, link: link(app, token) };
}

/** Makes a link by which a person chooses a new password; the old password stays until then. */
export async function resetLink(app: App, actor: Actor, userId: number): Promise<string> {
	requireAdmin(actor);
	const user = await users.byId(app.db, userId);
	if (user === undefined || user.email === null) {
		throw new Refusal('missing', 'There is no such account with a sign-in.');
	}
	const now = app.now();
	const token = await atomically(app.db, function* (tx) {
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			what: 'user.reset',
			subject: `user:${userId}`
		});
		return yield* invite(tx, { userId, purpose: 'reset', now, lifetime: INVITATION_MS });
	});
	return link(app, token);
}

/** What a link is for, before it is used; null where it opens nothing. */
export async function openInvitation(
	app: App,
	token: string
): Promise<{ purpose: InvitationPurpose; name: string; email: string } | null> {
	const found = await invitations.open(app.db, sha256(token), app.now());
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
	const { password } = acceptSchema.parse(input);
	const opened = await openInvitation(app, token);
	const newAdmin = opened?.purpose === 'setup' ? setupSchema.parse(input) : null;
	const passwordHash = await passwords.hash(password);
	const now = app.now();
	const userId = await atomically(app.db, function* (tx) {
		const invitation = yield* invitations.use(tx, sha256(token), now);
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
	const user = await users.byEmail(app.db, account);
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

/** Everyone with an account, for administrators. */
export async function list(app: App, actor: Actor): Promise<Person[]> {
	requireAdmin(actor);
	return people(app, await users.list(app.db));
}

/** Turns accounts into what lists show. */
export async function people(app: App, rows: readonly users.User[]): Promise<Person[]> {
	const codes = await users.specialties(
		app.db,
		rows.map(({ id }) => id)
	);
	return rows.map((user) => ({
		id: user.id,
		name: user.name,
		email: user.email,
		isAdmin: user.isAdmin,
		specialties: codes.get(user.id) ?? [],
		state: stateOf(user)
	}));
}

function stateOf(user: users.User): Person['state'] {
	if (user.disabledAt !== null) return 'disabled';
	if (user.email === null) return 'no sign-in';
	return user.passwordHash === null ? 'invited' : 'active';
}

/**
 * Shuts an account, or opens it again; its sessions end at once.
 *
 * @throws Refusal ('invalid') for one's own account, ('missing') for one that does not exist
 */
export async function setDisabled(
	app: App,
	actor: Actor,
	userId: number,
	disabled: boolean
): Promise<void> {
	requireAdmin(actor);
	if (actor.id === userId) throw new Refusal('invalid', 'You cannot disable your own account.');
	const now = app.now();
	await atomically(app.db, function* (tx) {
		const user = yield* users.setDisabled(tx, userId, disabled ? now : null);
		if (user === undefined) throw new Refusal('missing', 'There is no such account.');
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			what: disabled ? 'user.disabled' : 'user.enabled',
			subject: `user:${userId}`
		});
	});
	await sessions.endAll(app, userId);
}

/** The specialties to choose from. */
export async function knownSpecialties(app: App): Promise<{ code: string; name: string }[]> {
	return specialties.list(app.db);
}
