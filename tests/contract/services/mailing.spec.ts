/** A mail is asked for in a change, leaves once, says what it should, and its end is on record. */
import { expect, it } from 'vitest';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as users from '#lib/server/store/users.ts';
import { run } from '#lib/server/db/steps.ts';
import { eq } from 'drizzle-orm';
import { onEach } from '../databases.ts';
import { DAY, everyRow, MINUTE, NOBODY, START, write } from '../support.ts';
import { aPost, FROM, JOINED, runJobs } from './mailing-support.ts';

type Post = Awaited<ReturnType<typeof aPost>>;

const by = ({ app, coordinator }: Post) => ({ ...NOBODY, userId: coordinator.id, at: app.now() });

const invite = (post: Post) =>
	write(
		post.db,
		(tx) => mailing.invite(tx, post.app, { studyId: post.study.id, userId: post.ada.id }),
		by(post)
	);

const remind = ({ app, coordinator, study, ada }: Post) =>
	mailing.remind(app, coordinator.actor, study.slug, { memberIds: [ada.memberId] });

const setUser = (post: Post, change: Partial<users.NewUser>) =>
	write(post.db, ({ q, t }) =>
		run(q.update(t.users).set(change).where(eq(t.users.id, post.ada.id)).returning())
	);

const linkIn = (text: string) => /https:\S+/.exec(text)![0];
const tokenIn = (text: string) => new URL(linkIn(text)).pathname.split('/').at(-1)!;

const anAdaWithoutPassword = { passwordHash: null };

