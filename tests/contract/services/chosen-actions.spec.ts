/** A later round that asks only some actions again. */
import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import { insertMany } from '#lib/server/db/rows.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as progress from '#lib/server/store/progress.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aDesk,
	anAction,
	anAssignment,
	aSave,
	ask,
	everyRow,
	refusals,
	scored,
	START,
	write
} from '../support.ts';

/**
 * A desk of the first round, whose case of four actions is rated and signed, and the same case in a second
 * round that asks its first and its third action.
 */
async function aSecondRound(db: Database) {
	const desk = await aDesk(db, 4);
	const { app, actor, study, rater, item, ids, assignment: first } = desk;
	for (const id of ids) await rating.saveRating(app, actor, first.id, aSave(id, 0, scored(7)));
	await rating.submitCase(app, actor, first.id);
	const round = await write(db, function* (tx) {
		const opened = yield* rounds.open(tx, {
			studyId: study.id,
			number: 2,
			asks: 'chosen',
			openedAt: START
		});
		const chosen = [ids[0]!, ids[2]!].map((actionId) => ({ roundId: opened.id, actionId }));
		yield* insertMany(tx, tx.t.roundActions, chosen);
		return opened;
	});
	const second = await anAssignment(db, { round }, item, rater);
	const save = (at: number, score: number) =>
		rating.saveRating(app, actor, second.id, aSave(ids[at]!, 0, scored(score)));
	return { ...desk, first, round, second, save };
}

onEach(({ fresh }) => {
	it('asks the chosen actions, and the first round still asks all', async () => {
		const db = await fresh();
		const { app, actor, first, second } = await aSecondRound(db);
		const opened = await rating.openCase(app, actor, second.id);
		expect(opened.actions.map(({ number }) => number)).toEqual([1, 3]);
		// Whoever rates again does so without the ratings of the round before.
		expect(opened.actions.every(({ version }) => version === 0)).toBe(true);
		const before = await rating.openCase(app, actor, first.id);
		expect(before.actions.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
		expect(before.actions.every(({ value }) => value.score === 7)).toBe(true);
	});

	it('counts what is asked as the work, and what of that is rated', async () => {
		const db = await fresh();
		const { app, actor, rater, study, round, first, second, save } = await aSecondRound(db);
		const ofSecond = async () => ({
			progress: await ask(db, progress.ofMember, { ...second, now: START }),
			counts: await ask(db, progress.counts, second),
			mine: (await rating.myCases(app, actor))[0]!.cases,
			load: (await watching.loads(app, study.id)).get(rater.memberId)
		});
		const both = (rated: number) => ({
			progress: [{ id: second.id, actions: 2, rated }],
			counts: { actions: 2, rated },
			mine: [{ assignmentId: second.id, actions: 2, rated }],
			load: { cases: 1, actions: 2, rated }
		});
		expect(await ofSecond()).toMatchObject(both(0));
		await save(2, 1);
		expect(await ofSecond()).toMatchObject(both(1));
		expect(await ask(db, assignments.ofRound, { roundId: round.id })).toMatchObject([
			{ id: second.id, actions: 2 }
		]);
		expect(await ask(db, progress.counts, first)).toEqual({ actions: 4, rated: 4 });
		expect(await ask(db, progress.ofMember, { ...first, now: START })).toMatchObject([
			{ actions: 4, rated: 4 }
		]);
	});

	it('refuses a rating of an action that it does not ask', async () => {
		const db = await fresh();
		const { app, actor, study, second, save } = await aSecondRound(db);
		const elsewhere = await aCase(db, study, { actions: 1 });
		const stray = aSave(elsewhere.actions[0]!.id, 0, scored(5));
		expect(
			await refusals(save(1, 5), save(3, 5), rating.saveRating(app, actor, second.id, stray))
		).toEqual(['missing', 'missing', 'missing']);
		await expect(save(1, 5)).rejects.toMatchObject({ code: 'action-gone' });
		const written = await everyRow(db, (t) => t.ratings);
		expect(written.filter(({ assignmentId }) => assignmentId === second.id)).toEqual([]);
		expect((await rating.openCase(app, actor, second.id)).state).toBe('assigned');
	});

	it('is complete once the chosen actions are rated', async () => {
		const db = await fresh();
		const { app, actor, second, save } = await aSecondRound(db);
		await save(0, 2);
		await expect(rating.submitCase(app, actor, second.id)).rejects.toMatchObject({
			kind: 'invalid',
			message: expect.stringMatching(/^1 of 2 actions is not rated yet\./)
		});
		await save(2, 3);
		await rating.submitCase(app, actor, second.id);
		expect(await rating.openCase(app, actor, second.id)).toMatchObject({
			state: 'submitted',
			place: { index: 1, of: 1 },
			nextAssignmentId: null
		});
	});

	it('asks no wording that was superseded, though it was chosen, nor the one in its place', async () => {
		const db = await fresh();
		const { app, actor, item, ids, second, save } = await aSecondRound(db);
		await write(db, function* (tx) {
			yield* cases.updateAction(tx, ids[0]!, { supersededAt: START });
			yield* cases.insertActions(tx, [{ ...anAction(item.id, 1), wording: 2 }]);
		});
		expect(await ask(db, progress.counts, second)).toEqual({ actions: 1, rated: 0 });
		const opened = await rating.openCase(app, actor, second.id);
		expect(opened.actions.map(({ id }) => id)).toEqual([ids[2]]);
		expect(await refusals(save(0, 5))).toEqual(['missing']);
		await save(2, 5);
		await rating.submitCase(app, actor, second.id);
	});
});
