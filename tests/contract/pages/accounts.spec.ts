import { describe, expect, it } from 'vitest';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as users from '#lib/server/store/users.ts';
import { actions, load } from '../../../src/routes/(admin)/accounts/+page.server.ts';
import { onEach } from '../databases.ts';
import { open, send, sendRubbish, type Fields } from '../endpoints/asking.ts';
import { aMember, anApp, aPerson, ask, aStudy, everything, START } from '../support.ts';
import { nothing } from './refusing.ts';

const ADMINISTRATORS = 'Only an administrator may do this. Ask one of yours.';

/** Administrators, somebody with an account that is open or shut, and a coordinator who may do none of this. */
async function anOffice(db: Database, disabled = false) {
	const app = anApp(db);
	const administrator = await aPerson(db, { isAdmin: true });
	const colleague = await aPerson(db, { isAdmin: true });
	const person = await aPerson(db, { passwordHash: 'a hash' });
	const coordinator = await aMember(db, await aStudy(db), 'coordinator');
	await sessions.start(app, person.id, undefined, 'a browser');
	if (disabled) await accounts.setDisabled(app, colleague.actor, person.id, true);
	const tell = (who: typeof person | undefined, name: keyof typeof actions, fields: Fields) =>
		send(app, actions[name], { as: who, path: '/accounts', fields });
	const sessionsOf = async () => (await sessions.list(app, person.id)).length;
	return {
		...{ app, db, administrator, colleague, person, coordinator, tell, sessionsOf },
		stored: () => ask(db, users.byId, { id: person.id }),
		everything: () => everything(db)
	};
}

type Office = Awaited<ReturnType<typeof anOffice>>;

const NEW = { name: ' Ann ', email: 'Ann@primum.test', specialties: 'Card' };

/** Each form as an administrator would send it, and whether the account is shut before. */
const FORMS = [
	{ name: 'add' as const, shut: false, fields: (): Fields => NEW },
	...(['reset', 'disable', 'enable'] as const).map((name) => ({
		name,
		shut: name === 'enable',
		fields: ({ person }: Office): Fields => ({ user: String(person.id) })
	}))
];

