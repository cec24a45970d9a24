/** Reminders reach those for whom cases wait, once, and nobody else. */
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import { run } from '#lib/server/db/steps.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import type { Member } from '#lib/server/store/members.ts';
import type { User } from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aMember, anAssignment, DAY, everyRow, HOUR, MINUTE, START, write } from '../support.ts';
import { aPost, JOINED, runJobs } from './mailing-support.ts';

/** A Monday at nine in the morning by the clock of this machine, about a week after the cases were given. */
const MONDAY = new Date(2026, 10, 9, 9).getTime();

const setMember = (db: Database, id: number, change: Partial<Member>) =>
	write(db, ({ q, t }) =>
		run(q.update(t.members).set(change).where(eq(t.members.id, id)).returning())
	);
const setUser = (db: Database, id: number, change: Partial<User>) =>
	write(db, ({ q, t }) => run(q.update(t.users).set(change).where(eq(t.users.id, id)).returning()));

/** Six raters beside Ada, each with the first case, and each somebody who is not reminded, but the last. */
async function aMixedStudy(db: Database) {
	const post = await aPost(db);
	const { study, cases } = post;
	const add = async (name: string, given: object = JOINED) => {
		const member = await aMember(db, study, 'rater', { name, ...given });
		await anAssignment(db, study, cases[0]!, member);
		return member;
	};
	const people = {
		gone: await add('Gone'),
		rests: await add('Rests'),
		quiet: await add('Quiet', { ...JOINED, unremindedAt: START }),
		new: await add('New', {}),
		shut: await add('Shut', { ...JOINED, disabledAt: START }),
		done: await aMember(db, study, 'rater', { name: 'Done', ...JOINED })
	};
	await setMember(db, people.gone.memberId, { leftAt: START });
	await setMember(db, people.rests.memberId, { pausedAt: START, pausedUntil: START + DAY });
	return { ...post, people };
}

