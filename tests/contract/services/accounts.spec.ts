import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { onEach } from '../databases.ts';
import { aPerson, everyRow, everything, refusals, START } from '../support.ts';
import { anAdministrator, PASSWORD, tokenOf } from './by-the-clock.ts';

onEach(({ fresh }) => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
	afterEach(() => void vi.useRealTimers());

	it('keeps no secret that a reader of the database could use', async () => {
		const db = await fresh();
		const { app, actor, id } = await anAdministrator(db);
		const { value } = await sessions.start(app, id, undefined, 'a browser');
		const token = tokenOf(await accounts.resetLink(app, actor, id));
		expect(value.length).toBeGreaterThanOrEqual(40);
		const [row] = await sessions.list(app, id);
		expect(row!.id).toMatch(/^[0-9a-f]{64}$/);
		const dump = (await everything(db)).join('\n');
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
		const events = await everyRow(db, (t) => t.auditEvents);
		expect(events.map(({ what, userId, subject }) => [what, userId, subject])).toEqual([
			['installation.set-up', actor.id, `user:${actor.id}`],
			['user.reset', actor.id, `user:${person.id}`]
		]);
	});
});