onEach(
	({ fresh }) => {
		it('invites by a link that is made when the mail leaves, and stands in no row', async () => {
			const post = await aPost(await fresh(), {}, anAdaWithoutPassword);
			await invite(post);
			expect(await everyRow(post.db, (t) => t.invitations)).toEqual([]);
			await runJobs(post.app);
			expect(post.sink.received).toHaveLength(1);
			const [mail] = post.sink.received;
			expect(mail).toMatchObject({
				to: [post.ada.email],
				headers: {
					from: FROM,
					to: `Ada Quist <${post.ada.email}>`,
					'reply-to': `Grace Okafor <${post.coordinator.email}>`,
					subject: 'Invitation to Chest pain',
					'message-id': `<primum.1.${START}@primum.test>`,
					'auto-submitted': 'auto-generated',
					'content-language': 'en'
				}
			});
			expect(mail!.headers).not.toHaveProperty('list-unsubscribe');
			expect(mail!.text).toContain('Dear Ada Quist,');
			expect(mail!.text).toContain('It works once, until 16 November 2026');
			expect(mail!.text).toMatch(/\nKind regards\nGrace Okafor\n$/);
			const link = linkIn(mail!.text);
			expect(mail!.html).toContain(`<a href="${link}">${link}</a>`);
			expect(await accounts.open(post.app, tokenIn(mail!.text))).toMatchObject({
				purpose: 'invite',
				name: 'Ada Quist'
			});
			const [row] = await post.mails();
			expect(row).toMatchObject({ state: 'sent', attempts: 1, sentAt: START, error: null });
			expect(row!.body).toContain('{link}');
			expect(JSON.stringify(row)).not.toContain(tokenIn(mail!.text));
		});

		it('writes in the language of the reader', async () => {
			const post = await aPost(await fresh(), {}, { ...JOINED, language: 'de' });
			await remind(post);
			await runJobs(post.app);
			const [mail] = post.sink.received;
			expect(mail!.headers).toMatchObject({
				subject: 'Chest pain: noch 2 Fälle',
				'content-language': 'de'
			});
			expect(mail!.text).toContain('Noch zu bewerten: 6 Maßnahmen.');
			expect(mail!.html).toContain('<html lang="de">');
		});

		it('leads somebody who has an account to the sign-in, by no link that ends', async () => {
			const post = await aPost(await fresh());
			await invite(post);
			await runJobs(post.app);
			const [mail] = post.sink.received;
			expect(linkIn(mail!.text)).toBe('https://primum.test/cases');
			expect(mail!.text).not.toContain('works once');
			expect(await everyRow(post.db, (t) => t.invitations)).toEqual([]);
		});

		it('sends no older invitation after a newer one, whose link alone opens', async () => {
			const post = await aPost(await fresh(), {}, anAdaWithoutPassword);
			await invite(post);
			await runJobs(post.app);
			await invite(post);
			const first = tokenIn(post.sink.received[0]!.text);
			expect(await accounts.open(post.app, first)).toBeNull();
			await invite(post);
			await runJobs(post.app);
			expect(post.sink.received).toHaveLength(2);
			expect((await post.mails()).map(({ state }) => state)).toEqual(['sent', 'dropped', 'sent']);
			const second = tokenIn(post.sink.received[1]!.text);
			expect(await accounts.open(post.app, second)).not.toBeNull();
		});

		it('carries a living link where the same mail is sent again, until one is used', async () => {
			const post = await aPost(await fresh(), {}, anAdaWithoutPassword);
			const id = await invite(post);
			await runJobs(post.app);
			// As if the process had been killed before it could write down that the mail was taken.
			await write(post.db, ({ q, t }) =>
				run(q.update(t.mails).set({ state: 'waiting' }).where(eq(t.mails.id, id)).returning())
			);
			await mailing.send(post.app, id);
			const [first, second] = post.sink.received;
			expect(second!.headers['message-id']).toBe(first!.headers['message-id']);
			const tokens = [first!, second!].map(({ text }) => tokenIn(text));
			expect(tokens[0]).not.toBe(tokens[1]);
			for (const token of tokens) expect(await accounts.open(post.app, token)).not.toBeNull();
			await accounts.accept(post.app, tokens[0]!, { password: 'a long enough sentence' });
			expect(await accounts.open(post.app, tokens[1]!)).toBeNull();
		});

		it('tries again where the server refuses for now, and says what it said', async () => {
			let busy = true;
			const answer = () => (busy ? '450 4.2.0 Greylisted' : undefined);
			const post = await aPost(await fresh(), { answer });
			await remind(post);
			await runJobs(post.app);
			expect(await post.mails()).toMatchObject([
				{
					state: 'waiting',
					attempts: 1,
					error: 'The mail server refused it for now. It said: 450 4.2.0 Greylisted'
				}
			]);
			busy = false;
			post.app.pass(MINUTE);
			await runJobs(post.app);
			expect(await post.mails()).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
			expect(post.sink.received).toHaveLength(1);
		});

		it('gives up in the end, and sends again to the address the person has then', async () => {
			let away = true;
			const answer = () => (away ? '451 Not now' : undefined);
			const post = await aPost(await fresh(), { answer });
			await remind(post);
			for (let day = 0; day < 15; day += 1) {
				await runJobs(post.app);
				post.app.pass(DAY);
			}
			expect(await post.mails()).toMatchObject([{ state: 'failed' }]);
			away = false;
			await setUser(post, { email: 'ada@elsewhere.test' });
			const { app, coordinator, study } = post;
			expect(await mailing.sendAgain(app, coordinator.actor, study.slug, null)).toBe(1);
			await runJobs(app);
			expect(post.sink.received.map(({ to }) => to)).toEqual([['ada@elsewhere.test']]);
			expect(await post.mails()).toMatchObject([{ state: 'sent', attempts: 1, error: null }]);
		});

		it('fails at once where the server refuses for good', async () => {
			const post = await aPost(await fresh(), { answer: () => '550 5.1.1 No such user' });
			await remind(post);
			await runJobs(post.app);
			expect(await post.mails()).toMatchObject([
				{
					state: 'failed',
					error: 'The mail server refused it. It said: 550 5.1.1 No such user'
				}
			]);
			post.app.pass(DAY);
			await runJobs(post.app);
			expect(await post.mails()).toMatchObject([{ attempts: 1 }]);
		});

		it.each<[string, Partial<users.NewUser>, string]>([
			['disabled', { disabledAt: START }, 'The account is disabled.'],
			['unsubscribed', { unremindedAt: START }, 'The person asked for no more reminders.'],
			[
				'at another address',
				{ email: 'ada@elsewhere.test' },
				'The address of the person was changed meanwhile.'
			]
		])('sends nothing any more to somebody who is %s by then', async (_, change, error) => {
			const post = await aPost(await fresh());
			await remind(post);
			await setUser(post, change);
			await runJobs(post.app);
			expect(post.sink.received).toEqual([]);
			expect(await post.mails()).toMatchObject([{ state: 'dropped', error }]);
		});

		it('sends nothing any more to somebody who is done, paused or has left by then', async () => {
			const cases: [error: string, first: (post: Post) => Promise<unknown>][] = [
				[
					'No case waits for the person any more.',
					({ db }) =>
						write(db, ({ q, t }) =>
							run(q.update(t.assignments).set({ state: 'submitted' }).returning())
						)
				],
				[
					'The person is paused.',
					({ db, ada }) =>
						write(db, ({ q, t }) =>
							run(
								q
									.update(t.members)
									.set({ pausedAt: START })
									.where(eq(t.members.id, ada.memberId))
									.returning()
							)
						)
				],
				[
					'The person has left the study.',
					({ db, ada }) =>
						write(db, ({ q, t }) =>
							run(
								q
									.update(t.members)
									.set({ leftAt: START })
									.where(eq(t.members.id, ada.memberId))
									.returning()
							)
						)
				]
			];
			for (const [error, first] of cases) {
				const post = await aPost(await fresh());
				await remind(post);
				await first(post);
				await runJobs(post.app);
				expect(post.sink.received).toEqual([]);
				expect(await post.mails()).toMatchObject([{ state: 'dropped', error }]);
			}
		});

		it('makes no header of what somebody typed', async () => {
			const name = 'Ada\r\nBcc: all@elsewhere.test';
			const post = await aPost(await fresh(), {}, { ...JOINED, name });
			const words = { en: { subject: 'For {name}', body: '{link}' } };
			const { app, coordinator, study, ada } = post;
			await mailing.remind(app, coordinator.actor, study.slug, {
				memberIds: [ada.memberId],
				words
			});
			await runJobs(app);
			const [mail] = post.sink.received;
			expect(mail!.to).toEqual([ada.email]);
			expect(mail!.headers).toMatchObject({ subject: 'For Ada Bcc: all@elsewhere.test' });
			expect(mail!.headers).not.toHaveProperty('bcc');
		});

		it('tells of new cases once, and only those who can come in', async () => {
			const post = await aPost(await fresh());
			const { app, study, ada, coordinator } = post;
			const memberIds = [ada.memberId, coordinator.memberId];
			const tell = () =>
				write(post.db, (tx) => mailing.tellOpened(tx, app, { studyId: study.id, memberIds }));
			expect(await tell()).toBe(1);
			expect(await tell()).toBe(0);
			await runJobs(app);
			expect(post.sink.received).toHaveLength(1);
			expect(post.sink.received[0]!.text).toContain(
				'Your cases in Chest pain are ready: 2 cases, 6 actions in all.'
			);
			await setUser(post, { passwordHash: null });
			expect(await tell()).toBe(0);
			const without = { ...app, mail: null };
			await setUser(post, JOINED);
			expect(
				await write(post.db, (tx) =>
					mailing.tellOpened(tx, without, { studyId: study.id, memberIds })
				)
			).toBe(0);
		});

		it('sends a hundred mails within seconds', async () => {
			const post = await aPost(await fresh());
			const { db, app, study } = post;
			const userIds = await write(db, function* (tx) {
				const ids: number[] = [];
				for (let n = 0; n < 100; n += 1) {
					const email = `many-${n}@primum.test`;
					ids.push((yield* users.insert(tx, { name: `N ${n}`, email, createdAt: START })).id);
				}
				return ids;
			});
			await write(db, function* (tx) {
				for (const userId of userIds) {
					yield* mailing.queue(tx, { kind: 'password', studyId: null, userId });
				}
			});
			const began = performance.now();
			await Promise.all([1, 2, 3, 4].map(() => runJobs(app)));
			expect(performance.now() - began).toBeLessThan(15_000);
			const ids = post.sink.received.map(({ headers }) => headers['message-id']);
			expect(new Set(ids).size).toBe(100);
			expect(ids).toHaveLength(100);
			expect(study.id).toBeGreaterThan(0);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
