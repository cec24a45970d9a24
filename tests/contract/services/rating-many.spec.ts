import { expect, it } from 'vitest';
import { ZodError } from 'zod';
import * as rating from '#lib/server/services/rating/index.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import { onEach } from '../databases.ts';
import { aDesk, anAssignedCase, aSave, ask, MINUTE, scored, START } from '../support.ts';

/** The version each save led to, or how it was refused. */
const brief = (outcomes: rating.SaveOutcome[]) =>
	outcomes.map((outcome) => {
		if ('saved' in outcome) return outcome.saved.version;
		return outcome.refused instanceof ZodError ? 'invalid' : outcome.refused.code;
	});

onEach(({ fresh }) => {
	it('saves what it is given in order, and answers each', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const [first, second] = ids as [number, number];
		const saves = [
			aSave(first, 0, scored(3)),
			aSave(second, 0, scored(5, 'why')),
			{ ...aSave(first, 0, scored(4)), version: null },
			{ ...aSave(first, 0, scored(9)), version: null }
		];
		app.pass(MINUTE);
		const at = { savedAt: START + MINUTE };
		expect(await rating.saveRatings(app, actor, assignment.id, saves)).toEqual([
			{ saved: { action: first, version: 1, value: scored(3), ...at } },
			{ saved: { action: second, version: 1, value: scored(5, 'why'), ...at } },
			{ saved: { action: first, version: 2, value: scored(4), ...at } },
			{ saved: { action: first, version: 3, value: scored(9), ...at } }
		]);
		const stored = await ask(db, ratings.find, { assignmentId: assignment.id, actionId: first });
		expect(stored).toMatchObject({ version: 3, score: 9, activeMs: 3_000 });
		const history = await ask(db, ratings.revisions, { ratingId: stored!.id });
		expect(history.map(({ operation }) => operation)).toEqual(
			[saves[0]!, saves[2]!, saves[3]!].map(({ operation }) => operation)
		);
	});

	it('gives the same answers to the same operations, and changes nothing', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const saves = [
			aSave(ids[0]!, 0, scored(3)),
			{ ...aSave(ids[0]!, 0, scored(4)), version: null },
			aSave(ids[1]!, 0, scored(5))
		];
		const answers = await rating.saveRatings(app, actor, assignment.id, saves);
		app.pass(MINUTE);
		expect(await rating.saveRatings(app, actor, assignment.id, saves)).toEqual(answers);
		// The answer was lost after the first; what was told of it meanwhile makes no difference.
		const known = [{ ...saves[1]!, version: 1 }, saves[2]!, aSave(ids[0]!, 2, scored(7))];
		expect((await rating.saveRatings(app, actor, assignment.id, known)).slice(0, 2)).toEqual(
			answers.slice(1)
		);
		const stored = await ask(db, ratings.find, { assignmentId: assignment.id, actionId: ids[0]! });
		expect(stored).toMatchObject({ version: 3, score: 7 });
		expect(await ask(db, ratings.revisions, { ratingId: stored!.id })).toHaveLength(3);
	});

	it('holds back nothing of another action where one is refused, and all that was made on it', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const elsewhere = await anAssignedCase(db);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(1)));
		const outcomes = await rating.saveRatings(app, actor, assignment.id, [
			aSave(ids[0]!, 0, scored(3)),
			aSave(elsewhere.item.actions[0]!.id, 0, scored(3)),
			aSave(ids[1]!, 0, scored(5)),
			// Made on a version that is there now, and yet on a change that was not saved.
			aSave(ids[0]!, 1, scored(4)),
			{ ...aSave(ids[0]!, 0, scored(5)), version: null },
			{ ...aSave(ids[2]!, 0, scored(6)), version: null },
			{ ...aSave(ids[1]!, 0, scored(6)), version: null },
			aSave(ids[1]!, 2, scored(12)),
			aSave(ids[1]!, 2, scored(8))
		]);
		expect(brief(outcomes)).toEqual([
			'rating-changed',
			'action-gone',
			1,
			'not-tried',
			'not-tried',
			'invalid',
			2,
			'invalid',
			'not-tried'
		]);
		expect(outcomes[0]).toMatchObject({
			refused: { detail: { action: ids[0], version: 1, value: scored(1) } }
		});
		const mine = await ask(db, ratings.ofAssignment, { assignmentId: assignment.id });
		expect(
			mine.map(({ actionId, score, version }) => [ids.indexOf(actionId), score, version]).sort()
		).toEqual([
			[0, 1, 1],
			[1, 6, 2]
		]);
	});

	it("refuses every change of another person's case, and of one that is submitted", async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db, 2);
		const saves = ids.map((id) => aSave(id, 0, scored(3)));
		const { rater } = await anAssignedCase(db);
		expect(brief(await rating.saveRatings(app, rater.actor, assignment.id, saves))).toEqual([
			'case-missing',
			'case-missing'
		]);
		expect(await ask(db, ratings.ofAssignment, { assignmentId: assignment.id })).toEqual([]);
		await rating.saveRatings(app, actor, assignment.id, saves);
		await rating.submitCase(app, actor, assignment.id);
		const late = ids.map((id) => aSave(id, 1, scored(4)));
		expect(brief(await rating.saveRatings(app, actor, assignment.id, late))).toEqual([
			'case-submitted',
			'case-submitted'
		]);
		// What was lost on its way is still answered.
		expect(brief(await rating.saveRatings(app, actor, assignment.id, saves))).toEqual([1, 1]);
	});

	it('takes one to fifty changes, and nothing else', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db, 51);
		const saves = ids.map((id) => aSave(id, 0, scored(3)));
		for (const input of [[], saves, {}, 'text', [null], [saves[0], 'text']]) {
			await expect(rating.saveRatings(app, actor, assignment.id, input)).rejects.toThrow(ZodError);
		}
		expect(await ask(db, ratings.ofAssignment, { assignmentId: assignment.id })).toEqual([]);
		const answers = await rating.saveRatings(app, actor, assignment.id, saves.slice(0, 50));
		expect(brief(answers)).toEqual(Array.from({ length: 50 }, () => 1));
	});
});

onEach(
	({ fresh }) => {
		it('does not let a later change overtake one that cannot be written now', async () => {
			const db = await fresh();
			const { app, actor, assignment, ids } = await aDesk(db);
			if (db.shell.dialect !== 'sqlite') throw new Error('SQLite is asked for.');
			const { client } = db.shell;
			// No page more than there is: as on a full disk, nothing that needs one can be written.
			client.pragma(`max_page_count = ${client.pragma('page_count', { simple: true })}`);
			const saves = [
				aSave(ids[0]!, 0, scored(3, 'x'.repeat(4_000))),
				aSave(ids[1]!, 0, scored(4)),
				aSave(ids[2]!, 0, scored(99))
			];
			expect(brief(await rating.saveRatings(app, actor, assignment.id, saves))).toEqual([
				'busy',
				'busy',
				'busy'
			]);
			expect(await ask(db, ratings.ofAssignment, { assignmentId: assignment.id })).toEqual([]);
			client.pragma('max_page_count = 1073741823');
			expect(brief(await rating.saveRatings(app, actor, assignment.id, saves))).toEqual([
				1,
				1,
				'invalid'
			]);
		});
	},
	['SQLite on disk']
);
