/** Submissions: scored, decided on, and told to whoever sent them. */
import { describe, expect, it } from 'vitest';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { runErrand } from '../endpoints/programs.ts';
import { everyRow, START, write } from '../support.ts';
import { aBoard, aFile, recordsOf, refused } from './submitting-support.ts';

onEach(
	({ fresh }) => {
		describe('what was scored', () => {
			it('is told to its sender, who sees totals if the board shows them', async () => {
				const { app, db, at, send, submitter } = await aBoard(await fresh());
				app.mail = { url: 'smtp://127.0.0.1:9', from: 'primum@primum.test' };
				const id = await send();
				expect((await submitting.show(app, at(), id)).errand).toMatchObject({ state: 'waiting' });
				await runErrand(app);
				const shown = await submitting.show(app, at(), id);
				expect(shown).toMatchObject({ state: 'waiting', hidden: null, errand: { state: 'done' } });
				// Everything that should be done is done, and nothing else.
				expect(shown.result).toMatchObject({ scheme: 'mast-2026-07', headline: 'F1_weighted' });
				// Of the three cases one is held out, and in no total of a sender before publication.
				expect(shown.result).toMatchObject({ over: 'open' });
				expect(shown.result!.totals).toContainEqual(
					expect.objectContaining({ name: 'F1_weighted', value: 1, ci95: [1, 1], cases: 2 })
				);
				expect(JSON.stringify(shown)).not.toMatch(/Card001|Derm002|Card009/);
				expect(await everyRow(db, (t) => t.mails)).toMatchObject([
					{ kind: 'submission-scored', userId: submitter.id, askedBy: null, state: 'waiting' }
				]);
			});

			it('says the same of itself to its sender whatever was answered to held-out cases', async () => {
				const { app, at, send, coordinator } = await aBoard(await fresh());
				const open = { Card001: [1], Derm002: [1, 2] };
				const ids = [
					await send(aFile(recordsOf({ ...open, Card009: [1, 3] }))),
					await send(aFile(recordsOf({ ...open, Card009: [2] })), { name: 'Beta' })
				];
				while (await runErrand(app));
				const seen = async (who?: typeof coordinator) => {
					const [one, other] = await Promise.all(
						ids.map((id) => submitting.show(app, at(who), id))
					);
					return [one!.result, other!.result];
				};
				const [one, other] = await seen();
				expect(one).toEqual(other);
				expect(one!.totals.every(({ cases }) => cases <= 2)).toBe(true);
				const [whole, worse] = await seen(coordinator);
				expect(whole).toMatchObject({ over: 'all' });
				expect(whole).not.toEqual(worse);
			});

			it('is kept to those who run the study where the board shows it later', async () => {
				const { app, at, send, coordinator } = await aBoard(await fresh(), {
					showsOwnResult: false
				});
				const id = await send();
				await runErrand(app);
				expect(await submitting.show(app, at(), id)).toMatchObject({
					result: null,
					hidden: 'kept'
				});
				const seen = await submitting.show(app, at(coordinator), id);
				expect(seen).toMatchObject({ hidden: null, result: { headline: 'F1_weighted' } });
			});

			it('is scored though its sender may send no more, and does not count where it failed', async () => {
				const { app, db, at, send, stored, submitter } = await aBoard(await fresh());
				const first = await send();
				await write(db, (tx) => users.setDisabled(tx, submitter.id, START));
				await runErrand(app);
				expect(await stored(first)).toMatchObject({ state: 'waiting' });
				await write(db, (tx) => users.setDisabled(tx, submitter.id, null));
				const next = await send(aFile(recordsOf({ Card001: [1] })));
				expect((await submitting.portal(app, at())).allowed.sent).toBe(2);
				await submitting.unfinished(app, { submission: next }, 'It failed.');
				expect((await submitting.portal(app, at())).allowed.sent).toBe(1);
			});

			it('is not brought back by its scoring once it was withdrawn', async () => {
				const { app, db, at, send, stored } = await aBoard(await fresh());
				app.mail = { url: 'smtp://127.0.0.1:9', from: 'primum@primum.test' };
				const id = await send();
				await submitting.withdraw(app, at(), { id, reason: 'A slip.' });
				await runErrand(app);
				expect(await stored(id)).toMatchObject({ state: 'withdrawn' });
				expect(await everyRow(db, (t) => t.mails)).toEqual([]);
			});
		});

		describe('a decision', () => {
			it('is made by those who run the study', async () => {
				const { app, slug, send, scored, submitter } = await aBoard(await fresh());
				const id = await send();
				await scored(id);
				const by = submitter.actor;
				const forbidden = refused('forbidden', /does not include this/);
				await expect(submitting.approve(app, by, slug, { id })).rejects.toEqual(forbidden);
				await expect(submitting.reject(app, by, slug, { id, reason: 'No.' })).rejects.toEqual(
					forbidden
				);
			});

			it('waits for the scoring, and for a reason', async () => {
				const { app, slug, send, scored, coordinator, stored } = await aBoard(await fresh());
				const id = await send();
				const { actor } = coordinator;
				await expect(submitting.approve(app, actor, slug, { id })).rejects.toEqual(
					refused('conflict', '"Alpha 1" is still being scored. Look at it as it is now.')
				);
				await scored(id);
				await expect(submitting.reject(app, actor, slug, { id, reason: '' })).rejects.toThrow(
					'say why it is rejected'
				);
				await submitting.reject(app, actor, slug, { id, reason: 'It is there twice.' });
				expect(await stored(id)).toMatchObject({
					...{ state: 'rejected', reason: 'It is there twice.', decidedAt: START },
					decidedBy: coordinator.id
				});
				await submitting.approve(app, actor, slug, { id });
				expect(await stored(id)).toMatchObject({ state: 'approved', reason: null });
			});

			it('of two at once is one, and the other is told', async () => {
				const { app, slug, send, scored, coordinator } = await aBoard(await fresh());
				const id = await send();
				await scored(id);
				const seen = 'waiting' as const;
				await submitting.reject(app, coordinator.actor, slug, { id, seen, reason: 'No.' });
				await expect(
					submitting.approve(app, coordinator.actor, slug, { id, seen })
				).rejects.toEqual(
					refused(
						'conflict',
						`"Alpha 1" was rejected by ${coordinator.name} on 2 November at 08:00 UTC, while you had it open. Look at it as it is now.`
					)
				);
			});

			it('does not put an earlier version in the place of a later one', async () => {
				const { app, slug, send, scored, coordinator } = await aBoard(await fresh());
				const { actor } = coordinator;
				const first = await send();
				const next = await send(aFile(recordsOf({ Card001: [1] })), { revises: first });
				for (const id of [first, next]) await scored(id);
				await submitting.approve(app, actor, slug, { id: next });
				await expect(submitting.approve(app, actor, slug, { id: first })).rejects.toEqual(
					refused('conflict', 'A later version of "Alpha 1" is on the board: version 2.')
				);
				await submitting.reject(app, actor, slug, { id: next, reason: 'A wrong file.' });
				expect(await submitting.approve(app, actor, slug, { id: first })).toBe('Alpha 1');
			});

			it('is told to the sender by mail, with the reason', async () => {
				const { app, db, slug, send, scored, coordinator, submitter } = await aBoard(await fresh());
				app.mail = { url: 'smtp://127.0.0.1:9', from: 'primum@primum.test' };
				const id = await send(aFile(), { name: 'Alpha {name}' });
				await scored(id);
				const { actor } = coordinator;
				await submitting.reject(app, actor, slug, { id, reason: 'Too {link}\nshort.' });
				await submitting.approve(app, actor, slug, { id });
				const mails = await everyRow(db, (t) => t.mails);
				expect(mails).toMatchObject([
					{ kind: 'submission-rejected', userId: submitter.id, askedBy: coordinator.id },
					{ kind: 'submission-approved', userId: submitter.id, askedBy: coordinator.id }
				]);
				const [rejected, approved] = mails as [(typeof mails)[0], (typeof mails)[0]];
				expect(rejected.body).toContain('The reason given is: Too (link) short.');
				expect(rejected.body).toContain(`https://primum.test/submit/${slug}/1/${id}`);
				expect(rejected.subject).toBe('{study}: Alpha (name) was not approved');
				expect(approved.body).toContain('Your submission Alpha (name) to release 1 of {study}');
			});

			it('is told to nobody who decided on their own, or cannot be told', async () => {
				const { app, db, slug, send, scored, coordinator } = await aBoard(await fresh());
				const id = await send(aFile(), { who: coordinator });
				await scored(id);
				await submitting.approve(app, coordinator.actor, slug, { id });
				app.mail = { url: 'smtp://127.0.0.1:9', from: 'primum@primum.test' };
				await submitting.reject(app, coordinator.actor, slug, { id, reason: 'No.' });
				expect(await everyRow(db, (t) => t.mails)).toEqual([]);
			});
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
