/** Submissions: checked, sent, revised and withdrawn by whoever sends them, within what a day allows. */
import { describe, expect, it } from 'vitest';
import * as people from '#lib/server/services/people/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as submissions from '#lib/server/store/submissions.ts';
import { onEach } from '../databases.ts';
import { ask, DAY, everyRow, everything, HOUR, START } from '../support.ts';
import { aBoard, aFile, recordsOf, refused, WHOLE } from './submitting-support.ts';

const FORM = ['case,action,recommend', 'Derm002,1,yes', 'Derm002,2,no'].join('\n');

const BAD = [
	recordsOf({ Card001: [1] }),
	'{"id":"Card404","options":[]}',
	recordsOf({ Card001: [2] }),
	'{"id":"Derm002","options":[{"id":1,"matched":true}]}'
].join('\n');

onEach(
	({ fresh }) => {
		describe('a check', () => {
			it('says what is covered, and keeps nothing', async () => {
				const { db, app, at } = await aBoard(await fresh());
				const before = await everything(db);
				expect(await submitting.check(app, at(), aFile())).toEqual({
					...{ form: 'judge', records: 3, missing: [], problems: [], of: 0 },
					covers: { items: 3, of: 3, cases: 3, ofCases: 3, heldOut: 1 }
				});
				expect(await submitting.check(app, at(), aFile(FORM, 'choices.csv'))).toEqual({
					...{ form: 'forced-choice', records: 1, problems: [], of: 0 },
					missing: ['Card001', 'Card009'],
					covers: { items: 1, of: 3, cases: 1, ofCases: 3, heldOut: 0 }
				});
				expect(await everything(db)).toEqual(before);
			});

			it('lists every bad record with its line and why', async () => {
				const { app, at } = await aBoard(await fresh());
				const { problems, of, records } = await submitting.check(app, at(), aFile(BAD));
				expect(records).toBe(1);
				expect(of).toBe(3);
				expect(problems).toEqual([
					{
						...{ where: 'records.jsonl', line: 2, field: 'id' },
						message: '"Card404" is no case of this set: use the ids of its items.'
					},
					{
						...{ where: 'records.jsonl', line: 3, field: 'id' },
						message: 'Card001, trial 1 is on line 1 already: keep one of the two.'
					},
					{
						...{ where: 'records.jsonl', line: 4, field: 'options' },
						message: 'action 2 of Derm002 must be named too, done or not.'
					}
				]);
			});

			it('is of one file of somebody’s at a time', async () => {
				const { app, at, rival } = await aBoard(await fresh());
				const [first, second, other] = await Promise.allSettled([
					submitting.check(app, at(), aFile()),
					submitting.check(app, at(), aFile()),
					submitting.check(app, at(rival), aFile())
				]);
				const states = [first, second].map(({ status }) => status).sort();
				expect(states).toEqual(['fulfilled', 'rejected']);
				expect(other.status).toBe('fulfilled');
				const lost = [first, second].find((one) => one.status === 'rejected')!;
				expect(lost.reason).toEqual(refused('conflict', /^Another file of yours is being checked/));
				expect((await submitting.check(app, at(), aFile())).records).toBe(3);
			});

			it('is for those who submit and those who run the study', async () => {
				const { app, at, coordinator, rater } = await aBoard(await fresh());
				expect((await submitting.check(app, at(coordinator), aFile())).records).toBe(3);
				await expect(submitting.check(app, at(rater), aFile())).rejects.toEqual(
					refused('forbidden', /does not include this/)
				);
			});
		});

		describe('what is sent', () => {
			it('is kept as it is, with who sent it, and waits to be scored', async () => {
				const { db, send, stored, submitter, board } = await aBoard(await fresh());
				const id = await send(aFile(), { about: ' As it\r\nanswered. ' });
				expect(await stored(id)).toMatchObject({
					...{ boardId: board.id, version: 1, kind: 'model', name: 'Alpha 1', state: 'scoring' },
					...{ provider: 'Alpha Ltd', about: 'As it\nanswered.', people: null, form: 'judge' },
					...{ fileName: 'records.jsonl', bytes: WHOLE.length, records: 3, termsVersion: null },
					coverage: { items: 3, of: 3, cases: 3, ofCases: 3, heldOut: 1 },
					...{ memberId: submitter.memberId, userId: submitter.id, createdAt: START }
				});
				const parts = await ask(db, submissions.parts, { submissionId: id, first: 0, last: 9 });
				expect(Buffer.concat(parts.map(({ content }) => content)).toString()).toBe(WHOLE);
				const errands = await everyRow(db, (t) => t.errands);
				expect(errands).toMatchObject([
					{ kind: 'score', asked: { submission: id }, state: 'waiting', userId: submitter.id }
				]);
			});

			it('is refused whole where a record is bad, with all of them', async () => {
				const { db, send } = await aBoard(await fresh());
				const before = await everything(db);
				await expect(send(aFile(BAD))).rejects.toMatchObject({
					kind: 'invalid',
					message: 'Nothing was sent: the file has 3 problems. Mend it, then send it again.',
					problems: [{ line: 2 }, { line: 3 }, { line: 4 }]
				});
				await expect(send(aFile(''))).rejects.toMatchObject({
					message: 'Nothing was sent: the file has a problem. Mend it, then send it again.'
				});
				expect(await everything(db)).toEqual(before);
			});

			it('is sent once, however often somebody presses', async () => {
				const { db, send, app, at } = await aBoard(await fresh());
				const twice = await Promise.allSettled([send(), send()]);
				expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
				await expect(send(aFile(), { name: 'Beta' })).rejects.toEqual(
					refused(
						'conflict',
						'This very file was sent before, as "Alpha 1", version 1. Nothing was sent again.'
					)
				);
				const { id } = (await everyRow(db, (t) => t.submissions))[0]!;
				await submitting.withdraw(app, at(), { id, reason: 'A slip.' });
				expect(await send()).toBeGreaterThan(id);
			});

			it('is taken while the board takes submissions', async () => {
				const closed = await aBoard(await fresh(), { accepts: false });
				await expect(closed.send()).rejects.toEqual(
					refused('missing', /has no leaderboard of release 1 to submit to/)
				);
				await expect(closed.send(aFile(), { who: closed.coordinator })).rejects.toEqual(
					refused('conflict', 'The leaderboard of release 1 takes no submissions at present.')
				);
			});

			it('comes with the terms that hold', async () => {
				const { send, stored } = await aBoard(await fresh(), {
					terms: 'Be fair.',
					termsVersion: 4
				});
				await expect(send()).rejects.toEqual(refused('invalid', 'Agree to the terms first.'));
				await expect(send(aFile(), { terms: 3 })).rejects.toEqual(
					refused('invalid', /^The terms were changed while you had them open/)
				);
				expect(await stored(await send(aFile(), { terms: 4 }))).toMatchObject({ termsVersion: 4 });
			});

			it('is limited to a number a day for each team, and for nobody who runs the study', async () => {
				const { app, db, send, rival, coordinator } = await aBoard(await fresh(), {
					dailyLimit: 2
				});
				const file = (at: number) => aFile(recordsOf({ Card001: [at] }));
				await send(file(0));
				await send(file(1));
				const before = await everything(db);
				await expect(send(file(2))).rejects.toMatchObject({
					kind: 'slow-down',
					message:
						'Your team may send 2 submissions a day and has sent 2 today: the next can be sent on 3 November from 00:00 UTC.',
					retryAfter: 16 * 60 * 60
				});
				expect(await everything(db)).toEqual(before);
				await send(file(2), { who: rival });
				for (const at of [0, 1, 2, 3]) await send(file(at), { who: coordinator });
				app.pass(16 * HOUR - 1);
				await expect(send(file(2))).rejects.toThrow('the next can be sent');
				app.pass(1);
				await send(file(2));
			});
		});

		describe('a further version', () => {
			it('keeps the history, and takes no place before it is approved', async () => {
				const { app, at, slug, send, scored, stored, coordinator } = await aBoard(await fresh());
				const first = await send();
				await scored(first);
				await submitting.approve(app, coordinator.actor, slug, { id: first });
				const next = await send(aFile(recordsOf({ Card001: [1, 3] })), { revises: first });
				expect(await stored(next)).toMatchObject({ version: 2, state: 'scoring' });
				expect((await stored(next))!.entry).toBe((await stored(first))!.entry);
				expect(await stored(first)).toMatchObject({ state: 'approved' });
				await scored(next);
				await submitting.approve(app, coordinator.actor, slug, { id: next });
				expect(await stored(first)).toMatchObject({ state: 'superseded' });
				expect((await submitting.show(app, at(), next)).versions).toMatchObject([
					{ id: next, version: 2, state: 'approved' },
					{ id: first, version: 1, state: 'superseded' }
				]);
			});

			it('may have the same file where it says something else of itself', async () => {
				const { send, stored } = await aBoard(await fresh());
				const first = await send();
				await expect(send(aFile(), { revises: first })).rejects.toThrow('sent before');
				const next = await send(aFile(), { revises: first, name: 'Alpha one' });
				expect(await stored(next)).toMatchObject({ version: 2, name: 'Alpha one' });
			});

			it('stays what it is: a model does not become people, nor people a model', async () => {
				const { db, send } = await aBoard(await fresh());
				const model = await send();
				const other = () => aFile(recordsOf({ Card001: [1] }));
				const people = await send(other(), { kind: 'human', people: 5, name: 'Five' });
				const before = await everything(db);
				await expect(
					send(aFile(recordsOf({ Card001: [2] })), { revises: model, kind: 'human', people: 3 })
				).rejects.toEqual(
					refused('conflict', /^"Alpha 1" is of a model, and so are all its versions/)
				);
				await expect(send(other(), { revises: people, name: 'Six' })).rejects.toEqual(
					refused('conflict', /^"Five" is of people, and so are all its versions/)
				);
				expect(await everything(db)).toEqual(before);
			});

			it('by whoever runs the study is new within its entry, and takes nothing of its sender’s day', async () => {
				const { app, slug, at, send, scored, coordinator } = await aBoard(await fresh());
				const first = await send();
				const twice = { who: coordinator, revises: first };
				await expect(send(aFile(), twice)).rejects.toThrow('sent before');
				const other = aFile(recordsOf({ Card001: [1] }));
				await send(other, { who: coordinator, name: 'Their own' });
				const next = await send(other, twice);
				expect((await submitting.portal(app, at())).allowed.sent).toBe(1);
				// What was replaced is gone: its file can come back as a version.
				for (const id of [first, next]) {
					await scored(id);
					await submitting.approve(app, coordinator.actor, slug, { id });
				}
				expect(await send(aFile(), { revises: next })).toBeGreaterThan(next);
			});

			it('is of one’s own, and of nothing that was withdrawn altogether', async () => {
				const { app, at, send, rival, coordinator, stored, submitter } = await aBoard(
					await fresh()
				);
				const first = await send();
				const other = aFile(recordsOf({ Derm002: [1] }));
				await expect(send(other, { who: rival, revises: first })).rejects.toEqual(
					refused('missing', 'There is no such submission of yours to this leaderboard.')
				);
				const theirs = await send(other, { who: coordinator, revises: first });
				expect(await stored(theirs)).toMatchObject({ memberId: submitter.memberId, version: 2 });
				for (const id of [first, theirs]) {
					await submitting.withdraw(app, at(), { id, reason: 'It was a draft.' });
				}
				await expect(send(aFile(), { revises: first })).rejects.toEqual(
					refused('conflict', '"Alpha 1" was withdrawn: send what you have as a new submission.')
				);
			});
		});

		describe('whoever withdraws', () => {
			it('says why, and takes it back for good', async () => {
				const { app, at, slug, send, scored, stored, coordinator } = await aBoard(await fresh());
				const id = await send();
				await expect(submitting.withdraw(app, at(), { id, reason: ' ' })).rejects.toThrow(
					'say why'
				);
				expect(await submitting.withdraw(app, at(), { id, reason: ' A slip. ' })).toBe('Alpha 1');
				expect(await stored(id)).toMatchObject({ state: 'withdrawn', reason: 'A slip.' });
				await expect(submitting.withdraw(app, at(), { id, reason: 'Again.' })).rejects.toEqual(
					refused('conflict', '"Alpha 1" was withdrawn already: there is nothing to withdraw.')
				);
				expect(await scored(id)).toBeUndefined();
				await expect(submitting.approve(app, coordinator.actor, slug, { id })).rejects.toEqual(
					refused('conflict', '"Alpha 1" was withdrawn. Look at it as it is now.')
				);
			});

			it('is who sent it: who runs the study rejects it', async () => {
				const { app, at, send, rival, coordinator, stored } = await aBoard(await fresh());
				const id = await send();
				await expect(submitting.withdraw(app, at(rival), { id, reason: 'Mine.' })).rejects.toEqual(
					refused('missing', 'There is no such submission of yours to this leaderboard.')
				);
				const asked = { id, reason: 'It was asked for.' };
				await expect(submitting.withdraw(app, at(coordinator), asked)).rejects.toEqual(
					refused('conflict', /^Only whoever sent "Alpha 1" can withdraw it\./)
				);
				expect(await stored(id)).toMatchObject({ state: 'scoring' });
				expect((await submitting.show(app, at(coordinator), id)).isOwn).toBe(false);
				const theirs = await send(aFile(recordsOf({ Card001: [2] })), { who: coordinator });
				await submitting.withdraw(app, at(coordinator), { id: theirs, reason: 'A slip.' });
				expect(await stored(theirs)).toMatchObject({ state: 'withdrawn' });
			});

			it('takes back what was rejected or replaced too, so that nobody approves it again', async () => {
				const { app, at, slug, send, scored, coordinator } = await aBoard(await fresh());
				const { actor } = coordinator;
				const first = await send();
				const next = await send(aFile(recordsOf({ Card001: [1] })), { revises: first });
				for (const id of [first, next]) {
					await scored(id);
					await submitting.approve(app, actor, slug, { id });
				}
				await submitting.reject(app, actor, slug, { id: next, reason: 'A wrong file.' });
				for (const id of [first, next]) {
					await submitting.withdraw(app, at(), { id, reason: 'Both are wrong.' });
					await expect(submitting.approve(app, actor, slug, { id })).rejects.toEqual(
						refused('conflict', '"Alpha 1" was withdrawn. Look at it as it is now.')
					);
				}
			});
		});

		describe('what somebody sees', () => {
			it('is their own; those who run the study see all', async () => {
				const { app, at, send, rival, coordinator } = await aBoard(await fresh());
				const mine = await send();
				const theirs = await send(aFile(recordsOf({ Card001: [1] })), {
					who: rival,
					name: 'Rival'
				});
				const ids = async (who: typeof rival) =>
					(await submitting.list(app, at(who), { limit: 9, offset: 0 })).map(({ id }) => id);
				expect(await ids(rival)).toEqual([theirs]);
				expect(await ids(coordinator)).toEqual([theirs, mine]);
				const second = { limit: 1, offset: 1 };
				expect(await submitting.list(app, at(coordinator), second)).toMatchObject([{ id: mine }]);
				expect(await submitting.list(app, at(rival), second)).toEqual([]);
				expect(await submitting.mine(app, { ...rival.actor, id: rival.id })).toMatchObject([
					{ release: 1, accepts: true, mine: [{ id: theirs, name: 'Rival' }] }
				]);
				expect(await submitting.mine(app, { ...coordinator.actor, id: coordinator.id })).toEqual(
					[]
				);
				await expect(submitting.show(app, at(rival), mine)).rejects.toEqual(
					refused('missing', 'There is no such submission of yours to this leaderboard.')
				);
			});

			it('is the allowance of the day', async () => {
				const { app, at, send, coordinator } = await aBoard(await fresh(), { dailyLimit: 5 });
				await send();
				const allowed = { sent: 1, limit: 5, again: Date.UTC(2026, 10, 3) };
				expect((await submitting.portal(app, at())).allowed).toEqual(allowed);
				expect((await submitting.portal(app, at(coordinator))).allowed.limit).toBeNull();
				app.pass(DAY);
				expect((await submitting.portal(app, at())).allowed.sent).toBe(0);
			});
		});

		it('keeps its sender from being removed from the study', async () => {
			const { app, db, slug, send, coordinator, submitter, rival } = await aBoard(await fresh());
			await send();
			const before = await everything(db);
			await expect(people.remove(app, coordinator.actor, slug, submitter.memberId)).rejects.toEqual(
				refused('conflict', /has sent answers to a leaderboard/)
			);
			expect(await everything(db)).toEqual(before);
			await people.remove(app, coordinator.actor, slug, rival.memberId);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
