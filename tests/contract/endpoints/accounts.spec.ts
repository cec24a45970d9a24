import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as users from '#lib/server/store/users.ts';
import { actions } from '../../../src/routes/(admin)/accounts/+page.server.ts';
import { onEach } from '../databases.ts';
import { anApp, aPerson, ask, everyRow, START, unique } from '../support.ts';
import { submit } from './submit.ts';

/** An administrator and somebody with a sign-in. */
async function anInstallation(db: Database) {
	const administrator = await aPerson(db, { isAdmin: true });
	const person = await aPerson(db, { passwordHash: 'a hash' });
	const app = anApp(db);
	const state = async () =>
		(await accounts.list(app, administrator.actor)).find(({ id }) => id === person.id)!.state;
	return { app, administrator, person, state, fields: { user: String(person.id) } };
}

onEach(
	({ fresh }) => {
		it('disables an account and opens it again, each by its own form', async () => {
			const { app, administrator, state, fields } = await anInstallation(await fresh());
			const disabled = await submit(app, actions.disable, { as: administrator, fields });
			expect([disabled.status, await state()]).toEqual([200, 'disabled']);
			expect(disabled.shown['done']).toMatch(/disabled/);
			const enabled = await submit(app, actions.enable, { as: administrator, fields });
			expect([enabled.status, await state()]).toEqual([200, 'active']);
			expect(enabled.shown['done']).toMatch(/open again/);
		});

		it('adds a person and makes a link for a new password', async () => {
			const db = await fresh();
			const { app, administrator, person, fields } = await anInstallation(db);
			const email = `${unique('ben')}@primum.test`;
			const given = { name: 'Ben', email, specialties: 'Card, Neph' };
			const added = await submit(app, actions.add, { as: administrator, fields: given });
			expect(added).toMatchObject({ status: 200, shown: { who: 'Ben' } });
			expect(await ask(db, users.byEmail, { email })).toMatchObject({
				name: 'Ben',
				isAdmin: false
			});
			const again = await submit(app, actions.add, { as: administrator, fields: given });
			expect(again).toMatchObject({ status: 409, shown: { values: { name: 'Ben', email } } });
			const bad = { ...given, email: 'no address' };
			expect(await submit(app, actions.add, { as: administrator, fields: bad })).toMatchObject({
				status: 400,
				shown: { fields: { email: expect.any(String) } }
			});
			const reset = await submit(app, actions.reset, { as: administrator, fields });
			expect(reset.shown['link']).toMatch(/^https:\/\/primum\.test\/join\//);
			const invitations = await everyRow(db, (t) => t.invitations);
			expect(invitations.at(-1)).toMatchObject({ userId: person.id, purpose: 'reset' });
		});

		it.each(['add', 'reset', 'disable', 'enable'] as const)(
			'is for administrators: %s',
			async (name) => {
				const db = await fresh();
				const { app, person } = await anInstallation(db);
				const other = await aPerson(db, { disabledAt: START });
				const mail = { name: 'Eve', email: 'eve@primum.test', isAdmin: 'on' };
				const fields = { user: String(other.id), ...mail };
				expect((await submit(app, actions[name], { as: person, fields })).status).toBe(403);
				expect(await submit(app, actions[name], { fields })).toEqual({
					status: 303,
					shown: { location: '/sign-in?next=%2Fa-page' }
				});
				expect(await ask(db, users.count)).toBe(3);
				expect(await everyRow(db, (t) => t.invitations)).toEqual([]);
				expect(await ask(db, users.byId, other)).toMatchObject({ disabledAt: START });
			}
		);

		it('answers 404 to an account there is not, and to what is no id', async () => {
			const { app, administrator, state } = await anInstallation(await fresh());
			for (const user of ['999', '2147483648', '99999999999999999999', 'x', '']) {
				const form = { as: administrator, fields: { user } };
				for (const name of ['reset', 'disable', 'enable'] as const) {
					const { status } = await submit(app, actions[name], form);
					expect([400, 404], `${name} ${user}`).toContain(status);
				}
			}
			expect(await state()).toBe('active');
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
