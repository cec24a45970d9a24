import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as members from '#lib/server/store/members.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aPerson, ask, aStudy, DAY, START, unique, write } from '../support.ts';
import {
	anAdministrator,
	anAppByTheClock,
	pass,
	PASSWORD,
	signIn,
	tokenOf
} from './by-the-clock.ts';

onEach(({ fresh }) => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
	afterEach(() => void vi.useRealTimers());

	it('makes the first administrator by a link that opens once', async () => {
		const db = await fresh();
		const app = anAppByTheClock(db);
		const link = await accounts.setupLink(app);
		expect(link).toMatch(/^https:\/\/primum\.test\/join\/[\w-]{43}$/);
		const token = tokenOf(link);
		expect(await accounts.open(app, token)).toEqual({
			purpose: 'setup',
			...{ name: '', email: '', from: null, studies: [] },
			hasPassword: false,
			until: START + DAY
		});
		const input = { name: 'Ada', email: 'Ada@Primum.Test', password: PASSWORD };
		const id = await accounts.accept(app, token, input);
		expect(await ask(db, users.list)).toMatchObject([
			{ id, name: 'Ada', email: 'ada@primum.test', isAdmin: true }
		]);
		await expect(
			accounts.accept(app, token, { ...input, email: 'eve@primum.test' })
		).rejects.toMatchObject({ kind: 'missing' });
		expect(await accounts.open(app, token)).toBeNull();
		expect(await accounts.setupLink(app)).toBeNull();
		expect(await ask(db, users.count)).toBe(1);
	});

	it('makes one administrator where the set-up link is used twice at once', async () => {
		const db = await fresh();
		const app = anAppByTheClock(db);
		const token = tokenOf(await accounts.setupLink(app));
		const outcomes = await Promise.allSettled(
			['one', 'two'].map((name) =>
				accounts.accept(app, token, { name, email: `${name}@primum.test`, password: PASSWORD })
			)
		);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(await ask(db, users.count)).toBe(1);
	});

	it('makes an older set-up link useless with each new one, and each after a day', async () => {
		const db = await fresh();
		const app = anAppByTheClock(db);
		const input = { name: 'Ada', email: 'ada@primum.test', password: PASSWORD };
		const older = tokenOf(await accounts.setupLink(app));
		const newer = tokenOf(await accounts.setupLink(app));
		expect(await accounts.open(app, older)).toBeNull();
		pass(DAY - 1);
		expect(await accounts.open(app, newer)).not.toBeNull();
		pass(1);
		for (const token of [older, newer, 'invented']) {
			await expect(accounts.accept(app, token, input)).rejects.toMatchObject({
				kind: 'missing'
			});
		}
		expect(await ask(db, users.count)).toBe(0);
	});

	it('makes no second administrator by a set-up link once there are accounts', async () => {
		const db = await fresh();
		const app = anAppByTheClock(db);
		const token = tokenOf(await accounts.setupLink(app));
		await aPerson(db, { isAdmin: true });
		expect(await accounts.open(app, token)).toBeNull();
		await expect(
			accounts.accept(app, token, { name: 'E', email: 'e@primum.test', password: PASSWORD })
		).rejects.toMatchObject({ kind: 'missing' });
		expect(await ask(db, users.count)).toBe(1);
	});

	it('invites a person, who chooses the password', async () => {
		const db = await fresh();
		const { app, actor } = await anAdministrator(db);
		const email = `${unique('ben')}@primum.test`;
		const specialties = ['Card', 'Neph', 'Card'];
		const added = await accounts.add(app, actor, { name: 'Ben', email, specialties });
		const listed = async () => (await accounts.list(app, actor)).find(({ id }) => id === added.id);
		expect(await listed()).toEqual({
			...{ id: added.id, name: 'Ben', email, isAdmin: false },
			...{ specialties: ['Card', 'Neph'], state: 'invited' }
		});
		await expect(signIn(app, email, '')).rejects.toMatchObject({ kind: 'unauthenticated' });
		const token = tokenOf(added.link);
		expect(await accounts.open(app, token)).toEqual({
			purpose: 'invite',
			...{ name: 'Ben', email, from: 'Root', studies: [] },
			hasPassword: false,
			until: START + 14 * DAY
		});
		pass(14 * DAY - 1);
		expect(await accounts.accept(app, token, { password: PASSWORD })).toBe(added.id);
		expect((await listed())!.state).toBe('active');
		expect(await signIn(app, ` ${email.toUpperCase()} `, PASSWORD)).toBe(added.id);
		await expect(
			accounts.accept(app, token, { password: 'another password' })
		).rejects.toMatchObject({ kind: 'missing' });
		expect(await signIn(app, email, PASSWORD)).toBe(added.id);
	});

	it('says for which studies somebody is invited, and whom to ask once the link is dead', async () => {
		const db = await fresh();
		const { app, actor } = await anAdministrator(db);
		const { id, link } = await accounts.add(app, actor, { name: 'Ben', email: 'ben@primum.test' });
		const token = tokenOf(link);
		const [study, former] = [await aStudy(db), await aStudy(db)];
		await write(db, function* (tx) {
			const member = { userId: id, createdAt: START, role: 'rater' as const };
			yield* members.insert(tx, { ...member, studyId: study.id });
			yield* members.insert(tx, { ...member, studyId: former.id, leftAt: START });
		});
		expect(await accounts.open(app, token)).toMatchObject({
			from: 'Root',
			studies: [{ name: study.name, role: 'rater' }]
		});
		pass(14 * DAY);
		expect(await accounts.open(app, token)).toBeNull();
		expect(await accounts.whyClosed(app, token)).toEqual({ why: 'expired', from: 'Root' });
		const next = tokenOf(await accounts.resetLink(app, TERMINAL, id));
		await accounts.accept(app, next, { password: PASSWORD });
		expect(await accounts.whyClosed(app, next)).toEqual({ why: 'used', from: null });
		expect(await accounts.whyClosed(app, token)).toEqual({ why: 'used', from: 'Root' });
		expect(await accounts.whyClosed(app, 'cut-off')).toEqual({ why: 'unknown', from: null });
	});

	it('lets an invitation expire, and refuses an address that has an account', async () => {
		const db = await fresh();
		const { app, actor, email: taken } = await anAdministrator(db);
		const email = `${unique('ben')}@primum.test`;
		const { link } = await accounts.add(app, actor, { name: 'Ben', email });
		pass(14 * DAY);
		await expect(accounts.accept(app, tokenOf(link), { password: PASSWORD })).rejects.toMatchObject(
			{ kind: 'missing' }
		);
		const again = accounts.add(app, actor, { name: 'Eve', email: taken.toUpperCase() });
		await expect(again).rejects.toMatchObject({ kind: 'conflict' });
		expect(await ask(db, users.count)).toBe(2);
	});

	it('keeps the old password until the new one is chosen; that ends every session', async () => {
		const db = await fresh();
		const { app, actor, id, email } = await anAdministrator(db);
		const older = tokenOf(await accounts.resetLink(app, actor, id));
		const token = tokenOf(await accounts.resetLink(app, TERMINAL, id));
		expect(await accounts.open(app, older)).toBeNull();
		const { value } = await sessions.start(app, id, undefined, 'a browser');
		expect(await signIn(app, email, PASSWORD)).toBe(id);
		await accounts.accept(app, token, { password: 'a newer password' });
		expect(await sessions.read(app, value)).toBeNull();
		await expect(signIn(app, email, PASSWORD)).rejects.toMatchObject({ kind: 'unauthenticated' });
		expect(await signIn(app, email, 'a newer password')).toBe(id);
	});

	it('takes passwords of 8 to 128 characters, and keeps them as argon2id', async () => {
		const db = await fresh();
		const { app, actor, id } = await anAdministrator(db);
		const token = tokenOf(await accounts.resetLink(app, actor, id));
		for (const password of ['1234567', 'x'.repeat(129), '']) {
			await expect(accounts.accept(app, token, { password })).rejects.toThrow();
		}
		expect(await accounts.accept(app, token, { password: 'x'.repeat(128) })).toBe(id);
		expect((await ask(db, users.byId, { id }))!.passwordHash).toMatch(
			/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/
		);
	});
});
