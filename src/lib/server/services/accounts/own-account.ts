/** What somebody sees and sets of their own account. Every step asks for the account that is signed in. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { specialtyName } from '#lib/domain/case.ts';
import type { Language } from '#lib/domain/language.ts';
import { isPaused } from '#lib/domain/participation.ts';
import { nameSchema } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Role } from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import * as limits from '../../auth/limits.ts';
import * as passwords from '../../auth/passwords.ts';
import * as sessions from '../../auth/sessions.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as sessionRows from '../../store/sessions.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import { isOn } from '../mailing/index.ts';
import * as mailChoices from './mail-choices.ts';

/** Somebody who is signed in. */
export type Own = Actor & { id: number };

export type OwnStudy = {
	name: string;
	role: Role;
	/** True for a coordinator who also rules on what stays open. */
	adjudicates: boolean;
	state: 'in' | 'paused' | 'left';
	/** Names of those who run it, without one's own. */
	coordinators: string[];
};

export type OwnAccount = {
	name: string;
	email: string;
	isAdmin: boolean;
	/** Whether reminders may be sent; and whether any mail is. */
	reminded: boolean;
	mailIsOn: boolean;
	specialties: string[];
	studies: OwnStudy[];
	/** The newest first; times in milliseconds since 1970. */
	sessions: { agent: string; createdAt: number; extendedAt: number; own: boolean }[];
};

/** All of it, for the page of the person. */
export async function ownAccount(app: App, actor: Own): Promise<OwnAccount> {
	const { id } = actor;
	const open = await sessions.list(app, id);
	const found = await read(app.db, function* (tx) {
		const user = (yield* users.byId(tx, { id }))!;
		const codes = (yield* users.specialties(tx, [id])).get(id) ?? [];
		const studies: OwnStudy[] = [];
		for (const member of yield* members.ofPerson(tx, { userId: id })) {
			const runs = yield* members.coordinators(tx, { studyId: member.studyId });
			studies.push({
				name: member.study,
				role: member.role,
				adjudicates: member.adjudicates,
				state: stateOf(member, app.now()),
				coordinators: runs.filter(({ userId }) => userId !== id).map(({ name }) => name)
			});
		}
		return { user, codes, studies };
	});
	const { user, codes, studies } = found;
	return {
		name: user.name,
		email: user.email ?? '',
		isAdmin: user.isAdmin,
		reminded: user.unremindedAt === null,
		mailIsOn: isOn(app),
		specialties: codes.map(specialtyName),
		studies,
		sessions: open.map(({ id: session, ...rest }) => ({
			...rest,
			own: session === actor.from?.session
		}))
	};
}

function stateOf(member: members.Member, now: number): OwnStudy['state'] {
	if (member.leftAt !== null) return 'left';
	return isPaused(member, now) ? 'paused' : 'in';
}

const nameInput = z.object({ name: nameSchema });

/**
 * Changes one's own name. What was signed stays signed as it was.
 *
 * @throws ZodError for what is no name
 */
export async function rename(app: App, actor: Own, input: { name: string }): Promise<void> {
	const { name } = nameInput.parse(input);
	await atomically(app.db, by(app, actor), (tx) => change(tx, actor.id, { name }));
}

/** Remembers in which language somebody reads, on every browser and in mails. */
export async function chooseLanguage(app: App, actor: Own, language: Language): Promise<void> {
	await atomically(app.db, by(app, actor), (tx) => change(tx, actor.id, { language }));
}

/** Writes what differs, with the line in the trail. */
function* change(
	tx: Change,
	id: number,
	next: { name: string } | { language: Language }
): Steps<void> {
	const user = (yield* users.byId(tx, { id }))!;
	const old = 'name' in next ? { name: user.name } : { language: user.language };
	if (isDeepStrictEqual(old, next)) return;
	yield* users.update(tx, id, next);
	yield* trail.record(tx, { what: 'user.changed', subject: `user:${id}`, old, new: next });
}

/** Chooses whether one is reminded of cases that wait. */
export async function chooseReminders(app: App, actor: Own, reminded: boolean): Promise<void> {
	await atomically(app.db, by(app, actor), (tx) => mailChoices.setReminded(tx, actor.id, reminded));
}

const passwordInput = z.object({
	present: z.string().max(1024, 'use at most 128 characters'),
	password: passwords.passwordSchema
});

/**
 * Chooses another password. Every other session of the account ends; the one that asks goes on.
 *
 * @param input the password as it is, and as it shall be
 * @returns how many sessions have ended
 * @throws Refusal ('unauthenticated') where the present one is not right, ('slow-down') after too many tries;
 *   ZodError for what cannot be a password
 */
export async function changePassword(
	app: App,
	actor: Own,
	input: { present: string; password: string }
): Promise<number> {
	const { present, password } = await passwordInput.parseAsync(input);
	const { id } = actor;
	const session = actor.from?.session ?? null;
	const user = (await read(app.db, (tx) => users.byId(tx, { id })))!;
	// Counted apart from signing in, as a known browser is: whoever took over a session shuts out nobody else.
	const mark = `session:${session ?? id}`;
	const isRight = await limits.counted({ account: user.email ?? '', address: '', mark }, () =>
		passwords.verify(user.passwordHash, present)
	);
	if (!isRight) throw wrongPresent();
	const passwordHash = await passwords.hash(password);
	const ended = await atomically(app.db, by(app, actor), function* (tx) {
		const now = (yield* users.byId(tx, { id }))!;
		// Somebody else was faster: what was checked is not the present password any more.
		if (now.passwordHash !== user.passwordHash) throw wrongPresent();
		yield* users.setPassword(tx, id, passwordHash);
		const sessionsEnded = yield* sessionRows.removeOthers(tx, id, session);
		yield* trail.record(tx, {
			what: 'user.password-changed',
			subject: `user:${id}`,
			new: { sessionsEnded }
		});
		return sessionsEnded;
	});
	app.log.info({ userId: id }, 'password changed');
	return ended;
}

const wrongPresent = () =>
	new Refusal('unauthenticated', 'That is not your current password. Nothing was changed.', {
		code: 'present-password-wrong'
	});

/**
 * Signs a person out everywhere but where this is asked.
 *
 * @returns how many sessions have ended
 */
export async function endOtherSessions(app: App, actor: Own): Promise<number> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const session = actor.from?.session ?? null;
		const sessionsEnded = yield* sessionRows.removeOthers(tx, actor.id, session);
		if (sessionsEnded > 0) {
			yield* trail.record(tx, {
				what: 'user.sessions-ended',
				subject: `user:${actor.id}`,
				new: { sessionsEnded }
			});
		}
		return sessionsEnded;
	});
}
