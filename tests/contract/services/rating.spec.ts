import { expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aDesk,
	aMember,
	anAction,
	aSave,
	ask,
	MINUTE,
	refusals,
	scored,
	START,
	write
} from '../support.ts';

const history = async (db: Database, actionId: number, assignmentId: number) => {
	const row = await ask(db, ratings.find, { assignmentId, actionId });
	return row === undefined ? [] : ask(db, ratings.revisions, { ratingId: row.id });
};

onEach(({ fresh }) => {
	it('saves a judgement, with its revision, and starts the case', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const value: RatingValue = { ...scored(8, 'a comment'), flags: ['other', 'duplicate'] };
		app.pass(MINUTE);
		const save = aSave(ids[0]!, 0, value);
		const saved = await rating.saveRating(app, actor, assignment.id, save);
		// Flags come back in the order in which they are offered.
		const kept = { ...value, flags: ['duplicate', 'other'] };
		expect(saved).toEqual({ action: ids[0], version: 1, value: kept, savedAt: START + MINUTE });
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open.state).toBe('in-progress');
		expect(open.actions.map(({ version, value }) => [version, value])).toEqual([
			[1, kept],
			[0, EMPTY_RATING],
			[0, EMPTY_RATING]
		]);
		expect(await history(db, ids[0]!, assignment.id)).toMatchObject([
			{
				version: 1,
				operation: save.operation,
				old: null,
				new: kept,
				activeMs: 1_000,
				userId: actor.id,
				at: START + MINUTE,
				source: 'web'
			}
		]);
	});

	it('changes a judgement and adds up the time', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(8)));
		const unable: RatingValue = { ...EMPTY_RATING, cannotRate: 'outside-specialty' };
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 1, unable));
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open.actions[0]).toMatchObject({ version: 2, value: unable, activeMs: 2_000 });
		expect((await history(db, ids[0]!, assignment.id)).map((line) => line.old)).toEqual([
			null,
			scored(8)
		]);
	});

	it('gives the same answer to the same operation, and changes nothing', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(8));
		const first = await rating.saveRating(app, actor, assignment.id, save);
		app.pass(MINUTE);
		const again = await Promise.all(
			Array.from({ length: 5 }, () => rating.saveRating(app, actor, assignment.id, save))
		);
		for (const answer of again) expect(answer).toEqual(first);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 1, scored(2)));
		expect(await rating.saveRating(app, actor, assignment.id, save)).toEqual(first);
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(2);
	});

	it('answers an operation that arrives several times at once with one change', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(8));
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => rating.saveRating(app, actor, assignment.id, save))
		);
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(1);
	});

	it('refuses another change under the same operation', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(8));
		await rating.saveRating(app, actor, assignment.id, save);
		for (const other of [
			{ ...save, value: scored(7) },
			{ ...save, action: ids[1]! },
			{ ...save, version: 1 }
		]) {
			await expect(rating.saveRating(app, actor, assignment.id, other)).rejects.toMatchObject({
				kind: 'conflict',
				message: expect.stringContaining('operation id')
			});
		}
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(1);
	});

	it('refuses a stale version with the value that is stored now', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(8, 'kept')));
		for (const version of [0, 2]) {
			const save = aSave(ids[0]!, version, scored(2));
			await expect(rating.saveRating(app, actor, assignment.id, save)).rejects.toMatchObject({
				kind: 'conflict',
				status: 409,
				detail: { action: ids[0], version: 1, value: scored(8, 'kept') }
			});
		}
		const unrated = aSave(ids[1]!, 3, scored(2));
		await expect(rating.saveRating(app, actor, assignment.id, unrated)).rejects.toMatchObject({
			detail: { action: ids[1], version: 0, value: EMPTY_RATING }
		});
	});

	it('lets one of two tabs win, 50 times over, and tells the other', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		for (let version = 0; version < 50; version += 1) {
			const outcomes = await Promise.allSettled(
				[3, 7].map((score) =>
					rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, version, scored(score)))
				)
			);
			const refused = outcomes.filter(({ status }) => status === 'rejected');
			expect(refused).toMatchObject([{ reason: { kind: 'conflict' } }]);
		}
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(50);
	});

	it("treats another person's assignment as absent, for everyone", async () => {
		const db = await fresh();
		const { app, study, assignment, ids, coordinator } = await aDesk(db);
		const colleague = await aMember(db, study, 'rater');
		const administrator = { id: colleague.id, name: 'admin', isAdmin: true };
		const terminal = { id: null, name: 'terminal', isAdmin: true };
		for (const other of [colleague.actor, coordinator, administrator, terminal]) {
			const save = aSave(ids[0]!, 0, scored(1));
			const kinds = await refusals(
				rating.openCase(app, other, assignment.id),
				rating.saveRating(app, other, assignment.id, save),
				rating.submitCase(app, other, assignment.id)
			);
			expect(new Set(kinds)).toEqual(new Set(['missing']));
		}
		await expect(rating.openCase(app, coordinator, 999_999)).rejects.toMatchObject({
			kind: 'missing'
		});
		expect(await history(db, ids[0]!, assignment.id)).toEqual([]);
	});

	it('refuses an action of another case, and a wording that was superseded', async () => {
		const db = await fresh();
		const { app, actor, study, item, assignment, ids } = await aDesk(db);
		const elsewhere = (await aCase(db, study)).actions[0]!.id;
		await write(db, function* (tx) {
			yield* cases.updateAction(tx, ids[0]!, { supersededAt: START });
			yield* cases.insertActions(tx, [{ ...anAction(item.id, 1), wording: 2 }]);
		});
		for (const action of [elsewhere, ids[0]!, 999_999]) {
			const save = aSave(action, 0, scored(5));
			await expect(rating.saveRating(app, actor, assignment.id, save)).rejects.toMatchObject({
				kind: 'missing',
				message: expect.stringContaining('not part of the case')
			});
		}
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open.actions).toHaveLength(3);
		expect(open.actions.some(({ id }) => id === ids[0])).toBe(false);
	});

	it('refuses what is not a save', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(5));
		for (const wrong of [
			null,
			{},
			{ ...save, operation: 'not a uuid' },
			{ ...save, value: { ...save.value, score: 10 } },
			{ ...save, value: { ...save.value, cannotRate: 'outside-specialty' } },
			{ ...save, userId: 1 },
			{ ...save, value: { ...save.value, version: 9 } }
		]) {
			await expect(rating.saveRating(app, actor, assignment.id, wrong)).rejects.toThrow();
		}
		expect(await ask(db, ratings.ofAssignment, { assignmentId: assignment.id })).toEqual([]);
	});
});
