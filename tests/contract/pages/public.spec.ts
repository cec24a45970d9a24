import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as sessions from '#lib/server/auth/sessions.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as invitations from '#lib/server/store/invitations.ts';
import * as users from '#lib/server/store/users.ts';
import {
	actions as joining,
	load as toJoin
} from '../../../src/routes/(public)/join/[token]/+page.server.ts';
import {
	actions as signing,
	load as toSignIn
} from '../../../src/routes/(public)/sign-in/+page.server.ts';
import { onEach, sql } from '../databases.ts';
import {
	open,
	send,
	sendRubbish,
	type Action,
	type Fields,
	type Seen
} from '../endpoints/asking.ts';
import {
	anAdministrator,
	anAppByTheClock,
	pass,
	PASSWORD,
	tokenOf
} from '../services/by-the-clock.ts';
import { aPerson, ask, DAY, everything, START, unique } from '../support.ts';

const LINK_USED = {
	message: 'This link was used before or has expired. Ask the person who sent it for a new one.',
	code: 'link-used'
};
const COOKIE = '__Host-primum';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

/** An account, and a way to sign in to it from an address that no other test uses. */
async function anAccount(db: Database) {
	const account = await anAdministrator(db);
	const address = unique('address');
	const { app, email } = account;
	const signIn = (password: string, next = '', more: Fields = {}) =>
		send(app, signing.default as Action, {
			fields: { email, password, ...more },
			path: `/sign-in${next}`,
			address
		});
	return { ...account, signIn };
}

/** An invitation of somebody, and a way to take it up. */
async function anInvitation(db: Database) {
	const { app, actor } = await anAdministrator(db);
	const email = `${unique('ann')}@primum.test`;
	const { id, link } = await accounts.add(app, actor, { name: 'Ann', email });
	const params = { token: tokenOf(link) };
	const join = (password: string): Promise<Seen> =>
		send(app, joining.default as Action, { params, fields: { password } });
	const hash = async () => (await ask(db, users.byId, { id }))!.passwordHash;
	return { app, id, email, params, join, hash };
}

