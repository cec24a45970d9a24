/** What somebody sets of their own account, and what that ends elsewhere. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as passwords from '#lib/server/auth/passwords.ts';
import { sha256 } from '#lib/server/auth/secrets.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as unsubscribing from '#lib/server/auth/unsubscribing.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as members from '#lib/server/store/members.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aMember, aPerson, ask, aStudy, DAY, everything, HOUR, START, write } from '../support.ts';
import { anAppByTheClock, pass, PASSWORD, signIn, tokenOf } from './by-the-clock.ts';

const NEWER = 'a newer password';

/** A person who is signed in here and on two other browsers. */
async function aPersonAtHome(db: Database) {
	const app = anAppByTheClock(db);
	const passwordHash = await passwords.hash(PASSWORD);
	const person = await aPerson(db, { passwordHash });
	const { id } = person;
	const start = async (agent: string) => (await sessions.start(app, id, undefined, agent)).value;
	const [phone, office, here] = [await start('phone'), await start('office'), await start('here')];
	const from = { via: 'page' as const, session: sha256(here) };
	const actor = { ...person.actor, id, from };
	const signedIn = async (cookie: string) => (await sessions.read(app, cookie)) !== null;
	const stored = async () => (await ask(db, users.byId, { id }))!;
	return {
		...{ app, id, person, email: person.email!, actor, signedIn, stored },
		phone,
		office,
		here
	};
}

