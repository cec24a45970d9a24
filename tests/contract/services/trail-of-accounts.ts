/** What the trail says of accounts. */
import * as passwords from '#lib/server/auth/passwords.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import * as unsubscribing from '#lib/server/auth/unsubscribing.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { anApp, aPerson, MINUTE, START, unique } from '../support.ts';
import { PASSWORD, tokenOf } from './by-the-clock.ts';
import { anInstallation, asked, FROM, told, type Story } from './trail-support.ts';

export const OF_ACCOUNTS = {
	'installation.set-up': async (db) => {
		const app = anApp(db);
		const token = tokenOf(await accounts.setupLink(app));
		app.pass(MINUTE);
		const input = { name: 'Ada', email: 'ada@primum.test', password: PASSWORD };
		const id = await accounts.accept(app, token, input, FROM);
		return told(id, { what: 'installation.set-up', subject: `user:${id}` });
	},

	'user.signed-in': async (db) => {
		const app = anApp(db);
		const passwordHash = await passwords.hash(PASSWORD);
		const { id, email } = await aPerson(db, { passwordHash });
		app.pass(MINUTE);
		const address = unique('address');
		await accounts.signIn(app, { email: email!, password: PASSWORD, address, from: FROM });
		return told(id, { what: 'user.signed-in', subject: `user:${id}` });
	},

	'user.signed-out': async (db) => {
		const app = anApp(db);
		const { id, actor } = await aPerson(db);
		app.pass(MINUTE);
		await accounts.signedOut(app, { ...asked(actor), id });
		return told(id, { what: 'user.signed-out', subject: `user:${id}` });
	},

	'user.password-chosen': async (db) => {
		const { app, administrator } = await anInstallation(db);
		const ben = { name: 'Ben', email: 'ben@primum.test' };
		const { id, link } = await accounts.add(app, administrator, ben);
		app.pass(MINUTE);
		await accounts.accept(app, tokenOf(link), { password: PASSWORD }, FROM);
		return told(id, { what: 'user.password-chosen', subject: `user:${id}` });
	},

	'user.added': async (db) => {
		const { app, id: userId, administrator } = await anInstallation(db);
		app.pass(MINUTE);
		const known = { name: 'Ben', specialties: ['Neph', 'Card'] };
		const ben = { ...known, email: 'ben@primum.test' };
		const { id } = await accounts.add(app, administrator, ben);
		const added = { ...known, isAdmin: false };
		return told(userId, { what: 'user.added', subject: `user:${id}`, new: added });
	},

	'user.disabled': async (db) => {
		const { app, id: userId, administrator } = await anInstallation(db);
		const { id } = await aPerson(db);
		app.pass(MINUTE);
		await accounts.setDisabled(app, administrator, id, true);
		return told(userId, { what: 'user.disabled', subject: `user:${id}` });
	},

	'user.enabled': async (db) => {
		const { app, id: userId, administrator } = await anInstallation(db);
		const { id } = await aPerson(db, { disabledAt: START });
		app.pass(MINUTE);
		await accounts.setDisabled(app, administrator, id, false);
		return told(userId, { what: 'user.enabled', subject: `user:${id}` });
	},

	'user.reset': async (db) => {
		const { app, id: userId, administrator } = await anInstallation(db);
		const { id } = await aPerson(db);
		app.pass(MINUTE);
		await accounts.resetLink(app, administrator, id);
		return told(userId, { what: 'user.reset', subject: `user:${id}` });
	},

	'user.changed': async (db) => {
		const app = anApp(db);
		const { id, name, actor } = await aPerson(db);
		app.pass(MINUTE);
		await accounts.rename(app, { ...asked(actor), id }, { name: ' Ada Lovelace ' });
		await accounts.chooseLanguage(app, { ...asked(actor), id }, 'de');
		await accounts.chooseLanguage(app, { ...asked(actor), id }, 'de');
		const of = { what: 'user.changed', subject: `user:${id}` } as const;
		return told(
			id,
			{ ...of, old: { name }, new: { name: 'Ada Lovelace' } },
			{ ...of, old: { language: null }, new: { language: 'de' } }
		);
	},

	'user.password-changed': async (db) => {
		const app = anApp(db);
		const passwordHash = await passwords.hash(PASSWORD);
		const { id, actor } = await aPerson(db, { passwordHash });
		await sessions.start(app, id, undefined, 'another browser');
		app.pass(MINUTE);
		const given = { present: PASSWORD, password: 'a newer password' };
		await accounts.changePassword(app, { ...asked(actor), id }, given);
		const line = { what: 'user.password-changed', subject: `user:${id}` } as const;
		return told(id, { ...line, new: { sessionsEnded: 1 } });
	},

	'user.sessions-ended': async (db) => {
		const app = anApp(db);
		const { id, actor } = await aPerson(db);
		for (const browser of ['one', 'two']) await sessions.start(app, id, undefined, browser);
		app.pass(MINUTE);
		await accounts.endOtherSessions(app, { ...asked(actor), id });
		await accounts.endOtherSessions(app, { ...asked(actor), id });
		const line = { what: 'user.sessions-ended', subject: `user:${id}` } as const;
		return told(id, { ...line, new: { sessionsEnded: 2 } });
	},

	'user.mail-choice': async (db) => {
		const app = anApp(db);
		const { id } = await aPerson(db, { passwordHash: 'a hash' });
		app.pass(MINUTE);
		const link = unsubscribing.linkOf(app, { id, passwordHash: 'a hash' });
		await accounts.unsubscribe(app, tokenOf(link), FROM);
		return told(id, {
			what: 'user.mail-choice',
			subject: `user:${id}`,
			old: { reminded: true },
			new: { reminded: false }
		});
	}
} satisfies Record<string, Story>;
