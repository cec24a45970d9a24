/** Accounts: who has one. */
import { z } from 'zod';
import { placeOf, type Page } from '#lib/domain/page.ts';
import { emailSchema, nameSchema, specialtiesSchema } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { requireAdmin } from '../../auth/guards.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as sessions from '../../store/sessions.ts';
import * as specialties from '../../store/specialties.ts';
import * as studies from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import { giveGoldCases } from '../qualifying/index.ts';
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
		return await atomically(app.db, by(app, actor), (tx) => addInvited(tx, app, person));
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', `There is an account for ${person.email} already.`);
	}
}

/** The steps of adding a person, on behalf of someone whose right to do so was checked. */
export function* addInvited(
	tx: Change,
	app: App,
	person: z.output<typeof newUserSchema>
): Steps<{ id: number; link: string }> {
	const { id } = yield* enrol(tx, person);
	const link = yield* invite(tx, app, { userId: id, purpose: 'invite' });
	return { id, link };
}

/** The same without a link: it is made when the invitation is written. */
export function* enrol(
	tx: Change,
	{ specialties: codes, ...person }: z.output<typeof newUserSchema>
): Steps<users.User> {
	const user = yield* users.insert(tx, { ...person, createdAt: tx.by.at });
	yield* setSpecialties(tx, user.id, codes);
	yield* trail.record(tx, {
		what: 'user.added',
		subject: `user:${user.id}`,
		new: { name: user.name, isAdmin: user.isAdmin, specialties: codes }
	});
	return user;
}

/** Says what a person is a specialist of; a code that nobody has named yet is known from then on. */
export function* setSpecialties(tx: Change, userId: number, codes: readonly string[]): Steps<void> {
	yield* specialties.ensure(tx, codes);
	yield* users.setSpecialties(tx, userId, [...codes]);
}

/** Everyone with an account, for administrators. */
export async function list(app: App, actor: Actor): Promise<Person[]> {
	requireAdmin(actor);
	return read(app.db, function* (tx) {
		return yield* people(tx, yield* users.list(tx));
	});
}

/** Accounts on one page. */
const ON_A_PAGE = 50;

/** A page of them in the order of their names, and how many accounts there are in all. */
export type PeopleFound = Page<Person> & { everyone: number };

/**
 * A page of those with an account, for administrators.
 *
 * @param asked the page, and what the name or the address must hold; '' finds everyone
 */
export async function page(
	app: App,
	actor: Actor,
	asked: { page: number; search: string }
): Promise<PeopleFound> {
	requireAdmin(actor);
	const search = asked.search.trim();
	return read(app.db, function* (tx) {
		const of = yield* users.countFound(tx, search);
		const { page: number, pages, from } = placeOf(of, asked.page, ON_A_PAGE);
		const found = yield* users.page(tx, { search, limit: ON_A_PAGE, offset: from });
		const everyone = yield* users.count(tx);
		return { rows: yield* people(tx, found), page: number, ...{ pages, of, everyone } };
	});
}

/** One of them, for administrators; null where there is no such account. */
export async function person(app: App, actor: Actor, id: number): Promise<Person | null> {
	requireAdmin(actor);
	return read(app.db, function* (tx) {
		const user = yield* users.byId(tx, { id });
		return user === undefined ? null : (yield* people(tx, [user]))[0]!;
	});
}

/** Turns accounts into what lists show. */
export function* people(tx: Queries, rows: readonly users.User[]): Steps<Person[]> {
	const codes = yield* users.specialties(
		tx,
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
	await atomically(app.db, by(app, actor), function* (tx) {
		const user = yield* users.setDisabled(tx, userId, disabled ? tx.by.at : null);
		if (user === undefined) throw new Refusal('missing', 'There is no such account.');
		yield* sessions.removeOfUser(tx, userId);
		yield* trail.record(tx, {
			what: disabled ? 'user.disabled' : 'user.enabled',
			subject: `user:${userId}`
		});
		if (disabled) return;
		// What was given to the raters of a study meanwhile was not given to somebody who could not rate.
		const theirs = yield* studies.ofUser(tx, { userId });
		for (const { study } of theirs) yield* giveGoldCases(tx, study.id);
	});
}

/** The specialties to choose from. */
export async function knownSpecialties(app: App): Promise<{ code: string; name: string }[]> {
	return read(app.db, specialties.list);
}