onEach(
	({ fresh }) => {
		beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
		afterEach(() => void vi.useRealTimers());

		describe('sign-in', () => {
			it('offers no account outside the demonstration, and leads on who is signed in', async () => {
				const db = await fresh();
				const app = anAppByTheClock(db);
				const as = await aPerson(db);
				expect((await open(app, toSignIn, { path: '/sign-in' })).body).toEqual({
					demoAccounts: []
				});
				for (const [next, leads] of [
					['', '/'],
					['?next=%2Fcases%3Fa%3D1', '/cases?a=1'],
					['?next=%2F%2Fevil.test', '/']
				]) {
					expect(await open(app, toSignIn, { as, path: `/sign-in${next}` })).toMatchObject({
						status: 303,
						location: leads
					});
				}
			});

			it('starts a session and leads to the page that was asked for, on this site', async () => {
				const { app, id, signIn } = await anAccount(await fresh());
				for (const [next, leads] of [
					['', '/'],
					['?next=%2Fstudies%2Fx%2Fpeople', '/studies/x/people'],
					['?next=https%3A%2F%2Fevil.test%2F', '/'],
					['?next=%2F%5Cevil.test', '/']
				]) {
					const seen = await signIn(PASSWORD, next);
					expect(seen).toMatchObject({ status: 303, location: leads });
					const session = await sessions.read(app, seen.cookies.get(COOKIE)!);
					expect(session?.user.id).toBe(id);
				}
			});

			it('says the same of a wrong password and an unknown account, and starts nothing', async () => {
				const { app, id, email, signIn } = await anAccount(await fresh());
				const nobody = `${unique('nobody')}@primum.test`;
				const wrong = await signIn('wrong password');
				const unknown = await signIn(PASSWORD, '', { email: nobody });
				for (const [seen, typed] of [
					[wrong, email],
					[unknown, nobody]
				] as const) {
					expect(seen.status).toBe(401);
					expect(seen.body).toEqual({
						email: typed,
						refused: {
							message: 'The e-mail address or the password is not right.',
							code: 'wrong-password'
						}
					});
					expect(seen.cookies.size).toBe(0);
				}
				expect(await sessions.list(app, id)).toEqual([]);
			});

			it('tells whoever has the password of a disabled account that it is disabled', async () => {
				const { app, id, signIn } = await anAccount(await fresh());
				const other = await aPerson(app.db, { isAdmin: true });
				await accounts.setDisabled(app, other.actor, id, true);
				expect(await signIn('wrong password')).toMatchObject({ status: 401 });
				const seen = await signIn(PASSWORD);
				expect(seen).toMatchObject({
					status: 403,
					body: { refused: { code: 'account-disabled' } }
				});
				expect(seen.cookies.size).toBe(0);
			});

			it('asks to wait after too many tries, and says how long', async () => {
				const { signIn } = await anAccount(await fresh());
				for (let count = 0; count < 5; count += 1) {
					const seen = await signIn('wrong password');
					expect(seen.status).toBe(401);
					expect(seen.headers.get('retry-after')).toBeNull();
				}
				const seen = await signIn(PASSWORD);
				expect(seen).toMatchObject({
					status: 429,
					body: {
						refused: {
							message: 'Too many tries. Wait 10 seconds, then try again.',
							code: 'slow-down',
							values: { seconds: 10 }
						}
					}
				});
				expect(seen.headers.get('retry-after')).toBe('10');
				expect(seen.cookies.size).toBe(0);
			});

			it('answers 400 to what it cannot read, or what is no password', async () => {
				const { app, signIn } = await anAccount(await fresh());
				expect(await signIn('x'.repeat(1_025))).toMatchObject({
					status: 400,
					body: { refused: { code: 'form-invalid' } }
				});
				expect(await sendRubbish(app, signing.default as Action)).toMatchObject({
					status: 400,
					body: { code: 'request-invalid' }
				});
			});
		});

		describe('join', () => {
			it('shows whose link it is, and nothing of one that opens nothing', async () => {
				const { app, email, params } = await anInvitation(await fresh());
				expect((await open(app, toJoin, { params })).body).toEqual({
					invitation: {
						...{ purpose: 'invite', name: 'Ann', email, from: 'Root', studies: [] },
						hasPassword: false,
						until: START + 14 * DAY
					}
				});
				for (const token of ['', 'x', `${params.token}x`, params.token.slice(1)]) {
					const seen = await open(app, toJoin, { params: { token } });
					expect(seen).toMatchObject({ status: 404, body: LINK_USED });
				}
				pass(14 * DAY + 1);
				expect(await open(app, toJoin, { params })).toMatchObject({
					status: 404,
					body: { ...LINK_USED, values: { why: 'expired', from: 'Root' } }
				});
			});

			it('notes when somebody first opened it, and nothing of a program or a look ahead', async () => {
				const { app, id, params } = await anInvitation(await fresh());
				const opened = async () => {
					const links = await ask(app.db, invitations.ofUsers, [id]);
					return links.get(id)!.openedAt;
				};
				for (const [method, agent, purpose] of [
					['HEAD', FIREFOX, ''],
					['GET', 'curl/8.5.0', ''],
					['GET', 'Slackbot-LinkExpanding 1.0', ''],
					['GET', FIREFOX, 'prefetch']
				] as const) {
					const headers = { 'user-agent': agent, 'sec-purpose': purpose };
					expect((await open(app, toJoin, { params, method, headers })).status).toBe(200);
				}
				expect(await opened()).toBeNull();
				pass(DAY);
				const headers = { 'user-agent': FIREFOX };
				for (let day = 0; day < 2; day += 1) {
					expect((await open(app, toJoin, { params, headers })).status).toBe(200);
					pass(DAY);
				}
				expect(await opened()).toBe(START + DAY);
			});

			it('sets the password and signs in, once', async () => {
				const { app, id, params, join, hash } = await anInvitation(await fresh());
				const seen = await join(PASSWORD);
				expect(seen).toMatchObject({ status: 303, location: '/' });
				const session = await sessions.read(app, seen.cookies.get(COOKIE)!);
				expect(session?.user.id).toBe(id);
				const first = await hash();
				expect(first).not.toBeNull();
				const again = await join('another long password');
				expect(again).toMatchObject({ status: 404, body: { refused: LINK_USED } });
				expect(again.cookies.size).toBe(0);
				expect(await hash()).toBe(first);
				expect((await open(app, toJoin, { params })).status).toBe(404);
			});

			it('takes one of two passwords sent at once', async () => {
				const { app, id, join } = await anInvitation(await fresh());
				const seen = await Promise.all([join(PASSWORD), join('another long password')]);
				expect(seen.map(({ status }) => status).sort()).toEqual([303, 404]);
				expect(await sessions.list(app, id)).toHaveLength(1);
			});

			it('refuses a short password, and keeps the link', async () => {
				const { app, join, params, hash } = await anInvitation(await fresh());
				const before = await everything(app.db);
				const seen = await join('short');
				expect(seen).toMatchObject({
					status: 400,
					body: {
						refused: { code: 'form-invalid' },
						fields: { password: 'Use at least 8 characters.' }
					}
				});
				expect(JSON.stringify(seen.body)).not.toContain('"short"');
				expect(await sendRubbish(app, joining.default as Action, { params })).toMatchObject({
					status: 400
				});
				expect(await everything(app.db)).toEqual(before);
				expect(await hash()).toBeNull();
				expect((await join(PASSWORD)).status).toBe(303);
			});

			it('makes the first administrator by the set-up link, and keeps what was entered', async () => {
				const app = anAppByTheClock(await fresh());
				const params = { token: tokenOf(await accounts.setupLink(app)) };
				const set = (fields: Fields) => send(app, joining.default as Action, { params, fields });
				expect(await set({ name: ' ', email: 'root', password: PASSWORD })).toMatchObject({
					status: 400,
					body: {
						name: ' ',
						email: 'root',
						fields: { name: 'Give a name.', email: 'This is not an e-mail address.' }
					}
				});
				expect(await ask(app.db, users.list)).toEqual([]);
				const right = { name: 'Root', email: 'root@primum.test', password: PASSWORD };
				expect(await set(right)).toMatchObject({ status: 303, location: '/' });
				expect(await ask(app.db, users.list)).toMatchObject([
					{ name: 'Root', email: 'root@primum.test', isAdmin: true }
				]);
			});
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);

onEach(
	({ fresh, again }) => {
		it('says when to come back with a link while the database is taken', async () => {
			const { join, hash, app } = await anInvitation(await fresh());
			const other = again(app.db);
			await sql(other, 'begin immediate');
			const seen = await join(PASSWORD);
			await sql(other, 'rollback');
			expect(seen).toMatchObject({ status: 503, body: { refused: { code: 'busy' } } });
			expect(seen.headers.get('retry-after')).toBe('2');
			expect(await hash()).toBeNull();
			expect((await join(PASSWORD)).status).toBe(303);
		});
	},
	['SQLite on disk']
);
