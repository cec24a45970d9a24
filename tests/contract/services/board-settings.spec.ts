/** How a leaderboard is made and set, and what is refused; two coordinators at once. */
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as store from '#lib/server/store/submissions.ts';
import { onEach } from '../databases.ts';
import { aMember, everyRow, START, write } from '../support.ts';
import { aRatedStudy, given } from './releasing-support.ts';

/** A study with a release and its leaderboard, and two who run it. */
async function aBoard(db: Database) {
	const { app, study, slug } = await aRatedStudy(db, 1, given().slice(0, 1));
	const [{ actor }, colleague] = [
		await aMember(db, study, 'coordinator'),
		await aMember(db, study, 'coordinator')
	];
	await releasing.create(app, actor, slug, {});
	await boards.make(app, actor, slug, 1);
	const [board] = await everyRow(db, (t) => t.boards);
	const send = (name: string, more: Partial<store.NewSubmission> = {}) =>
		write(db, (tx) =>
			store.insert(tx, {
				...{ boardId: board!.id, entry: name, version: 1, kind: 'model', name, state: 'waiting' },
				...{ form: 'judge', fileName: 'a.jsonl', bytes: 1, sha256: name, records: 1 },
				coverage: { items: 1, of: 1, cases: 1, ofCases: 1, heldOut: 0 },
				createdAt: START,
				...more
			})
		);
	const desk = (waiting = 1, entries = 1) =>
		boards.desk(app, actor, slug, { release: 0, waiting, entries });
	return { app, db, study, slug, actor, colleague, send, desk };
}

onEach(
	({ fresh }) => {
		describe('the settings of a leaderboard', () => {
			it('are told of where two change them at once: one wins', async () => {
				const { app, slug, actor, colleague, desk } = await aBoard(await fresh());
				const meant = { release: 1, seen: 0 };
				const both = await Promise.allSettled([
					boards.change(app, actor, slug, { ...meant, dailyLimit: 5 }),
					boards.publish(app, colleague.actor, slug, meant)
				]);
				expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
				const lost = both.find((one) => one.status === 'rejected')!;
				expect(lost.reason).toMatchObject({
					kind: 'conflict',
					message: expect.stringMatching(/^The leaderboard of release 1 was changed /)
				});
				expect((await desk()).board).toMatchObject({ version: 1 });
			});

			it('have terms with versions, and stay as they were where nothing is new', async () => {
				const { app, slug, actor, desk } = await aBoard(await fresh());
				const set = (seen: number, terms: string) =>
					boards.change(app, actor, slug, { release: 1, seen, terms });
				await set(0, 'Say how it was prompted.');
				expect((await desk()).board).toMatchObject({ termsVersion: 2, version: 1 });
				await set(1, 'Say how it was prompted. ');
				expect((await desk()).board).toMatchObject({ termsVersion: 2, version: 1 });
			});

			it('take only people who are on the board as the human line, and follow their later version', async () => {
				const { app, slug, actor, send, desk } = await aBoard(await fresh());
				const model = await send('A system', { state: 'approved' });
				const waiting = await send('Waiting', { kind: 'human', people: 3 });
				const people = await send('People', { kind: 'human', people: 5, state: 'approved' });
				const line = (humanLine: number) =>
					boards.change(app, actor, slug, { release: 1, seen: undefined, humanLine });
				for (const id of [model.id, waiting.id, 99]) {
					await expect(line(id)).rejects.toThrow('Only people who are on this board');
				}
				await line(people.id);
				const again = { kind: 'human', people: 5, entry: 'People', version: 2 } as const;
				const { id } = await send('People', again);
				await submitting.approve(app, actor, slug, { id });
				expect((await desk()).board).toMatchObject({
					humanLine: id,
					people: [{ id, name: 'People' }]
				});
			});

			it('leave the human line as it is while others are set', async () => {
				const on = await aBoard(await fresh());
				const { app, db, slug, actor, send, desk } = on;
				const people = await send('People', { kind: 'human', people: 5, state: 'approved' });
				await boards.change(app, actor, slug, {
					release: 1,
					seen: undefined,
					humanLine: people.id
				});
				const chosen = async () => (await everyRow(db, (t) => t.boards))[0]!.humanLine;
				/** Saves what the form shows, and another limit. */
				const save = async (dailyLimit: number) => {
					const { humanLine } = (await desk()).board!;
					const given = { release: 1, seen: undefined, dailyLimit, humanLine };
					await boards.change(app, actor, slug, given);
				};
				const again = { kind: 'human', people: 5, entry: 'People', version: 2 } as const;
				const { id } = await send('People', again);
				await submitting.approve(app, actor, slug, { id });
				await save(7);
				expect(await chosen()).toBe(people.id);
				// None of theirs is on the board for a while.
				await submitting.reject(app, actor, slug, { id, reason: 'A wrong file.' });
				expect((await desk()).board!.humanLine).toBeNull();
				await save(8);
				expect(await chosen()).toBe(people.id);
				expect(await boards.readBoard(app, actor, slug, 1)).toMatchObject({ humanLine: null });
				await submitting.approve(app, actor, slug, { id });
				expect((await desk()).board!.humanLine).toBe(id);
				const none = { release: 1, seen: undefined, humanLine: null };
				await boards.change(app, actor, slug, none);
				expect(await chosen()).toBeNull();
			});

			it('are refused of a release that has no board, has one already, or is withdrawn', async () => {
				const { app, slug, actor } = await aBoard(await fresh());
				await expect(boards.make(app, actor, slug, 1)).rejects.toThrow('already');
				await expect(boards.make(app, actor, slug, 2)).rejects.toThrow('no release 2');
				await expect(boards.publish(app, actor, slug, { release: 2, seen: 0 })).rejects.toThrow(
					'has no leaderboard'
				);
				await expect(boards.unpublish(app, actor, slug, { release: 1, seen: 0 })).rejects.toThrow(
					'is not public'
				);
				await releasing.withdraw(app, actor, slug, 1, 'A wrong rule.');
				await expect(boards.publish(app, actor, slug, { release: 1, seen: 0 })).rejects.toThrow(
					'withdrawn'
				);
			});
		});

		describe('what a coordinator sees of a leaderboard', () => {
			it('is what waits, the oldest first, with the versions before it, a page at a time', async () => {
				const { send, desk } = await aBoard(await fresh());
				for (let at = 0; at < 10; at += 1) await send(`System ${at}`);
				await send('Revised', { state: 'approved' });
				await send('Revised', { version: 2, createdAt: START + 1 });
				const { board } = await desk();
				expect(board!.counts).toEqual({ waiting: 11, approved: 1 });
				expect(board!.waiting).toMatchObject({ page: 1, pages: 2, of: 11 });
				expect(board!.waiting.rows.map(({ name }) => name).slice(0, 2)).toEqual([
					'System 0',
					'System 1'
				]);
				expect((await desk(2)).board!.waiting.rows).toMatchObject([
					{
						...{ name: 'Revised', version: 2, headline: null, covers: { items: 1, of: 1 } },
						earlier: [{ version: 1, state: 'approved', createdAt: START }]
					}
				]);
				// Of each entry the newest version, what was sent last first.
				expect(board!.entries.of).toBe(11);
				expect(board!.entries.rows[0]).toMatchObject({ name: 'Revised', version: 2 });
			});
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