onEach(
	({ fresh, again }) => {
		it('reminds those of the chosen for whom cases wait, and says of the others why not', async () => {
			const { app, study, coordinator, ada, people, sink } = await aMixedStudy(await fresh());
			const memberIds = [ada, ...Object.values(people)].map(({ memberId }) => memberId);
			const outcome = await mailing.remind(app, coordinator.actor, study.slug, { memberIds });
			expect(outcome).toEqual({
				reminded: 1,
				leftOut: [
					{ name: 'Gone', why: 'left' },
					{ name: 'Rests', why: 'paused' },
					{ name: 'Quiet', why: 'unsubscribed' },
					{ name: 'New', why: 'not joined' },
					{ name: 'Shut', why: 'disabled' },
					{ name: 'Done', why: 'done' }
				]
			});
			await runJobs(app);
			expect(sink.received.map(({ to }) => to)).toEqual([[ada.email]]);
			const unsubscribe = sink.received[0]!.headers['list-unsubscribe'];
			expect(unsubscribe).toMatch(/^<https:\/\/primum\.test\/unsubscribe\/\d+\.[\w-]{43}>$/);
			expect(sink.received[0]!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
			expect(sink.received[0]!.text).toContain(unsubscribe!.slice(1, -1));
		});

		it('reminds once where the form is sent twice, and refuses where nobody is left', async () => {
			const { app, study, coordinator, ada, mails } = await aPost(await fresh());
			const send = () =>
				mailing.remind(app, coordinator.actor, study.slug, { memberIds: [ada.memberId] });
			const both = await Promise.allSettled([send(), send()]);
			expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			await expect(send()).rejects.toMatchObject({
				kind: 'conflict',
				message: 'Nobody of them is to be reminded: Ada Quist (reminded just now).'
			});
			app.pass(HOUR);
			await send();
			expect(await mails()).toHaveLength(2);
		});

		it('says this time what was written for it, in the language it was written in', async () => {
			const db = await fresh();
			const { app, study, cases, coordinator, ada, sink } = await aPost(db);
			const german = await aMember(db, study, 'rater', { ...JOINED, language: 'de' });
			await anAssignment(db, study, cases[0]!, german);
			const memberIds = [ada.memberId, german.memberId];
			const words = { en: { subject: 'Only today', body: '{cases}: {link}' } };
			await mailing.remind(app, coordinator.actor, study.slug, { memberIds, words });
			await runJobs(app);
			expect(sink.received.map(({ headers }) => headers.subject).sort()).toEqual([
				'Chest pain: noch 1 Fall',
				'Only today'
			]);
		});

		it('lists who can be reminded first, the longest silent before the others', async () => {
			const db = await fresh();
			const { app, study, coordinator, ada, people, cases } = await aMixedStudy(db);
			const late = await aMember(db, study, 'rater', { name: 'Late', ...JOINED });
			await anAssignment(db, study, cases[0]!, late);
			await setUser(db, late.id, { seenAt: START + 9 * DAY });
			app.pass(10 * DAY);
			const assignment = (await everyRow(db, (t) => t.assignments)).find(
				({ memberId }) => memberId === ada.memberId
			)!;
			await write(db, ({ q, t }) =>
				run(
					q
						.insert(t.ratings)
						.values({
							...{ assignmentId: assignment.id, actionId: cases[0]!.actions[0]!.id, score: 5 },
							...{ comment: '', flags: [], activeMs: 1, version: 1 },
							...{ createdAt: START + 4 * DAY, updatedAt: START + 4 * DAY }
						})
						.returning()
				)
			);
			const seen = await mailing.toRemind(app, coordinator.actor, study.slug, {
				chosen: [],
				page: 1
			});
			const told = seen.people.rows.map(({ name, cases: open, silentDays, why, proposed }) => ({
				...{ name, open, silentDays, why, proposed }
			}));
			expect(told).toEqual([
				{ name: 'Rests', open: 1, silentDays: 10, why: null, proposed: true },
				{ name: 'Ada Quist', open: 2, silentDays: 6, why: null, proposed: false },
				{ name: 'Late', open: 1, silentDays: 1, why: null, proposed: false },
				{ name: 'Gone', open: 1, silentDays: 10, why: 'left', proposed: false },
				{ name: 'Quiet', open: 1, silentDays: 10, why: 'unsubscribed', proposed: false },
				{ name: 'New', open: 1, silentDays: 10, why: 'not joined', proposed: false },
				{ name: 'Shut', open: 1, silentDays: 10, why: 'disabled', proposed: false }
			]);
			expect(seen.done).toBe(1);
			const chosen = [people.done.memberId, ada.memberId];
			const asked = await mailing.toRemind(app, coordinator.actor, study.slug, { chosen, page: 1 });
			expect(asked.people.rows.map(({ name, why, proposed }) => [name, why, proposed])).toEqual([
				['Ada Quist', null, true],
				['Done', 'done', false]
			]);
		});

		it('reminds nobody while the round is locked', async () => {
			const { app, study, coordinator, ada } = await aPost(await fresh());
			await rounds.setLocked(app, coordinator.actor, study.slug, true);
			const memberIds = [ada.memberId];
			await expect(
				mailing.remind(app, coordinator.actor, study.slug, { memberIds })
			).rejects.toMatchObject({ message: 'Nobody of them is to be reminded: Ada Quist (done).' });
		});

		it('reminds the silent by itself: by day, not again within the days agreed on, and no others', async () => {
			const db = await fresh();
			const { app, study, coordinator, ada, mails, sink, people } = await aMixedStudy(db);
			const settings = { remindsItself: true, silentDays: 6, remindEveryDays: 3 };
			const look = () => mailing.remindTheSilent(app);
			app.pass(MONDAY - START);
			await setMember(db, people.rests.memberId, { leftAt: START });
			await look();
			expect(await mails()).toEqual([]);
			await mailing.setReminders(app, coordinator.actor, study.slug, settings);
			await look();
			// As after a restart in the middle of it.
			await look();
			await runJobs(app);
			expect(await mails()).toMatchObject([
				{ userId: ada.id, kind: 'reminder', automatic: true, askedBy: null, state: 'sent' }
			]);
			expect(sink.received).toHaveLength(1);
			expect(sink.received[0]!.text).toContain('Grace Okafor');
			app.pass(3 * DAY - MINUTE);
			await look();
			expect(await mails()).toHaveLength(1);
			app.pass(MINUTE);
			await look();
			expect(await mails()).toHaveLength(2);
			// Sunday, and then Monday before eight.
			app.pass(3 * DAY);
			await look();
			app.pass(22 * HOUR);
			await look();
			expect(await mails()).toHaveLength(2);
			await setUser(db, ada.id, { unremindedAt: START });
			app.pass(2 * HOUR);
			await look();
			expect(await mails()).toHaveLength(2);
		});

		it('is planned once, for nine of a working day, and plans itself again', async () => {
			const db = await fresh();
			const { app } = await aPost(db);
			await mailing.planReminders(app);
			await mailing.planReminders(app);
			const planned = async () =>
				(await everyRow(db, (t) => t.jobs)).filter(
					({ kind, state }) => kind === mailing.REMIND && state === 'waiting'
				);
			const [first, ...others] = await planned();
			expect(others).toEqual([]);
			app.pass(first!.runAt - START);
			await runJobs(app);
			const [second, ...more] = await planned();
			expect(more).toEqual([]);
			expect(second!.runAt - first!.runAt).toBe(DAY);
		});

		it('reminds once where two processes look at the same moment', async () => {
			const db = await fresh();
			const { app, study, coordinator, mails } = await aPost(db);
			const settings = { remindsItself: true, silentDays: 6, remindEveryDays: 3 };
			await mailing.setReminders(app, coordinator.actor, study.slug, settings);
			app.pass(MONDAY - START);
			const other = { ...app, db: again(db) };
			await Promise.all([mailing.remindTheSilent(app), mailing.remindTheSilent(other)]);
			expect(await mails()).toHaveLength(1);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
