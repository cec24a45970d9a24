/** Mail from the production server to a mail server: what arrives, what it leads to, and that none is lost. */
import { eq } from 'drizzle-orm';
import { openApp, readConfig } from '#lib/server/config.ts';
import type { App } from '#lib/server/app.ts';
import { atomically, read, type Change } from '#lib/server/db/atomically.ts';
import { run, type Steps } from '#lib/server/db/steps.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as members from '#lib/server/store/members.ts';
import * as studies from '#lib/server/store/studies.ts';
import * as users from '#lib/server/store/users.ts';
import { aSink } from '../mail-sink.ts';
import {
	DEMO_PASSWORD,
	expect,
	install,
	remove,
	signIn,
	test,
	type Installation
} from './installation.ts';
import { addMember, addStudy } from './small-study.ts';

const FROM = 'Primum <primum@primum.example>';
const BY = {
	...{ userId: null, via: 'command line' as const, session: null, token: null },
	...{ request: null, address: null }
};

/** Looks into the data of an installation, beside its server. */
async function within<R>(
	{ data, origin }: Installation,
	work: (app: App, change: <T>(steps: (tx: Change) => Steps<T>) => Promise<T>) => Promise<R>
): Promise<R> {
	const settings = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: FROM, ORIGIN: origin };
	const app = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent', ...settings }));
	try {
		return await work(app, (steps) => atomically(app.db, { ...BY, at: Date.now() }, steps));
	} finally {
		await app.db.close();
	}
}

const setUser = (email: string, change: Partial<users.NewUser>) =>
	function* ({ q, t }: Change) {
		yield* run(q.update(t.users).set(change).where(eq(t.users.email, email)).returning());
	};

test('a reminder arrives once, in the language of its reader, and an invitation leads in', async ({
	page
}) => {
	const sink = await aSink();
	const installation = await install('serve', { env: { SMTP_URL: sink.url, MAIL_FROM: FROM } });
	try {
		const { origin } = installation;
		const raters = ['ada@mail.example', 'bea@mail.example', 'cem@mail.example'];
		await addStudy(installation, { slug: 'mail', lengths: [3], raters });
		await addMember(installation, 'mail', 'grace@mail.example', 'coordinator');
		await within(installation, async (_, change) => {
			await change(setUser('bea@mail.example', { language: 'de' }));
			await change(setUser('cem@mail.example', { unremindedAt: Date.now() }));
		});
		await signIn(page, origin, 'grace@mail.example');
		await page.goto(`${origin}/studies/mail/remind`);
		await expect(page.getByText('Not reminded: asked for no reminders')).toBeVisible();
		await expect(page.getByRole('checkbox', { name: 'Remind cem' })).toHaveCount(0);
		await page.getByRole('checkbox', { name: 'Remind ada' }).check();
		await page.getByRole('checkbox', { name: 'Remind bea' }).check();
		await page.getByRole('button', { name: 'Send 2 reminders' }).click();
		await expect(page.getByText('2 reminders are on their way.')).toBeVisible();
		await expect.poll(() => sink.received.length).toBe(2);

		const to = (address: string) => sink.received.find((mail) => mail.to.includes(address))!;
		const [english, german] = [to('ada@mail.example'), to('bea@mail.example')];
		expect(english.headers).toMatchObject({ subject: 'mail: 1 case left', from: FROM });
		expect(english.text).toContain(`${origin}/cases`);
		expect(english.html).toContain(`<a href="${origin}/cases">`);
		expect(german.headers.subject).toBe('mail: noch 1 Fall');
		expect(german.text).toContain('Noch zu bewerten: 3 Maßnahmen.');
		expect(german.html).toContain('<html lang="de">');

		await page.goto(`${origin}/studies/mail/mails`);
		await expect(page.getByRole('link', { name: 'Sent 2' })).toBeVisible();
		await page.getByRole('link', { name: 'Reminder to ada: read the text' }).click();
		await expect(page.getByRole('dialog')).toContainText('[the person’s own link]');

		await within(installation, async (app, change) => {
			await change(function* (tx) {
				const study = (yield* studies.bySlug(tx, { slug: 'mail' }))!;
				const user = yield* users.insert(tx, {
					...{ name: 'Dov Lind', email: 'dov@mail.example', createdAt: tx.by.at }
				});
				const member = { studyId: study.id, userId: user.id, role: 'rater' as const };
				yield* members.insert(tx, { ...member, createdAt: tx.by.at });
				yield* mailing.invite(tx, app, member);
			});
		});
		await expect.poll(() => sink.received.length).toBe(3);
		const link = new RegExp(`${origin}/join/\\S+`).exec(to('dov@mail.example').text)![0];
		await page.context().clearCookies();
		await page.goto(link);
		await page.getByLabel('Password').fill(DEMO_PASSWORD);
		await page.getByRole('button', { name: /password/i }).click();
		await page.waitForURL('**/cases');
	} finally {
		await remove(installation);
		await sink.close();
	}
});

test('a server that ends in the middle of twenty mails loses none and doubles none', async () => {
	test.setTimeout(180_000);
	const sink = await aSink({ pauseMs: 150 });
	const installation = await install('serve', { env: { SMTP_URL: sink.url, MAIL_FROM: FROM } });
	const ids = () => sink.received.map(({ headers }) => headers['message-id']!);
	const ask = (from: number) =>
		within(installation, (_, change) =>
			change(function* (tx) {
				for (let n = from; n < from + 20; n += 1) {
					const email = `person-${n}@mail.example`;
					const user = yield* users.insert(tx, { name: `Person ${n}`, email, createdAt: tx.by.at });
					yield* mailing.queue(tx, { kind: 'password', studyId: null, userId: user.id });
				}
			})
		);
	const sent = () =>
		within(installation, async (app) => {
			const rows = await read(app.db, ({ q, t }) => run(q.select().from(t.mails)));
			return rows.filter(({ state }) => state === 'sent').length;
		});
	try {
		await ask(0);
		await expect.poll(() => sink.received.length, { intervals: [20] }).toBeGreaterThan(5);
		expect(await installation.stop('SIGTERM')).toBe(0);
		const before = ids();
		// Whatever was under way was finished, and is on record.
		expect(await sent()).toBe(before.length);
		expect(before.length).toBeLessThan(20);
		await installation.start();
		await expect.poll(sent, { timeout: 30_000 }).toBe(20);
		expect(ids()).toHaveLength(20);
		expect(new Set(ids()).size).toBe(20);

		sink.received.length = 0;
		await ask(20);
		await expect.poll(() => sink.received.length, { intervals: [20] }).toBeGreaterThan(5);
		await installation.stop('SIGKILL');
		await installation.start();
		// What was under way is taken up again once its lease of half a minute is over.
		await expect.poll(sent, { timeout: 90_000 }).toBe(40);
		expect(new Set(ids()).size).toBe(20);
		// The server takes four at a time: only those can have been taken without that being written down.
		const twice = ids().length - 20;
		expect(twice).toBeGreaterThanOrEqual(0);
		expect(twice).toBeLessThanOrEqual(4);
		const taken = Map.groupBy(ids(), (id) => id);
		for (const times of taken.values()) expect(times.length).toBeLessThanOrEqual(2);
	} finally {
		await remove(installation);
		await sink.close();
	}
});
