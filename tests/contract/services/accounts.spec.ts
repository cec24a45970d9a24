import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts.ts';
import type * as audit from '#lib/server/store/audit.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aPerson, DAY, MINUTE, refusals, START, unique } from '../support.ts';
import { anAdministrator, anAppByTheClock, pass, PASSWORD, tokenOf } from './by-the-clock.ts';

const signIn = (app: ReturnType<typeof anAppByTheClock>, email: string, password: string) =>
	accounts.signIn(app, { email, password, address: unique('address') });

/** Every value of every table, as text. */
async function everything(db: Database): Promise<string> {
	const tables = Object.values(db.t);
	const rows = await Promise.all(tables.map(async (table) => db.q.select().from(table)));
	return JSON.stringify(rows);
}

onEach(({ fresh }) => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
	afterEach(() => void vi.useRealTimers());

	it('makes the first administrator by a link that opens once', async () => {
		const db = await fresh();
		const app = anAppByTheClock(db);
		const link = await accounts.setupLink(app);
		expect(link).toMatch(/^https:\/\/primum\.test\/join\/[\w-]{43}$/);
		const token = tokenOf(link);
		expect(await accounts.openInvitation(app, token)).toEqual({
			purpose: 'setup',
			name: '',
			email: ''
		});
		const input = { name: 'Ada', email: 'Ada@Primum.Test', password: PASSWORD };
		const id = await accounts.accept(app, token, input);
		expect(await users.list(db)).toMatchObject([
			{ id, name: 'Ada', email: 'ada@primum.test', isAdmin: true }
		]);
		await expect(
			accounts.accept(app, token, { ...input, email: 'eve@primum.test' })
		).rejects.toMatchObject({ kind: 'missing' });
		expect(await accounts.openInvitation(app, token)).toBeNull();
		expect(await accounts.setupLink(app)).toBeNull();
		expect(await users.count(db)).toBe(1);
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
		expect(await users.count(db)).toBe(1);
	});

	it('makes an older set-up link useless with each new one, and each after a day', async () => {
		const db = await fresh();
		const app = anAppByTheClock(db);
		const input = { name: 'Ada', email: 'ada@primum.test', password: PASSWORD };
		const older = tokenOf(await accounts.setupLink(app));
		const newer = tokenOf(await accounts.setupLink(app));
		expect(await accounts.openInvitation(app, older)).toBeNull();
		pass(DAY - 1);
		expect(await accounts.openInvitation(app, newer)).not.toBeNull();
		pass(1);
		for (const token of [older, newer, 'invented']) {
			await expect(accounts.accept(app, token, input)).rejects.toMatchObject({ kind: 'missing' });
		}
		expect(await users.count(db)).toBe(0);
	});

	it('makes no second administrator by a set-up link once there are accounts', async () => {
		const db = await fresh();
		const app = anAppByTheClock(db);
		const token = tokenOf(await accounts.setupLink(app));
		await aPerson(db, { isAdmin: true });
		expect(await accounts.openInvitation(app, token)).toBeNull();
		await expect(
			accounts.accept(app, token, { name: 'E', email: 'e@primum.test', password: PASSWORD })
		).rejects.toMatchObject({ kind: 'missing' });
		expect(await users.count(db)).toBe(1);
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
		expect(await accounts.openInvitation(app, token)).toEqual({
			purpose: 'invite',
			name: 'Ben',
			email
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
		expect(await users.count(db)).toBe(2);
	});

	it('keeps the old password until the new one is chosen; that ends every session', async () => {
		const db = await fresh();
		const { app, actor, id, email } = await anAdministrator(db);
		const older = tokenOf(await accounts.resetLink(app, actor, id));
		const token = tokenOf(await accounts.resetLink(app, TERMINAL, id));
		expect(await accounts.openInvitation(app, older)).toBeNull();
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
		expect((await users.byId(db, id))!.passwordHash).toMatch(
			/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/
		);
	});

	it('says the same of a wrong password, an unknown and a disabled account', async () => {
		const db = await fresh();
		const { app, actor, email } = await anAdministrator(db);
		const disabled = `${unique('ben')}@primum.test`;
		const added = await accounts.add(app, actor, { name: 'Ben', email: disabled });
		await accounts.accept(app, tokenOf(added.link), { password: PASSWORD });
		await accounts.setDisabled(app, actor, added.id, true);
		const answers = await Promise.allSettled([
			signIn(app, email, 'wrong password'),
			signIn(app, `${unique('nobody')}@primum.test`, PASSWORD),
			signIn(app, disabled, PASSWORD)
		]);
		expect(answers).toMatchObject(
			Array.from({ length: 3 }, () => ({
				status: 'rejected',
				reason: {
					kind: 'unauthenticated',
					message: 'The e-mail address or the password is not right.'
				}
			}))
		);
	});

	it('asks to wait after several tries, from wherever they come', async () => {
		const db = await fresh();
		const { app, email } = await anAdministrator(db);
		for (let count = 0; count < 6; count += 1) {
			await expect(signIn(app, email, 'wrong')).rejects.toMatchObject({ kind: 'unauthenticated' });
		}
		await expect(signIn(app, email, PASSWORD)).rejects.toMatchObject({
			kind: 'slow-down',
			detail: { retryAfter: expect.any(Number) }
		});
		pass(2 * MINUTE);
		await signIn(app, email, PASSWORD);
	});

	it('keeps no secret that a reader of the database could use', async () => {
		const db = await fresh();
		const { app, actor, id } = await anAdministrator(db);
		const { value } = await sessions.start(app, id, undefined, 'a browser');
		const token = tokenOf(await accounts.resetLink(app, actor, id));
		expect(value.length).toBeGreaterThanOrEqual(40);
		const [row] = await sessions.list(app, id);
		expect(row!.id).toMatch(/^[0-9a-f]{64}$/);
		const dump = await everything(db);
		expect(dump).toContain(row!.id);
		for (const secret of [value, token, PASSWORD]) expect(dump).not.toContain(secret);
		// What is stored opens nothing.
		expect(await sessions.read(app, row!.id)).toBeNull();
	});

	it('is for administrators, and writes who did what', async () => {
		const db = await fresh();
		const { app, actor } = await anAdministrator(db);
		const person = await aPerson(db);
		const kinds = await refusals(
			accounts.add(app, person.actor, { name: 'Eve', email: 'eve@primum.test', isAdmin: true }),
			accounts.resetLink(app, person.actor, actor.id),
			accounts.setDisabled(app, person.actor, actor.id, true),
			accounts.list(app, person.actor)
		);
		expect(new Set(kinds)).toEqual(new Set(['forbidden']));
		await expect(accounts.resetLink(app, actor, 999_999)).rejects.toMatchObject({
			kind: 'missing'
		});
		await accounts.resetLink(app, actor, person.id);
		const events = (await db.q.select().from(db.t.auditEvents)) as audit.AuditEvent[];
		expect(events.map(({ what, userId, subject }) => [what, userId, subject])).toEqual([
			['user.reset', actor.id, `user:${person.id}`]
		]);
	});
});
