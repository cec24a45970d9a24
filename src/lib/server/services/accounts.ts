/** Accounts: who has one, and signing in to it. */
import { z } from 'zod';
import { emailSchema, nameSchema, specialtiesSchema } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../app.ts';
import * as knownBrowsers from '../auth/known-browsers.ts';
import * as limits from '../auth/limits.ts';
import * as passwords from '../auth/passwords.ts';
import * as sessions from '../auth/sessions.ts';
import { atomically, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import { violation } from '../db/errors.ts';
import * as audit from '../store/audit.ts';
import * as specialties from '../store/specialties.ts';
import * as users from '../store/users.ts';
import { requireAdmin } from './access.ts';
import { invite } from './invitations.ts';

const newUserSchema = z.object({
	name: nameSchema,
	email: emailSchema,
	isAdmin: z.boolean().default(false),
	specialties: specialtiesSchema
});
export type NewUser = z.input<typeof newUserSchema>;

/** A person as lists show one. */
export type Person = {
	id: number;
	name: string;
	email: string | null;
	isAdmin: boolean;
	specialties: string[];
	state: 'active' | 'invited' | 'disabled' | 'no sign-in';
};

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
	const link = yield* invite(tx, app, { userId: user.id, purpose: 'invite', now });
	yield* audit.record(tx, {
		at: now,
		userId: actor.id,
		what: 'user.added',
		subject: `user:${user.id}`,
		new: { name: user.name, isAdmin: user.isAdmin, specialties: codes }
	});
	return { id: user.id, link };
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

/**
 * Checks an e-mail address and a password. The answer and the work are the same whether the account exists or
 * not; that an account is disabled is told only to who has its password.
 *
 * @param address the network address the request came from, for the limit
 * @param marks what the browser brought of earlier times (known-browsers.ts)
 * @returns the account's id
 * @throws Refusal ('unauthenticated'), ('forbidden') for a disabled account, or ('slow-down')
 */
export async function signIn(
	app: App,
	{
		email,
		password,
		address,
		marks
	}: { email: string; password: string; address: string; marks?: string | undefined }
): Promise<number> {
	const account = users.normalise(email);
	const user = await users.byEmail(app.db, account);
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
	if (user!.disabledAt !== null) {
		app.log.warn({ userId: user!.id }, 'sign-in to a disabled account');
		throw new Refusal(
			'forbidden',
			'This account is disabled. Ask the coordinator of your study, or an administrator, to open it again.',
			{ code: 'account-disabled' }
		);
	}
	app.log.info({ userId: user!.id }, 'signed in');
	return user!.id;
}
