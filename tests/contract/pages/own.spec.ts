/** The pages on which somebody sets what is their own: the account, the language, mails, a forgotten password. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as knownBrowsers from '#lib/server/auth/known-browsers.ts';
import * as passwords from '#lib/server/auth/passwords.ts';
import { sha256 } from '#lib/server/auth/secrets.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as unsubscribing from '#lib/server/auth/unsubscribing.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as users from '#lib/server/store/users.ts';
import {
	actions as forgetting,
	load as toForgotten
} from '../../../src/routes/(public)/forgotten/+page.server.ts';
import {
	actions as stopping,
	load as toUnsubscribe
} from '../../../src/routes/(public)/unsubscribe/[token]/+page.server.ts';
import { actions, load } from '../../../src/routes/(rater)/(around)/me/+page.server.ts';
import { POST as chooseLanguage } from '../../../src/routes/language/+server.ts';
import { onEach } from '../databases.ts';
import { open, send, sendRubbish, type Action, type Fields } from '../endpoints/asking.ts';
import { anAppByTheClock, PASSWORD, tokenOf } from '../services/by-the-clock.ts';
import { aMember, ask, aStudy, everyRow, everything, START, unique } from '../support.ts';

/** A rater who is signed in here and elsewhere. */
async function aRater(db: Database) {
	const app = anAppByTheClock(db);
	const passwordHash = await passwords.hash(PASSWORD);
	const study = await aStudy(db);
	const member = await aMember(db, study, 'rater', { passwordHash });
	await sessions.start(app, member.id, undefined, 'elsewhere');
	const { value } = await sessions.start(app, member.id, undefined, 'here');
	const from = { via: 'page' as const, session: sha256(value) };
	const rater = { ...member, actor: { ...member.actor, from } };
	const tell = (name: keyof typeof actions, fields: Fields, as: typeof rater | null = rater) =>
		send(app, actions[name], { as: as ?? undefined, path: '/me', fields });
	const stored = async () => (await ask(db, users.byId, { id: rater.id }))!;
	const agents = async () => (await sessions.list(app, rater.id)).map(({ agent }) => agent);
	return { app, db, study, rater, tell, stored, agents };
}

const CHANGE = { present: PASSWORD, password: 'a newer password' };

/** Each form as its owner would send it. */
const FORMS: { name: keyof typeof actions; fields: Fields }[] = [
	{ name: 'name', fields: { name: 'Ada' } },
	{ name: 'reminders', fields: {} },
	{ name: 'password', fields: CHANGE },
	{ name: 'sessions', fields: {} }
];