onEach(
	({ fresh }) => {
		it('shows everyone to an administrator only', async () => {
			const { app, administrator, coordinator, person } = await anOffice(await fresh());
			const look = (as?: typeof person) => open(app, load, { as, path: '/accounts' });
			const seen = await look(administrator);
			expect(seen).toMatchObject({ status: 200, body: { own: administrator.id } });
			expect(seen.body.people).toMatchObject({ of: 4, everyone: 4, page: 1, pages: 1 });
			for (const as of [coordinator, person]) {
				expect(await look(as)).toMatchObject({ status: 403, body: { message: ADMINISTRATORS } });
			}
			expect(await look()).toMatchObject({
				status: 303,
				location: '/sign-in?next=%2Faccounts'
			});
		});

		it('shows fifty at a time, in the order of their names, or those a text is found in', async () => {
			const { app, db, administrator } = await anOffice(await fresh());
			const numbers = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
			for (const n of numbers) {
				await aPerson(db, { name: `Zoë ${n}`, email: `z${n}%@primum.test`, specialties: ['Card'] });
			}
			const look = async (query: string) => {
				const path = `/accounts?${query}`;
				const { body } = await open(app, load, { as: administrator, path });
				return body.people as Awaited<ReturnType<typeof accounts.page>>;
			};
			const last = await look('page=2');
			expect(last).toMatchObject({ of: 64, everyone: 64, page: 2, pages: 2 });
			expect(last.rows).toHaveLength(14);
			expect(last.rows.at(-1)).toMatchObject({ name: 'Zoë 59', specialties: ['Card'] });
			expect(await look('search=+zOë+5')).toMatchObject({ of: 10, everyone: 64, pages: 1 });
			expect((await look('search=z07%25')).rows).toMatchObject([{ name: 'Zoë 07' }]);
			expect(await look('search=%25')).toMatchObject({ of: 60 });
			expect(await look('search=_')).toMatchObject({ of: 0, rows: [], page: 1, pages: 1 });
			expect(await look('search=%5C!')).toMatchObject({ of: 0 });
			expect(await look('page=99&search=Z')).toMatchObject({ page: 2 });
		});

		it('asks before an open account is disabled, or its links are replaced', async () => {
			const { app, administrator, person, coordinator } = await anOffice(await fresh());
			const asked = async (ask: string, user: number, as = administrator) => {
				const seen = await open(app, load, { as, path: `/accounts?ask=${ask}&user=${user}` });
				return seen.status === 200 ? seen.body.asked : seen.status;
			};
			for (const ask of ['disable', 'reset']) {
				expect(await asked(ask, person.id)).toMatchObject({ ask, person: { name: person.name } });
				expect(await asked(ask, person.id, coordinator)).toBe(403);
				expect(await asked(ask, 999_999)).toBeNull();
			}
			expect(await asked('enable', person.id)).toBeNull();
			expect(await asked('disable', administrator.id)).toBeNull();
			await accounts.setDisabled(app, administrator.actor, person.id, true);
			expect(await asked('reset', person.id)).toBeNull();
		});

		it('has a form of each action', () => {
			expect(FORMS.map(({ name }) => name).sort()).toEqual(Object.keys(actions).sort());
		});

		it.each(FORMS)('$name changes nothing for anybody else', async ({ name, shut, fields }) => {
			const office = await anOffice(await fresh(), shut);
			const { app, administrator, coordinator, person, tell } = office;
			const before = await office.everything();
			expect(await tell(undefined, name, fields(office))).toMatchObject({
				status: 303,
				location: '/sign-in?next=%2Faccounts'
			});
			for (const who of [coordinator, person]) {
				expect(await tell(who, name, fields(office))).toMatchObject({
					status: 403,
					body: { message: ADMINISTRATORS }
				});
			}
			expect((await sendRubbish(app, actions[name], { as: administrator })).status).toBe(400);
			expect(await office.everything()).toEqual(before);
		});

		it.each(['reset', 'disable', 'enable'] as const)('%s: 404 for nobody', async (name) => {
			const { administrator, tell, everything } = await anOffice(await fresh());
			const before = await everything();
			for (const fields of nothing('user')) {
				expect(await tell(administrator, name, fields), JSON.stringify(fields)).toMatchObject({
					status: 404,
					body: { message: expect.stringMatching(/^There is no such account/), fields: {} }
				});
			}
			expect(await everything()).toEqual(before);
		});

		describe('an account', () => {
			it('is added, with a link to choose a password', async () => {
				const { db, administrator, tell } = await anOffice(await fresh());
				const seen = await tell(administrator, 'add', NEW);
				expect(seen).toMatchObject({ status: 200 });
				expect(seen.body).toEqual({
					of: undefined,
					done: 'Ann has an account now.',
					link: expect.stringMatching(/^https:\/\/primum\.test\/join\/[\w-]{20,}$/),
					who: 'Ann'
				});
				expect(await ask(db, users.byEmail, { email: 'ann@primum.test' })).toMatchObject({
					name: 'Ann',
					isAdmin: false,
					passwordHash: null
				});
				await tell(administrator, 'add', { ...NEW, email: 'root@primum.test', isAdmin: 'on' });
				expect(await ask(db, users.byEmail, { email: 'root@primum.test' })).toMatchObject({
					isAdmin: true
				});
			});

			it('is added once: the form keeps what was entered', async () => {
				const { administrator, tell, everything } = await anOffice(await fresh());
				await tell(administrator, 'add', NEW);
				const before = await everything();
				expect(await tell(administrator, 'add', NEW)).toMatchObject({
					status: 409,
					body: {
						message: 'There is an account for Ann@primum.test already.',
						fields: {},
						values: { ...NEW, isAdmin: false }
					}
				});
				const wrong = { name: ' ', email: 'ann', isAdmin: 'on', specialties: 'Card,' };
				expect(await tell(administrator, 'add', wrong)).toMatchObject({
					status: 400,
					body: {
						message: 'Something in the form needs another look.',
						fields: { name: 'Give a name.', email: 'This is not an e-mail address.' },
						values: { ...wrong, isAdmin: true }
					}
				});
				expect(await everything()).toEqual(before);
			});

			it('is disabled, and signed out everywhere', async () => {
				const { administrator, person, tell, stored, sessionsOf } = await anOffice(await fresh());
				expect(await sessionsOf()).toBe(1);
				const seen = await tell(administrator, 'disable', { user: String(person.id) });
				expect(seen).toMatchObject({
					status: 200,
					body: {
						done: 'The account is disabled and signed out everywhere. Its ratings stay.',
						undo: person.id
					}
				});
				expect(await stored()).toMatchObject({ disabledAt: START, passwordHash: 'a hash' });
				expect(await sessionsOf()).toBe(0);
			});

			it('is enabled again', async () => {
				const { administrator, person, tell, stored } = await anOffice(await fresh(), true);
				expect(await stored()).toMatchObject({ disabledAt: START });
				const seen = await tell(administrator, 'enable', { user: String(person.id) });
				expect(seen).toMatchObject({
					status: 200,
					body: { done: 'The account is open again.' }
				});
				expect(await stored()).toMatchObject({ disabledAt: null, passwordHash: 'a hash' });
			});

			it('is given a new link, and keeps its password until that is used', async () => {
				const { app, administrator, person, tell, stored } = await anOffice(await fresh());
				const link = async () =>
					(await tell(administrator, 'reset', { user: String(person.id) })).body.link as string;
				const [first, second] = [await link(), await link()];
				const opens = (one: string) => accounts.open(app, one.split('/').at(-1)!);
				expect(await opens(first)).toBeNull();
				expect(await opens(second)).toMatchObject({ purpose: 'reset', name: person.name });
				expect(await stored()).toMatchObject({ passwordHash: 'a hash' });
			});

			it('of one’s own is not disabled, nor enabled', async () => {
				const { administrator, tell, everything } = await anOffice(await fresh());
				const before = await everything();
				for (const name of ['disable', 'enable'] as const) {
					expect(await tell(administrator, name, { user: String(administrator.id) })).toMatchObject(
						{
							status: 400,
							body: { message: 'You cannot disable your own account.' }
						}
					);
				}
				expect(await everything()).toEqual(before);
			});

			it('of one address is made once by two administrators at once', async () => {
				const { administrator, colleague, tell } = await anOffice(await fresh());
				const seen = await Promise.all(
					[administrator, colleague].map((who) => tell(who, 'add', NEW))
				);
				expect(seen.map(({ status }) => status).sort()).toEqual([200, 409]);
			});
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
