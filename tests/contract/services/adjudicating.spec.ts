/** Rulings: who may give one, what it comes to, and what an adjudicator is shown. */
import { describe, expect, it } from 'vitest';
import * as rows from '#lib/server/db/rows.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as referrals from '#lib/server/store/referrals.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	anAssignment,
	aSave,
	everyRow,
	MINUTE,
	refusals,
	scored,
	START,
	write
} from '../support.ts';
import { aDisagreement, refer } from './adjudicating-support.ts';
import { decode } from './releasing-support.ts';

onEach(
	({ fresh }) => {
		const rulings = async (db: Awaited<ReturnType<typeof fresh>>) =>
			(await everyRow(db, (t) => t.adjudications)).map((one) => [
				...[one.actionId, one.userId, one.score],
				one.supersededAt !== null
			]);
		const open = async (db: Awaited<ReturnType<typeof fresh>>) =>
			(await everyRow(db, (t) => t.referrals))
				.filter(({ settledAt }) => settledAt === null)
				.map(({ actionId }) => actionId);

		describe('a queue', () => {
			it('holds what is referred, the case once, and says how far it is', async () => {
				const { queue, ids, ann, rule } = await aDisagreement(await fresh());
				expect(await queue(ann)).toMatchObject({
					...{ ruled: 0, of: 2, secondsLeft: null, next: ids[1] },
					cases: {
						of: 1,
						rows: [{ externalId: 'Card001', open: 2, of: 2, range: 8, first: ids[1] }]
					},
					rulings: { of: 0 }
				});
				await rule(ann, 1, 7);
				expect(await queue(ann)).toMatchObject({
					...{ ruled: 1, of: 2, next: ids[2] },
					cases: { rows: [{ open: 1, of: 2, first: ids[2] }] },
					rulings: {
						of: 1,
						rows: [{ number: 2, score: 7, reason: 'Because of 7.', state: 'holds' }]
					}
				});
			});

			it('leaves out what somebody else is asked, or has settled', async () => {
				const db = await fresh();
				const { queue, ids, ann, bob, rule } = await aDisagreement(db);
				await refer(db, ids[3]!, { memberId: bob.memberId });
				expect((await queue(ann)).of).toBe(2);
				expect((await queue(bob)).of).toBe(3);
				await rule(bob, 2, 5);
				expect((await queue(ann)).of).toBe(1);
			});

			it("says about how long is left, from this person's own pace, without breaks", async () => {
				const db = await fresh();
				const { app, queue, rule, ann } = await aDisagreement(db);
				for (let n = 0; n < 12; n += 1) {
					app.pass(n === 5 ? 600 * MINUTE : 2 * MINUTE);
					await rule(ann, 1, 1 + (n % 9), `Because of ${n}, again.`);
				}
				// Ten gaps of two minutes; one action is left.
				expect((await queue(ann)).secondsLeft).toBe(120);
			});

			it('puts the case with the worst action first', async () => {
				const db = await fresh();
				const { study, app, raters, queue, ann } = await aDisagreement(db);
				const other = await aCase(db, study, { externalId: 'Card002', actions: 1, position: 1 });
				for (const [at, rater] of raters.entries()) {
					const given = await anAssignment(db, study, other, rater);
					const save = aSave(other.actions[0]!.id, 0, scored([1, 9, 9][at]!));
					await rating.saveRating(app, rater.actor, given.id, save);
					await rating.submitCase(app, rater.actor, given.id);
				}
				await refer(db, other.actions[0]!.id);
				const { cases } = await queue(ann);
				// 1 9 9 is farther apart than 1 5 9, though as wide.
				expect(cases.rows.map(({ externalId }) => externalId)).toEqual(['Card002', 'Card001']);
			});
		});

		describe('a ruling', () => {
			it('settles an action for figures and releases, with its reason and nobody’s name', async () => {
				const db = await fresh();
				const { app, slug, coordinator, ids, ann, rule } = await aDisagreement(db);
				expect(await rule(ann, 1, 7, ' It answers the doubt. ')).toEqual({
					state: 'holds',
					already: false
				});
				expect(await open(db)).toEqual([ids[2]]);
				const files = await releasing.exportStudy(app, coordinator, slug, 'csv');
				const all = [...files].map(([, bytes]) => decode(bytes)).join('\n');
				expect(all).toContain('It answers the doubt.');
				expect(all).not.toContain('okapi');
			});

			it('is recorded once, however often it is sent', async () => {
				const db = await fresh();
				const { ids, ann, rule } = await aDisagreement(db);
				await Promise.all([rule(ann, 1, 7), rule(ann, 1, 7)]);
				expect(await rule(ann, 1, 7)).toEqual({ state: 'holds', already: true });
				expect(await rulings(db)).toEqual([[ids[1], ann.id, 7, false]]);
				const told = (await everyRow(db, (t) => t.auditEvents)).map(({ what }) => what);
				expect(told.filter((what) => what === 'action.ruled')).toHaveLength(1);
			});

			it('takes the place of the same person’s earlier one, which stays on record', async () => {
				const db = await fresh();
				const { ids, ann, rule, open: look } = await aDisagreement(db);
				await rule(ann, 1, 7);
				await rule(ann, 1, 6, 'On second thoughts.');
				expect(await rulings(db)).toEqual([
					[ids[1], ann.id, 7, true],
					[ids[1], ann.id, 6, false]
				]);
				expect(await look(ann, 1)).toMatchObject({
					...{ state: 'ruled', mine: { score: 6, reason: 'On second thoughts.' } },
					former: [{ score: 7, reason: 'Because of 7.' }]
				});
			});

			it('is for one of two who rule at once, and the other is told', async () => {
				const db = await fresh();
				const { ids, ann, bob, rule } = await aDisagreement(db);
				const outcomes = await Promise.allSettled([rule(ann, 1, 7), rule(bob, 1, 3)]);
				expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
				const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
				expect(lost.reason.kind).toBe('conflict');
				expect(lost.reason.message).toMatch(
					/^This action is settled at [37] by another adjudicator/
				);
				expect((await rulings(db)).map(([action]) => action)).toEqual([ids[1]]);
			});

			it('tells somebody with two windows', async () => {
				const { app, slug, ids, ann, rule } = await aDisagreement(await fresh());
				await rule(ann, 1, 7);
				const late = { actionId: ids[1]!, score: 3, reason: 'From the other window.', seen: 0 };
				await expect(adjudicating.rule(app, ann.actor, slug, late)).rejects.toMatchObject({
					kind: 'conflict',
					message: expect.stringContaining('You ruled 7 on this action in another window')
				});
			});

			it('needs a score, and a reason in words', async () => {
				const { app, slug, ids, ann } = await aDisagreement(await fresh());
				for (const [score, reason] of [
					['', 'A reason.'],
					['0', 'A reason.'],
					['10', 'A reason.'],
					[2.5, 'A reason.'],
					['7', ''],
					['7', '  7 '],
					['7', 'x'.repeat(2001)]
				] as const) {
					const given = { actionId: ids[1]!, score, reason };
					await expect(
						adjudicating.rule(app, ann.actor, slug, given),
						`${score} ${reason.slice(0, 9)}`
					).rejects.toMatchObject({ name: 'ZodError' });
				}
			});

			it('is refused to whoever is no adjudicator, has rated the action, or is not asked', async () => {
				const db = await fresh();
				const at = await aDisagreement(db);
				const { app, slug, ids, ann, bob, cora, raters, study, item } = at;
				const by = (who: { actor: typeof ann.actor }, place: number) =>
					adjudicating.rule(app, who.actor, slug, {
						...{ actionId: ids[place]!, score: 5, reason: 'Why not.' }
					});
				expect(await refusals(by(raters[0]!, 1), by(cora, 1))).toEqual(['forbidden', 'forbidden']);
				await at.adjudicates();
				await by(cora, 2);
				// Neither referred, nor there at all.
				expect(await refusals(by(ann, 0))).toEqual(['conflict']);
				const none = { actionId: 999_999, score: 5, reason: 'Why not.' };
				expect(await refusals(adjudicating.rule(app, ann.actor, slug, none))).toEqual(['missing']);
				await refer(db, ids[3]!, { memberId: bob.memberId });
				expect(await refusals(by(ann, 3))).toEqual(['forbidden']);
				// Rated once, and left out of every figure since.
				const own = await anAssignment(db, study, item, { memberId: ann.memberId });
				await rating.saveRating(app, ann.actor, own.id, aSave(ids[1]!, 0, scored(5)));
				await write(db, (tx) =>
					rows.update(tx, tx.t.assignments, { id: own.id }, { counts: false })
				);
				expect(await refusals(by(ann, 1))).toEqual(['forbidden']);
				expect((await at.queue(ann)).of).toBe(0);
				expect((await studies.frame(app, ann.actor, slug)).toRule).toBe(0);
				await expect(at.open(ann, 1)).rejects.toMatchObject({ kind: 'forbidden' });
			});

			it('is refused where the action was called back, or went to the raters again', async () => {
				const db = await fresh();
				const { ids, ann, rule } = await aDisagreement(db);
				await rule(ann, 2, 5);
				await write(db, (tx) => referrals.settle(tx, ids[1]!, START));
				expect(await refusals(rule(ann, 1, 7))).toEqual(['conflict']);
				for (const actionId of ids.slice(1, 3)) {
					await write(db, (tx) =>
						referrals.send(tx, [{ actionId, to: 'round', createdAt: START }])
					);
				}
				expect(await refusals(rule(ann, 1, 7), rule(ann, 2, 7))).toEqual(['conflict', 'conflict']);
			});
		});

		describe('where two adjudicators are wanted', () => {
			it('neither knows of the other before both have ruled', async () => {
				const at = await aDisagreement(await fresh(), { wanted: 2 });
				const { ann, bob, rule, queue, open: look } = at;
				const before = JSON.stringify([await queue(bob), await look(bob, 1)]);
				expect(await rule(ann, 1, 7)).toMatchObject({ state: 'waits' });
				expect(JSON.stringify([await queue(bob), await look(bob, 1)])).toBe(before);
				expect(await look(ann, 1)).toMatchObject({ state: 'ruled', others: [] });
				expect((await queue(ann)).of).toBe(2);
			});

			it('holds once both say the same, and says both reasons', async () => {
				const db = await fresh();
				const { ids, ann, bob, rule, progress } = await aDisagreement(db, { wanted: 2 });
				await rule(ann, 1, 7);
				expect(await progress()).toMatchObject({ referred: 2, ruled: 0, untouched: 1, waits: 1 });
				expect(await rule(bob, 1, 7)).toMatchObject({ state: 'holds' });
				expect(await open(db)).toEqual([ids[2]]);
				expect(await progress()).toMatchObject({ referred: 2, ruled: 1, untouched: 1, waits: 0 });
			});

			it('holds at once where both rule at the same moment', async () => {
				const db = await fresh();
				const { ids, ann, bob, rule } = await aDisagreement(db, { wanted: 2 });
				await Promise.all([rule(ann, 1, 7), rule(bob, 1, 7)]);
				expect(await open(db)).toEqual([ids[2]]);
			});

			it('shows both to both where they differ, without names, until one changes or a third settles it', async () => {
				const db = await fresh();
				const at = await aDisagreement(db, { wanted: 2 });
				const { app, slug, ids, ann, bob, cora, rule, open: look, progress } = at;
				await rule(ann, 1, 7);
				expect(await rule(bob, 1, 3)).toMatchObject({ state: 'apart' });
				expect(await open(db)).toContain(ids[1]);
				const seen = await look(ann, 1);
				expect(seen).toMatchObject({
					...{ state: 'apart', mine: { score: 7 } },
					others: [{ score: 3, reason: 'Because of 3.' }]
				});
				expect(JSON.stringify(seen)).not.toMatch(/okapi|zyzzyva/);
				expect(await progress()).toMatchObject({ apart: 1, ruled: 0 });
				const [first] = await adjudicating.waiting(app, cora.actor, slug, { apart: true });
				expect(first).toMatchObject({ number: 2, words: 'adjudicators apart: 3 and 7' });
				await at.adjudicates();
				expect(await look(cora, 1)).toMatchObject({ state: 'apart', mine: null });
				expect(await rule(cora, 1, 3, 'With the second.')).toMatchObject({ state: 'holds' });
				expect(await open(db)).toEqual([ids[2]]);
				// Whoever takes it back opens it again for everybody.
				await rule(cora, 1, 9, 'On reflection.');
				expect((await open(db)).toSorted()).toEqual(ids.slice(1, 3));
				await rule(ann, 1, 3, 'I follow.');
				expect(await open(db)).toEqual([ids[2]]);
			});

			it('is everybody’s once one adjudicator, to whom it was referred, has ruled', async () => {
				const db = await fresh();
				const { queue, ids, ann, bob, rule } = await aDisagreement(db, { wanted: 2 });
				await refer(db, ids[3]!, { memberId: ann.memberId });
				expect((await queue(bob)).of).toBe(2);
				await rule(ann, 3, 2);
				expect((await queue(bob)).of).toBe(3);
				expect(await rule(bob, 3, 2)).toMatchObject({ state: 'holds' });
			});

			it('leaves the action unresolved meanwhile, and the release says why', async () => {
				const db = await fresh();
				const { app, slug, coordinator, ann, bob, rule } = await aDisagreement(db, { wanted: 2 });
				const reasons = async (isMeant: (path: string) => boolean = () => true) => {
					const files = await releasing.exportStudy(app, coordinator, slug, 'csv');
					const meant = [...files].filter(([path]) => isMeant(path));
					return meant.map(([, bytes]) => decode(bytes)).join('\n');
				};
				await rule(ann, 1, 7);
				expect(await reasons()).toContain(
					'the panel disagrees: scores from 3 to 8; 1 of 2 wanted rulings'
				);
				expect(await reasons()).not.toContain('Because of');
				await rule(bob, 1, 3);
				expect(await reasons()).toContain('; adjudicators apart: 3 and 7');
				// The story of an action tells what was ruled; nothing else says that it holds.
				expect(await reasons((path) => !path.includes('stories'))).not.toContain('Because of');
			});

			it('changes what holds where the number is changed, and loses no ruling', async () => {
				const db = await fresh();
				const { app, slug, coordinator, ids, ann, bob, rule, queue } = await aDisagreement(db);
				await rule(ann, 1, 7);
				await rule(ann, 2, 5);
				expect(await adjudicating.effects(app, coordinator, slug)).toEqual({
					one: { holds: 2, waits: 0, apart: 0 },
					two: { holds: 0, waits: 2, apart: 0 }
				});
				await studies.changeSettings(app, coordinator, slug, { rulingsWanted: 2 });
				expect((await open(db)).toSorted()).toEqual(ids.slice(1, 3));
				expect([(await queue(ann)).next, (await queue(bob)).next]).toEqual([null, ids[1]]);
				await rule(bob, 1, 3);
				await studies.changeSettings(app, coordinator, slug, { rulingsWanted: 1 });
				expect(await open(db)).toEqual([]);
				expect(await rulings(db)).toHaveLength(3);
			});
		});

		describe('an action', () => {
			it('is shown with what was said by position, and nobody’s name', async () => {
				const at = await aDisagreement(await fresh());
				const { ann, raters, open: look } = at;
				await rating
					.commentCase(at.app, raters[0]!.actor, raters[0]!.first, {
						...{ text: 'The thiazide is the cause.', before: '' }
					})
					.catch(() => undefined);
				const seen = await look(ann, 1);
				expect(JSON.stringify(seen)).not.toMatch(/okapi|zyzzyva/);
				expect(seen).toMatchObject({
					...{ externalId: 'Card001', number: 2, state: 'open', raters: 3 },
					why: { scores: [3, 6, 8], wanted: 3, unable: 0, flags: 0, round: 1, again: 0, moved: 0 },
					settled: [
						{ number: 1, score: 9, basis: 'unanimous', scores: [9, 9, 9] },
						{ number: 4, score: 2, basis: 'rule', scores: [2, 2, 3] }
					]
				});
				expect(seen.positions.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
				const said = seen.positions.map(({ rounds }) => rounds[0]!.value.score).sort();
				expect(said).toEqual([3, 6, 8]);
				expect(await look(ann, 1)).toEqual(seen);
			});

			it('tells how scores moved in a later round', async () => {
				const db = await fresh();
				const at = await aDisagreement(db);
				// What waits for an adjudicator is not asked again: it is called back, and sent anew after the round.
				await write(db, (tx) => referrals.settle(tx, at.ids[1]!, START));
				await at.openNext(1);
				for (const [n, score] of [3, 4, 8].entries()) {
					const rater = at.raters[n]!;
					const id = await at.newest(rater);
					await at.rate(rater, id, [scored(score, 'A reason of mine.')]);
					await at.sign(rater, id);
				}
				await refer(db, at.ids[1]!);
				const { why, positions } = await at.open(at.ann, 1);
				expect(why).toMatchObject({ scores: [3, 4, 8], round: 2, again: 3, moved: 1 });
				const moved = positions.map(({ rounds }) => rounds.map(({ value }) => value.score).join());
				expect(moved.sort()).toEqual(['3,3', '6,4', '8,8']);
			});

			it('has its positions in another order on each action', async () => {
				const db = await fresh();
				const many = Array.from({ length: 24 }, (_, n) => n);
				const panel = [1, 5, 9].map((score) => many.map(() => scored(score)));
				const at = await aDisagreement(db, { panel });
				const first: number[] = [];
				for (const place of many) {
					if (place < 1 || place > 2) await refer(db, at.ids[place]!);
					const { positions } = await at.open(at.ann, place);
					first.push(positions[0]!.rounds[0]!.value.score!);
				}
				for (const score of [1, 5, 9]) {
					expect(first.filter((one) => one === score).length).toBeGreaterThan(2);
				}
			});

			it('is for those to whom it was referred, and for those who ruled on it', async () => {
				const db = await fresh();
				const at = await aDisagreement(db);
				expect(await refusals(at.open(at.ann, 0), at.open(at.cora, 1))).toEqual([
					'missing',
					'forbidden'
				]);
				await at.rule(at.bob, 1, 7);
				expect(await at.open(at.ann, 1)).toMatchObject({
					...{ state: 'settled', mine: null, others: [{ score: 7 }] }
				});
			});
		});

		it('counts what waits in the frame of the study, for those who rule only', async () => {
			const { app, slug, ann, cora, rule, adjudicates } = await aDisagreement(await fresh());
			const count = async (who: typeof ann) => (await studies.frame(app, who.actor, slug)).toRule;
			expect([await count(ann), await count(cora)]).toEqual([2, null]);
			await rule(ann, 1, 7);
			expect(await count(ann)).toBe(1);
			await adjudicates();
			expect(await count(cora)).toBe(1);
		});

		it('hides rulings of the other from a coordinator who adjudicates, until the action is settled', async () => {
			const at = await aDisagreement(await fresh(), { wanted: 2 });
			const { app, slug, ann, cora, rule } = at;
			const history = async () =>
				(await caring.show(app, cora.actor, slug, 'Card001')).history.filter(
					({ what }) => what === 'action.ruled'
				).length;
			await rule(ann, 1, 7);
			expect(await history()).toBe(1);
			await at.adjudicates();
			expect(await history()).toBe(0);
			await rule(cora, 1, 7);
			expect(await history()).toBe(2);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