onEach(({ fresh }) => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
	afterEach(() => void vi.useRealTimers());

	describe('the password', () => {
		it('is changed by whoever has the present one, and ends every other session', async () => {
			const db = await fresh();
			const { app, actor, email, id, signedIn, phone, office, here } = await aPersonAtHome(db);
			const stranger = await aPerson(db);
			const theirs = (await sessions.start(app, stranger.id, undefined, 'theirs')).value;
			const given = { present: PASSWORD, password: NEWER };
			expect(await accounts.changePassword(app, actor, given)).toBe(2);
			expect(await signedIn(phone)).toBe(false);
			expect(await signedIn(office)).toBe(false);
			expect(await signedIn(here)).toBe(true);
			expect(await signedIn(theirs)).toBe(true);
			await expect(signIn(app, email, PASSWORD)).rejects.toMatchObject({ kind: 'unauthenticated' });
			expect(await signIn(app, email, NEWER)).toBe(id);
		});

		it('stays without the present one, and what cannot be a password is refused', async () => {
			const db = await fresh();
			const { app, actor } = await aPersonAtHome(db);
			const before = await everything(db);
			const change = (present: string, password: string) =>
				accounts.changePassword(app, actor, { present, password });
			await expect(change('not it', NEWER)).rejects.toMatchObject({
				kind: 'unauthenticated',
				code: 'present-password-wrong'
			});
			for (const password of ['', '1234567', 'x'.repeat(129), 'Password']) {
				await expect(change(PASSWORD, password)).rejects.toMatchObject({ name: 'ZodError' });
			}
			expect(await everything(db)).toEqual(before);
		});

		it('is not guessed at by whoever sits down at an open page', async () => {
			const db = await fresh();
			const { app, actor, email, id } = await aPersonAtHome(db);
			const guess = (present: string) =>
				accounts.changePassword(app, actor, { present, password: NEWER });
			for (let n = 0; n < 5; n += 1) {
				await expect(guess(`guess ${n}`)).rejects.toMatchObject({ kind: 'unauthenticated' });
			}
			await expect(guess(PASSWORD)).rejects.toMatchObject({ kind: 'slow-down', retryAfter: 10 });
			expect(await signIn(app, email, PASSWORD)).toBe(id);
			pass(10_000);
			expect(await guess(PASSWORD)).toBe(2);
		});

		it('is changed once by two who ask at once with the same present one', async () => {
			const db = await fresh();
			const { app, actor } = await aPersonAtHome(db);
			const outcomes = await Promise.allSettled(
				[NEWER, 'another new one'].map((password) =>
					accounts.changePassword(app, actor, { present: PASSWORD, password })
				)
			);
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		});
	});

	it('signs out everywhere else, and says how many sessions ended', async () => {
		const db = await fresh();
		const { app, actor, signedIn, phone, here } = await aPersonAtHome(db);
		expect(await accounts.endOtherSessions(app, actor)).toBe(2);
		expect(await signedIn(phone)).toBe(false);
		expect(await signedIn(here)).toBe(true);
		expect(await accounts.endOtherSessions(app, actor)).toBe(0);
	});

	it('lists the sessions that have not ended, the newest first, and none of their secrets', async () => {
		const db = await fresh();
		const { app, actor, here } = await aPersonAtHome(db);
		pass(HOUR);
		await sessions.start(app, actor.id, undefined, 'later');
		const listed = async () => (await accounts.ownAccount(app, actor)).sessions;
		const seen = await listed();
		expect(seen[0]).toEqual({
			...{ agent: 'later', own: false },
			...{ createdAt: START + HOUR, extendedAt: START + HOUR }
		});
		expect(seen.map(({ agent, own }) => `${agent} ${own}`).sort()).toEqual([
			'here true',
			'later false',
			'office false',
			'phone false'
		]);
		expect(JSON.stringify(seen)).not.toContain(sha256(here));
		pass(11 * HOUR);
		expect((await listed()).map(({ agent }) => agent)).toEqual(['later']);
	});

	it('shows what one is in each study, and who runs it', async () => {
		const db = await fresh();
		const [study, former] = [await aStudy(db), await aStudy(db)];
		const { id: userId, actor } = await aMember(db, study, 'rater', { specialties: ['Neph'] });
		const ada = await aMember(db, study, 'coordinator', { name: 'Ada' });
		await aMember(db, study, 'coordinator', { name: 'Shut', disabledAt: START });
		await write(db, (tx) =>
			members.insert(tx, {
				...{ studyId: former.id, userId, role: 'coordinator' as const },
				...{ createdAt: START, leftAt: START, adjudicates: true }
			})
		);
		const own = await accounts.ownAccount(anAppByTheClock(db), { ...actor, id: userId });
		expect(own).toMatchObject({
			...{ isAdmin: false, reminded: true, mailIsOn: false, specialties: ['Nephrology'] },
			studies: [
				{ name: study.name, role: 'rater', adjudicates: false, state: 'in', coordinators: ['Ada'] },
				{ name: former.name, role: 'coordinator', adjudicates: true, state: 'left' }
			]
		});
		expect(own.studies[1]!.coordinators).toEqual([]);
		const hers = await accounts.ownAccount(anAppByTheClock(db), { ...ada.actor, id: ada.id });
		expect(hers.studies[0]!.coordinators).toEqual([]);
	});

	it('keeps the name and the language, and nothing where they are so already', async () => {
		const db = await fresh();
		const { app, actor, stored } = await aPersonAtHome(db);
		await accounts.rename(app, actor, { name: '  Ada Lovelace ' });
		await accounts.chooseLanguage(app, actor, 'de');
		expect(await stored()).toMatchObject({ name: 'Ada Lovelace', language: 'de' });
		const before = await everything(db);
		await accounts.rename(app, actor, { name: 'Ada Lovelace' });
		await accounts.chooseLanguage(app, actor, 'de');
		for (const name of [' ', 'x'.repeat(201)]) {
			await expect(accounts.rename(app, actor, { name })).rejects.toMatchObject({
				name: 'ZodError'
			});
		}
		expect(await everything(db)).toEqual(before);
	});

	it('ends reminders by a link without signing in, and takes that back', async () => {
		const db = await fresh();
		const { app, id, actor, email, person, stored } = await aPersonAtHome(db);
		const account = { id, passwordHash: person.passwordHash! };
		const token = tokenOf(unsubscribing.linkOf(app, account));
		expect(await accounts.reminded(app, token)).toEqual({ email, reminded: true });
		pass(DAY);
		await accounts.unsubscribe(app, token);
		expect(await stored()).toMatchObject({ unremindedAt: START + DAY });
		pass(DAY);
		const before = await everything(db);
		await accounts.unsubscribe(app, token);
		expect(await everything(db)).toEqual(before);
		expect(await accounts.reminded(app, token)).toEqual({ email, reminded: false });
		await accounts.chooseReminders(app, actor, true);
		expect(await stored()).toMatchObject({ unremindedAt: null });
		const other = await aPerson(db, { passwordHash: 'another hash' });
		for (const none of ['', 'x', `${other.id}${token.slice(token.indexOf('.'))}`, `${token}x`]) {
			expect(await accounts.reminded(app, none)).toBeNull();
			await expect(accounts.unsubscribe(app, none)).rejects.toMatchObject({
				kind: 'missing',
				code: 'unsubscribe-unknown'
			});
		}
	});

	describe('when somebody was last here', () => {
		it('is written at sign-in, and then once in ten minutes', async () => {
			const db = await fresh();
			const { app, id, email, stored } = await aPersonAtHome(db);
			expect(await stored()).toMatchObject({ seenAt: null });
			await signIn(app, email, PASSWORD);
			expect(await stored()).toMatchObject({ seenAt: START });
			const seen: (number | null)[] = [];
			for (let minute = 1; minute <= 25; minute += 1) {
				pass(60_000);
				const { seenAt } = await stored();
				// The requests of one page, of which each knows what was on record when it came.
				await Promise.all([1, 2, 3].map(() => accounts.noteSeen(app, { id, seenAt })));
				seen.push((await stored()).seenAt);
			}
			const minutes = new Set(seen.map((at) => (at! - START) / 60_000));
			expect([...minutes]).toEqual([0, 10, 20]);
		});

		it('is written once by two processes that see somebody at the same time', async () => {
			const db = await fresh();
			const { id } = await aPerson(db);
			const note = (at: number) => write(db, (tx) => users.setSeen(tx, id, at, 600_000));
			await Promise.all([note(START + 1), note(START + 2), note(START + 3)]);
			const { seenAt } = (await ask(db, users.byId, { id }))!;
			await note(START + 4);
			expect((await ask(db, users.byId, { id }))!.seenAt).toBe(seenAt);
		});

		it('is let go with a line in the log where it cannot be written', async () => {
			const db = await fresh();
			const { id } = await aPerson(db);
			const warn = vi.fn();
			const broken = { ...db, shell: undefined } as unknown as Database;
			const app = { ...anAppByTheClock(broken), log: { info() {}, warn, error() {} } };
			await accounts.noteSeen(app, { id, seenAt: null });
			expect(warn).toHaveBeenCalledOnce();
		});
	});
});
