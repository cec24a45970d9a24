import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as sessions from '#lib/server/auth/sessions.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts.ts';
import * as invitations from '#lib/server/services/invitations.ts';
import type * as audit from '#lib/server/store/audit.ts';
import { onEach } from '../databases.ts';
import { aPerson, refusals, START, unique } from '../support.ts';
import { anAdministrator, PASSWORD, signIn, tokenOf } from './by-the-clock.ts';

/** Every value of every table, as text. */
async function everything(db: Database): Promise<string> {
	const tables = Object.values(db.t);
	const rows = await Promise.all(tables.map(async (table) => db.q.select().from(table)));
	return JSON.stringify(rows);
}

onEach(({ fresh }) => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
	afterEach(() => void vi.useRealTimers());

	it('says the same of a wrong password, an unknown and a disabled account', async () => {
		const db = await fresh();
		const { app, actor, email } = await anAdministrator(db);
		const disabled = `${unique('ben')}@primum.test`;
		const added = await accounts.add(app, actor, { name: 'Ben', email: disabled });
		await invitations.accept(app, tokenOf(added.link), { password: PASSWORD });
		await accounts.setDisabled(app, actor, added.id, true);
		const answers = await Promise.allSettled([
			signIn(app, email, 'wrong password'),
			signIn(app, `${unique('nobody')}@primum.test`, PASSWORD),
			signIn(app, disabled, 'wrong password')
		]);
		expect(answers).toMatchObject(
			Array.from({ length: 3 }, () => ({
				status: 'rejected',
				reason: {
					kind: 'unauthenticated',
					code: 'wrong-password',
					message: 'The e-mail address or the password is not right.'
				}
			}))
		);
		// Who has the password may know why it does not help, and whom to ask.
		await expect(signIn(app, disabled, PASSWORD)).rejects.toMatchObject({
			kind: 'forbidden',
			code: 'account-disabled',
			message: expect.stringMatching(/disabled.*Ask the coordinator/)
		});
		await accounts.setDisabled(app, actor, added.id, false);
		expect(await signIn(app, disabled, PASSWORD)).toBe(added.id);
	});

	it('keeps no secret that a reader of the database could use', async () => {
		const db = await fresh();
		const { app, actor, id } = await anAdministrator(db);
		const { value } = await sessions.start(app, id, undefined, 'a browser');
		const token = tokenOf(await invitations.resetLink(app, actor, id));
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
			invitations.resetLink(app, person.actor, actor.id),
			accounts.setDisabled(app, person.actor, actor.id, true),
			accounts.list(app, person.actor)
		);
		expect(new Set(kinds)).toEqual(new Set(['forbidden']));
		await expect(invitations.resetLink(app, actor, 999_999)).rejects.toMatchObject({
			kind: 'missing'
		});
		await invitations.resetLink(app, actor, person.id);
		const events = (await db.q.select().from(db.t.auditEvents)) as audit.AuditEvent[];
		expect(events.map(({ what, userId, subject }) => [what, userId, subject])).toEqual([
			['user.reset', actor.id, `user:${person.id}`]
		]);
	});
});
