/** Changing who somebody is: the account as far as that is for a coordinator to do, and the part in the study. */
import { z } from 'zod';
import { SPECIALTY_NAMES, specialtyName } from '#lib/domain/case.ts';
import { whyNotMend, type AccountAtHand, type Mendable } from '#lib/domain/mending.ts';
import { emailSchema, nameSchema } from '#lib/domain/person.ts';
import { capSchema } from '#lib/domain/plan-rules.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { whyNotRole } from '#lib/domain/roles.ts';
import { ROLES } from '#lib/domain/study.ts';
import { asTyped, wrongField } from '#lib/domain/wrong-field.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, memberIn } from '../../auth/guards.ts';
import * as links from '../../auth/links.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import type * as studies from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import { giveBack } from '../assigning/index.ts';
import * as mailing from '../mailing/index.ts';
import { giveGoldCases } from '../qualifying/index.ts';
import { specialise } from './adding.ts';
import { setDuties } from './duties.ts';
import { letterTo, type Letter } from './letters.ts';
import { specialtiesOf } from './lines.ts';
import { removeGold } from './members.ts';

const changeSchema = z.object({
	name: nameSchema,
	/** '' for a rater who never signs in. */
	email: z.union([z.literal(''), emailSchema], 'this is not an e-mail address'),
	specialties: z.array(z.string()),
	role: z.string().pipe(z.enum(ROLES, 'choose one of the roles')),
	adjudicates: z.boolean(),
	loadCap: capSchema
});

type Changed = z.output<typeof changeSchema>;

/**
 * Changes a member: name, address and specialties of the account, and role, share and duties in the study.
 *
 * @throws Refusal ('forbidden') for what is not this person's to change (domain/mending.ts, domain/roles.ts),
 *   ('conflict') where the address has another account, ('missing'), ('invalid'); ZodError for bad input
 */
export async function change(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number,
	input: z.input<typeof changeSchema>
): Promise<{ name: string }> {
	const next = changeSchema.parse(input);
	try {
		await atomically(app.db, by(app, actor), function* (tx) {
			const study = yield* coordinatorOf(tx, actor, slug);
			const member = yield* memberIn(tx, study.id, memberId);
			yield* changeAccount(tx, { actor, study, member, next });
			yield* changeDuties(tx, { actor, study, member, next });
		});
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', `The address ${next.email} has another account.`);
	}
	return { name: next.name };
}

type Changing = { actor: Actor; study: studies.Study; member: store.NamedMember; next: Changed };

/** What of an account says who may change it. */
export function* accountOf(
	tx: Queries,
	actor: Actor,
	{ userId }: store.NamedMember
): Steps<{ user: users.User; atHand: AccountAtHand }> {
	const user = (yield* users.byId(tx, { id: userId }))!;
	const elsewhere = yield* store.isElsewhere(tx, userId, actor.id);
	return { user, atHand: { ...user, joined: user.passwordHash !== null, elsewhere } };
}

function assertMendable(
	what: Mendable,
	account: AccountAtHand,
	{ isAdmin }: Pick<Actor, 'isAdmin'>
): void {
	const why = whyNotMend(what, account, isAdmin);
	if (why !== null) throw new Refusal('forbidden', why);
}

function* changeAccount(tx: Change, { actor, study, member, next }: Changing): Steps<void> {
	const { userId } = member;
	const { user, atHand } = yield* accountOf(tx, actor, member);
	const email = next.email === '' ? null : users.normalise(next.email);
	const old: Partial<Pick<users.User, 'name' | 'email'>> = {};
	const now: typeof old = {};
	if (next.name !== user.name) {
		assertMendable('name', atHand, actor);
		[old.name, now.name] = [user.name, next.name];
	}
	if (email !== user.email) {
		assertMendable('address', atHand, actor);
		if (email === null) throw wrongField('email', 'without an address nobody can sign in');
		[old.email, now.email] = [user.email, email];
		// The links that were sent to the address before open nothing any more.
		yield* links.revoke(tx, userId);
	}
	if (Object.keys(now).length > 0) {
		yield* users.update(tx, userId, now);
		const subject = `user:${userId}` as const;
		yield* trail.record(tx, { what: 'user.changed', subject, old, new: now });
	}
	const theirs = (yield* users.specialties(tx, [userId])).get(userId) ?? [];
	const wanted = [...new Set(next.specialties)].sort();
	if (wanted.join('\n') === theirs.join('\n')) return;
	assertMendable('specialties', atHand, actor);
	const known = yield* specialtiesOf(tx, study);
	const open = known.length === 0 ? [...SPECIALTY_NAMES.keys()] : known;
	const strange = wanted.find((code) => !open.includes(code) && !theirs.includes(code));
	if (strange !== undefined) {
		const names = open.map(specialtyName).join(', ');
		throw new Refusal(
			'invalid',
			`No case of this study has “${asTyped(strange)}”. Choose among ${names}.`
		);
	}
	yield* specialise(tx, userId, wanted);
}

function* changeDuties(tx: Change, { actor, study, member, next }: Changing): Steps<void> {
	const { id, role, name } = member;
	const wanted = {
		role: next.role,
		adjudicates: next.role === 'coordinator' && next.adjudicates,
		loadCap: next.role === 'rater' ? next.loadCap : null
	};
	if (wanted.role !== role) {
		const { length: rated } = yield* ratings.ofMember(tx, { memberId: id });
		const isOwn = member.userId === actor.id;
		const why = whyNotRole({ name, from: role, to: wanted.role, rated, isOwn });
		if (why !== null) throw new Refusal('forbidden', why);
		if (role === 'rater') {
			yield* giveBack(tx, { studyId: study.id, memberId: id }, { reason: ROLE, counts: true });
			yield* removeGold(tx, member);
		}
	}
	yield* setDuties(tx, member, wanted);
	if (wanted.role === 'rater' && role !== 'rater') yield* giveGoldCases(tx, study.id);
}

/** Why open work of somebody goes back to the plan who gets another role. */
const ROLE = 'Another role in the study.';

/**
 * Invites somebody again who has not joined yet; the former links open nothing any more.
 *
 * @param how by mail, or by a link to copy
 * @returns the letter with the link; null where a mail goes out
 * @throws Refusal ('forbidden') where a link would be a way into an account that is not this study's alone: a mail
 *   goes to its own address, and may be sent; ('conflict') for somebody who has left; ('invalid') without a server
 *   for mails
 */
export async function inviteAgain(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number,
	how: 'mail' | 'link'
): Promise<{ name: string; letter: Letter | null }> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const member = yield* memberIn(tx, study.id, memberId);
		if (member.leftAt !== null) {
			throw new Refusal('conflict', `${member.name} has left. Take the person back first.`);
		}
		const { user, atHand } = yield* accountOf(tx, actor, member);
		assertMendable('link', atHand, how === 'mail' ? { isAdmin: true } : actor);
		const subject = `member:${memberId}` as const;
		yield* trail.record(tx, { studyId: study.id, what: 'member.invited', subject });
		if (how === 'mail') {
			yield* mailing.invite(tx, app, { studyId: study.id, userId: user.id });
			return { name: user.name, letter: null };
		}
		const letter = yield* letterTo(tx, app, { study, user, actor, withLink: true });
		return { name: user.name, letter };
	});
}
