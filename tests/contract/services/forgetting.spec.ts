/** A forgotten password: who is sent what, how often, and that nobody learns from it who has an account. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as passwords from '#lib/server/auth/passwords.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import { runNext, type Work } from '#lib/server/jobs/runner.ts';
import type { App } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { SEND } from '#lib/server/services/mailing/index.ts';
import { onEach } from '../databases.ts';
import {
	aMember,
	aPerson,
	aStudy,
	everyRow,
	everything,
	HOUR,
	MINUTE,
	refusals,
	START,
	unique
} from '../support.ts';
import { anAppByTheClock, pass, PASSWORD, signIn, tokenOf } from './by-the-clock.ts';
import { aPost, runJobs } from './mailing-support.ts';

/** An installation that sends mails, as far as asking for them goes. */
function withMail(db: Database) {
	const app: App = {
		...anAppByTheClock(db),
		mail: { url: 'smtp://mail.test', from: 'primum@primum.test' }
	};
	const forget = (email: string, address = unique('address')) =>
		accounts.forgotten(app, { email, address });
	/** Does what was asked for, and nothing of what sends. */
	const work = async () => {
		const works: Record<string, Work> = {
			[accounts.FORGOTTEN]: {
				does: (_, { userId }) => accounts.answerForgotten(app, Number(userId))
			},
			[SEND]: { does: async () => {} }
		};
		while (await runNext(app, works));
	};
	const mails = async () =>
		(await everyRow(db, (t) => t.mails)).map(({ kind, studyId, userId, state, askedBy }) => ({
			...{ kind, studyId, userId, state, askedBy }
		}));
	return { app, forget, work, mails };
}

onEach(({ fresh }) => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
	afterEach(() => void vi.useRealTimers());

	it('sends a link to whoever has a password, however the address is typed', async () => {
		const db = await fresh();
		const { forget, work, mails } = withMail(db);
		const { id, email } = await aPerson(db, { passwordHash: 'a hash' });
		await forget(`  ${email!.toUpperCase()} `);
		await work();
		expect(await mails()).toEqual([
			{ kind: 'password', studyId: null, userId: id, state: 'waiting', askedBy: null }
		]);
	});

	it('sends the invitation again to whoever has not taken it up', async () => {
		const db = await fresh();
		const { forget, work, mails } = withMail(db);
		const study = await aStudy(db);
		const invited = await aMember(db, study, 'rater');
		const without = await aPerson(db);
		for (const { email } of [invited, without]) await forget(email!);
		await work();
		expect(await mails()).toMatchObject([
			{ kind: 'invitation', studyId: study.id, userId: invited.id },
			{ kind: 'password', studyId: null, userId: without.id }
		]);
	});

	it('sends nothing to a disabled account, nor where there is none', async () => {
		const db = await fresh();
		const { forget, work, mails } = withMail(db);
		const { email } = await aPerson(db, { passwordHash: 'a hash', disabledAt: START });
		await forget(email!);
		await forget(`${unique('nobody')}@primum.test`);
		await work();
		expect(await mails()).toEqual([]);
	});

	it('sends one mail in ten minutes', async () => {
		const db = await fresh();
		const { forget, work, mails } = withMail(db);
		const { email } = await aPerson(db, { passwordHash: 'a hash' });
		const once = async () => {
			await forget(email!);
			await work();
			return (await mails()).length;
		};
		expect(await once()).toBe(1);
		pass(10 * MINUTE - 1);
		expect(await once()).toBe(1);
		pass(1);
		expect(await once()).toBe(2);
	});

	it('does nothing at all where no mails are sent', async () => {
		const db = await fresh();
		const { app } = withMail(db);
		const { email } = await aPerson(db, { passwordHash: 'a hash' });
		const before = await everything(db);
		const asked = { email: email!, address: unique('address') };
		await accounts.forgotten({ ...app, mail: null }, asked);
		expect(await everything(db)).toEqual(before);
		await expect(accounts.forgotten(app, { ...asked, email: 'no address' })).rejects.toMatchObject({
			name: 'ZodError'
		});
		expect(await everything(db)).toEqual(before);
	});

	describe('the limits', () => {
		it('stop asking for one account, whether there is one or not', async () => {
			const db = await fresh();
			const { forget } = withMail(db);
			const { email } = await aPerson(db, { passwordHash: 'a hash' });
			for (const one of [email!, `${unique('nobody')}@primum.test`]) {
				for (let n = 0; n < 5; n += 1) await forget(one);
				expect(await refusals(forget(one), forget(` ${one.toUpperCase()}`))).toEqual([
					'slow-down',
					'slow-down'
				]);
				pass(10_000);
				await forget(one);
			}
		});

		it('stop one address that asks for many', async () => {
			const db = await fresh();
			const { forget } = withMail(db);
			const address = unique('stranger');
			const ask = () => forget(`${unique('nobody')}@primum.test`, address);
			for (let n = 0; n < 30; n += 1) await ask();
			expect(await refusals(ask())).toEqual(['slow-down']);
			await forget(`${unique('nobody')}@primum.test`);
		});
	});
});