onEach(
	({ fresh }) => {
		beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
		afterEach(() => void vi.useRealTimers());

		describe('the own page', () => {
			it('shows what is one’s own, and nothing to anybody else', async () => {
				const { app, study, rater } = await aRater(await fresh());
				const seen = await open(app, load, { as: rater, path: '/me' });
				expect(seen).toMatchObject({
					status: 200,
					body: { own: { email: rater.email, studies: [{ name: study.name, role: 'rater' }] } }
				});
				expect(JSON.stringify(seen.body)).not.toContain(rater.passwordHash);
				expect(await open(app, load, { path: '/me' })).toMatchObject({
					status: 303,
					location: '/sign-in?next=%2Fme'
				});
			});

			it('has a form of each action', () => {
				expect(FORMS.map(({ name }) => name).sort()).toEqual(Object.keys(actions).sort());
			});

			it.each(FORMS)('$name changes nothing for nobody', async ({ name, fields }) => {
				const { app, db, rater, tell } = await aRater(await fresh());
				const before = await everything(db);
				expect(await tell(name, fields, null)).toMatchObject({
					status: 303,
					location: '/sign-in?next=%2Fme'
				});
				expect((await sendRubbish(app, actions[name], { as: rater })).status).toBe(400);
				expect(await everything(db)).toEqual(before);
			});

			it('keeps the name, or what was entered in its place', async () => {
				const { tell, stored } = await aRater(await fresh());
				expect((await tell('name', { name: ' Ada ' })).body).toEqual({ of: 'name', done: 'name' });
				expect(await stored()).toMatchObject({ name: 'Ada' });
				expect(await tell('name', { name: ' ' })).toMatchObject({
					status: 400,
					body: { of: 'name', fields: { name: 'Give a name.' }, entered: { name: ' ' } }
				});
				expect(await stored()).toMatchObject({ name: 'Ada' });
			});

			it('switches reminders off and on', async () => {
				const { tell, stored } = await aRater(await fresh());
				expect((await tell('reminders', {})).body).toMatchObject({ done: 'remindersOff' });
				expect(await stored()).toMatchObject({ unremindedAt: START });
				expect((await tell('reminders', { reminded: 'on' })).body).toMatchObject({
					done: 'remindersOn'
				});
				expect(await stored()).toMatchObject({ unremindedAt: null });
			});

			it('changes the password, stays here, and knows this browser by the new one', async () => {
				const { tell, stored, agents } = await aRater(await fresh());
				const seen = await tell('password', CHANGE);
				expect(seen.body).toEqual({ of: 'password', done: 'password', ended: 1 });
				expect(await agents()).toEqual(['here']);
				const mark = seen.cookies.get('__Host-primum-known');
				expect(knownBrowsers.find(mark, await stored())).toBe(mark);
			});

			it('says by name why a password is not changed, and repeats neither of them', async () => {
				const { db, tell } = await aRater(await fresh());
				const before = await everything(db);
				const wrong = await tell('password', { ...CHANGE, present: 'not the one' });
				expect(wrong).toMatchObject({
					status: 401,
					body: { of: 'password', refused: { code: 'present-password-wrong' }, fields: {} }
				});
				expect(wrong.cookies.size).toBe(0);
				const short = await tell('password', { ...CHANGE, password: 'tiny' });
				expect(short).toMatchObject({
					status: 400,
					body: { fields: { password: 'Use at least 8 characters.' } }
				});
				for (const { body } of [wrong, short]) {
					expect(JSON.stringify(body)).not.toMatch(/not the one|tiny|newer/);
				}
				expect(await everything(db)).toEqual(before);
			});

			it('signs out everywhere else', async () => {
				const { tell, agents } = await aRater(await fresh());
				expect((await tell('sessions', {})).body).toMatchObject({ done: 'sessions', ended: 1 });
				expect(await agents()).toEqual(['here']);
			});
		});

		it('keeps the language with the account of whoever is signed in, and in the browser', async () => {
			const { app, db, rater, stored } = await aRater(await fresh());
			const choose = (as: typeof rater | undefined, language: string) =>
				send(app, chooseLanguage as Action, { as, fields: { language, next: '/me' } });
			const before = await everything(db);
			const nobody = await choose(undefined, 'de');
			expect(nobody).toMatchObject({ status: 303, location: '/me' });
			expect(nobody.cookies.get('primum-language')).toBe('de');
			expect((await choose(rater, 'xx')).status).toBe(400);
			expect(await everything(db)).toEqual(before);
			expect((await choose(rater, 'de')).cookies.get('primum-language')).toBe('de');
			expect(await stored()).toMatchObject({ language: 'de' });
		});

		describe('a forgotten password', () => {
			it('is answered in the same words whoever asks, and what was typed stays', async () => {
				const { app, db, rater } = await aRater(await fresh());
				const on = { ...app, mail: { url: 'smtp://mail.test', from: 'primum@primum.test' } };
				expect((await open(on, toForgotten, { path: '/forgotten' })).body).toEqual({
					mailIsOn: true,
					email: ''
				});
				const forget = (email: string) =>
					send(on, forgetting.default as Action, {
						fields: { email },
						address: unique('address')
					});
				const nobody = `${unique('nobody')}@primum.test`;
				for (const email of [rater.email!, nobody]) {
					const seen = await forget(` ${email}`);
					expect(seen.status).toBe(200);
					expect(seen.body).toEqual({ email, asked: true });
					expect(seen.cookies.size).toBe(0);
				}
				expect(await forget('no address')).toMatchObject({
					status: 400,
					body: { email: 'no address', fields: { email: 'This is not an e-mail address.' } }
				});
				for (let n = 0; n < 4; n += 1) await forget(nobody);
				const late = await forget(nobody);
				expect(late).toMatchObject({
					status: 429,
					body: { email: nobody, refused: { code: 'slow-down', values: { seconds: 10 } } }
				});
				expect(late.headers.get('retry-after')).toBe('10');
				// The trail and the log of accounts say nothing of it; the mail itself is on record.
				expect(await everyRow(db, (t) => t.auditEvents)).toEqual([]);
			});

			it('is a matter of asking somebody where no mails are sent', async () => {
				const { app, db, rater } = await aRater(await fresh());
				expect((await open(app, toForgotten, { as: rater })).body).toEqual({
					mailIsOn: false,
					email: rater.email
				});
				const before = await everything(db);
				await send(app, forgetting.default as Action, { fields: { email: rater.email! } });
				expect(await everything(db)).toEqual(before);
			});
		});

		describe('the link that ends reminders', () => {
			it('changes nothing when it is looked at, and ends them when it is sent', async () => {
				const { app, db, rater, stored } = await aRater(await fresh());
				const { id, passwordHash } = rater;
				const link = unsubscribing.linkOf(app, { id, passwordHash: passwordHash! });
				const params = { token: tokenOf(link) };
				const look = () => open(app, toUnsubscribe, { params });
				const before = await everything(db);
				expect((await look()).body).toEqual({ email: rater.email, reminded: true });
				expect(await everything(db)).toEqual(before);
				// As a mail program sends it (RFC 8058).
				const fields = { 'List-Unsubscribe': 'One-Click' };
				const seen = await send(app, stopping.default as Action, { params, fields });
				expect(seen.status).toBe(200);
				expect(await stored()).toMatchObject({ unremindedAt: START });
				expect((await look()).body).toEqual({ email: rater.email, reminded: false });
			});

			it('says so where it does not work any more', async () => {
				const { app, db } = await aRater(await fresh());
				const before = await everything(db);
				for (const token of ['', 'x', '1.x', `1.${'x'.repeat(43)}`]) {
					const params = { token };
					for (const seen of [
						await open(app, toUnsubscribe, { params }),
						await send(app, stopping.default as Action, { params })
					]) {
						expect(seen).toMatchObject({ status: 404, body: { code: 'unsubscribe-unknown' } });
					}
				}
				expect(await everything(db)).toEqual(before);
			});
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
