import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as sessionRows from '#lib/server/store/sessions.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aPerson, ask, HOUR, START, write } from '../support.ts';
import { anAdministrator, pass } from './by-the-clock.ts';

onEach(({ fresh }) => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
	afterEach(() => void vi.useRealTimers());

	it('names the person of a session, and ends it at sign-out', async () => {
		const db = await fresh();
		const { app, id, email } = await anAdministrator(db);
		const cookie = await sessions.start(app, id, undefined, 'a browser');
		expect(cookie).toMatchObject({
			name: '__Host-primum',
			attributes: { path: '/', httpOnly: true, secure: true, sameSite: 'lax' }
		});
		const read = await sessions.read(app, cookie.value);
		expect(read).toEqual({
			user: { id, name: 'Root', email, isAdmin: true, language: null, seenAt: START },
			renewed: null
		});
		await sessions.end(app, cookie.value);
		expect(await sessions.read(app, cookie.value)).toBeNull();
		expect(await sessions.list(app, id)).toEqual([]);
	});

	it('takes over no planted cookie: the old session ends at sign-in', async () => {
		const db = await fresh();
		const { app, id } = await anAdministrator(db);
		const planted = (await sessions.start(app, id, undefined, 'theirs')).value;
		const { value } = await sessions.start(app, id, planted, 'mine');
		expect(value).not.toBe(planted);
		expect(await sessions.read(app, planted)).toBeNull();
		const invented = (await sessions.start(app, id, 'a'.repeat(40), 'mine')).value;
		expect(await sessions.read(app, 'a'.repeat(40))).toBeNull();
		expect(await sessions.read(app, invented)).not.toBeNull();
	});

	it('ends a session that was idle for 12 hours, and renews one that was not', async () => {
		const db = await fresh();
		const { app, id } = await anAdministrator(db);
		const used = (await sessions.start(app, id, undefined, 'a')).value;
		const idle = (await sessions.start(app, id, undefined, 'b')).value;
		pass(7 * HOUR);
		expect((await sessions.read(app, used))!.renewed).toMatchObject({ value: used });
		pass(5 * HOUR);
		expect(await sessions.read(app, idle)).toBeNull();
		expect(await sessions.read(app, used)).not.toBeNull();
	});

	it('ends every session seven days after sign-in, however busy it was', async () => {
		const db = await fresh();
		const { app, id } = await anAdministrator(db);
		const { value } = await sessions.start(app, id, undefined, 'a browser');
		for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
			pass(6 * HOUR);
			expect(await sessions.read(app, value), `after ${hours + 6} hours`).not.toBeNull();
		}
		pass(6 * HOUR - 1);
		expect(await sessions.read(app, value)).not.toBeNull();
		pass(1);
		expect(await sessions.read(app, value)).toBeNull();
	});

	it('shuts an account at the next request, even where its session row stays', async () => {
		const db = await fresh();
		const { app, actor } = await anAdministrator(db);
		const person = await aPerson(db);
		const { value } = await sessions.start(app, person.id, undefined, 'a browser');
		await write(db, (tx) => users.setDisabled(tx, person.id, Date.now()));
		expect(await ask(db, sessionRows.ofUser, { userId: person.id })).toHaveLength(1);
		expect(await sessions.read(app, value)).toBeNull();

		await accounts.setDisabled(app, actor, person.id, false);
		const next = (await sessions.start(app, person.id, undefined, 'a browser')).value;
		expect(await sessions.read(app, next)).not.toBeNull();
		await accounts.setDisabled(app, actor, person.id, true);
		expect(await sessions.read(app, next)).toBeNull();
		// Ended, not only kept out: opening the account again must not bring a session back.
		expect(await ask(db, sessionRows.ofUser, { userId: person.id })).toEqual([]);
		await accounts.setDisabled(app, actor, person.id, false);
		expect(await sessions.read(app, next)).toBeNull();
		await expect(accounts.setDisabled(app, actor, actor.id, true)).rejects.toMatchObject({
			kind: 'invalid'
		});
		await expect(accounts.setDisabled(app, actor, 999_999, true)).rejects.toMatchObject({
			kind: 'missing'
		});
	});
});