onEach(
	({ fresh }) => {
		it('leads from the mail to a new password, once, and ends every session', async () => {
			const db = await fresh();
			const passwordHash = await passwords.hash(PASSWORD);
			const { app, sink, ada } = await aPost(db, {}, { passwordHash });
			await sessions.start(app, ada.id, undefined, 'a browser');
			await accounts.forgotten(app, { email: ada.email!, address: unique('address') });
			await runNext(app, {
				[accounts.FORGOTTEN]: {
					does: (_, { userId }) => accounts.answerForgotten(app, Number(userId))
				}
			});
			await runJobs(app);
			expect(sink.received.map(({ to }) => to)).toEqual([[ada.email]]);
			const link = /https:\/\/primum\.test\/join\/[\w-]{43}/.exec(sink.received[0]!.text)![0];
			expect(JSON.stringify(await everything(db))).not.toContain(tokenOf(link));
			expect(await everyRow(db, (t) => t.sessions)).toHaveLength(1);
			expect(await accounts.open(app, tokenOf(link))).toMatchObject({
				...{ purpose: 'reset', hasPassword: true, email: ada.email, from: null },
				until: START + 2 * HOUR
			});
			expect(sink.received[0]!.text).toContain('within two hours');
			const password = { password: 'a newer password' };
			expect(await accounts.accept(app, tokenOf(link), password)).toBe(ada.id);
			expect(await everyRow(db, (t) => t.sessions)).toEqual([]);
			await expect(accounts.accept(app, tokenOf(link), password)).rejects.toMatchObject({
				kind: 'missing'
			});
			await expect(signIn(app, ada.email!, PASSWORD)).rejects.toMatchObject({
				kind: 'unauthenticated'
			});
			expect(await signIn(app, ada.email!, password.password)).toBe(ada.id);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);

onEach(
	({ fresh }) => {
		beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
		afterEach(() => void vi.useRealTimers());

		it('takes as long where there is no account', { timeout: 120_000 }, async () => {
			const db = await fresh();
			const { forget } = withMail(db);
			const { email } = await aPerson(db, { passwordHash: 'a hash' });
			const unknown = `${unique('nobody')}@primum.test`;
			const took: Record<string, number[]> = { [email!]: [], [unknown]: [] };
			for (let n = 0; n < 200; n += 1) {
				for (const one of n % 2 === 0 ? [email!, unknown] : [unknown, email!]) {
					const began = performance.now();
					await forget(one);
					took[one]!.push(performance.now() - began);
				}
				pass(13 * HOUR);
			}
			const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length / 2]!;
			const [known, none] = [median(took[email!]!), median(took[unknown]!)];
			expect(Math.abs(known - none)).toBeLessThan(5);
			// What is written differs by one number only.
			const jobs = await everyRow(db, (t) => t.jobs);
			expect(jobs).toHaveLength(400);
			expect(new Set(jobs.map(({ payload }) => Object.keys(payload).join()))).toEqual(
				new Set(['userId'])
			);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
