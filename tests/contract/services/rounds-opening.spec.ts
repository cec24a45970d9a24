/** Opening the second round of a study, and a third: what is asked of whom, and what is refused. */
import { describe, expect, it } from 'vitest';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as members from '#lib/server/store/members.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { onEach } from '../databases.ts';
import { DAY, everyRow, everything, MINUTE, refusals, START, write } from '../support.ts';
import { aRatedRound, FIRST_ROUND } from './rounds-support.ts';

const DUE = START + 14 * DAY;

onEach(
	({ fresh }) => {
		describe('by the rule of the study', () => {
			it('asks the actions on which raters are apart, of those who signed', async () => {
				const at = await aRatedRound(await fresh());
				const { db, items, raters, close, openNext } = at;
				await close();
				at.app.pass(MINUTE);
				expect(await openNext({ dueAt: DUE })).toEqual({
					...{ number: 2, actions: 2, cases: 2, assignments: 6, raters: 3 },
					...{ told: 0, ofNobody: 0, atAdjudication: 0 }
				});
				const [, second] = await everyRow(db, (t) => t.rounds);
				expect(second).toMatchObject({
					...{ number: 2, asks: 'chosen', openedAt: START + MINUTE, dueAt: DUE, closedAt: null }
				});
				const asked = await everyRow(db, (t) => t.roundActions);
				expect(asked.map(({ actionId }) => actionId).sort((a, b) => a - b)).toEqual([
					items[0]!.actions[0]!.id,
					items[1]!.actions[1]!.id
				]);
				const given = (await everyRow(db, (t) => t.assignments)).filter(
					({ roundId }) => roundId === second!.id
				);
				expect(given.map(({ caseId, memberId }) => `${caseId} ${memberId}`).sort()).toEqual(
					items.flatMap(({ id }) => raters.map(({ memberId }) => `${id} ${memberId}`)).sort()
				);
			});

			it('leaves out what an adjudicator ruled on, and what has too few scores unless it is asked for', async () => {
				const at = await aRatedRound(await fresh(), [
					...FIRST_ROUND,
					// The third rater did not finish, so two scores are signed.
					[
						[5, 5, 5],
						[6, 6, null]
					]
				]);
				const { app, db, slug, items, coordinator, close, openNext } = at;
				const ruled = { actionId: items[0]!.actions[0]!.id, userId: coordinator.id };
				await write(db, (tx) =>
					adjudications.rule(tx, { ...ruled, score: 5, reason: 'So.', createdAt: START })
				);
				await close();
				const preview = (few: boolean) =>
					rounds.previewNext(app, coordinator.actor, slug, { chosen: 'rule', few });
				expect(await preview(false)).toMatchObject({
					...{ actions: 1, cases: 1, assignments: 3, of: 7 },
					counts: { apart: 1, few: 2, settled: 3, ruled: 1 }
				});
				const name = at.raters[2]!.name;
				expect(await preview(true)).toMatchObject({
					...{ actions: 3, cases: 2, assignments: 5 },
					notAsked: { of: 1, some: [{ name, why: 'unsigned', cases: 1 }] }
				});
				expect(await openNext({ few: true })).toMatchObject({ actions: 3, assignments: 5 });
			});

			it('is refused where the rule leaves nothing open, and changes nothing', async () => {
				const at = await aRatedRound(await fresh(), [[[7, 7, 7]]]);
				await at.close();
				const before = await everything(at.db);
				await expect(at.openNext()).rejects.toMatchObject({
					kind: 'invalid',
					message: expect.stringMatching(/^The rule leaves no action open/)
				});
				expect(await everything(at.db)).toEqual(before);
			});
		});

		it('asks nobody who left, is paused or did not sign, and says so before', async () => {
			const at = await aRatedRound(await fresh(), [FIRST_ROUND[0]!, [[1, 9, null]]]);
			const { app, db, slug, raters, coordinator, close, openNext } = at;
			const [one, two, three] = raters;
			await write(db, function* (tx) {
				yield* members.update(tx, one!.memberId, { leftAt: START });
				yield* members.update(tx, two!.memberId, { pausedAt: START });
			});
			await close();
			const choice = { chosen: 'rule', few: true } as const;
			const preview = await rounds.previewNext(app, coordinator.actor, slug, choice);
			expect(preview).toMatchObject({
				...{ number: 2, actions: 1, cases: 1, assignments: 1 },
				asked: {
					of: 1,
					some: [{ name: three!.name, cases: 1, actions: 1, minutes: null }]
				},
				// The second case has nobody left who signed it.
				ofNobody: { actions: 1, cases: 1 },
				...{ told: 0, sharesComments: false, asksReason: true }
			});
			expect(preview.notAsked.some).toEqual([
				{ memberId: one!.memberId, name: one!.name, why: 'left', cases: 2 },
				{ memberId: two!.memberId, name: two!.name, why: 'paused', cases: 2 },
				{ memberId: three!.memberId, name: three!.name, why: 'unsigned', cases: 1 }
			]);
			expect(await openNext(choice)).toMatchObject({ actions: 1, assignments: 1, ofNobody: 1 });
			expect(await everyRow(db, (t) => t.roundActions)).toHaveLength(1);
		});

		it('is refused while a round is open, for no action, for an unknown one, and for nobody', async () => {
			const at = await aRatedRound(await fresh());
			const { db, items, raters, close, openNext } = at;
			const [action] = items[0]!.actions;
			const byHand = (...actionIds: number[]) => openNext({ chosen: 'hand', actionIds });
			expect(await refusals(openNext(), byHand(action!.id))).toEqual(['conflict', 'conflict']);
			await close();
			await expect(byHand()).rejects.toMatchObject({
				message: 'Choose at least one action to ask again.'
			});
			const before = await everything(db);
			await expect(byHand(action!.id, 999_999)).rejects.toMatchObject({
				kind: 'invalid',
				message: expect.stringMatching(/^Some of these actions are in the study no more/)
			});
			expect(await everything(db)).toEqual(before);
			await write(db, function* (tx) {
				for (const { memberId } of raters) {
					yield* members.update(tx, memberId, { pausedAt: START });
				}
			});
			await expect(byHand(action!.id)).rejects.toMatchObject({
				message: 'Nobody who signed these cases takes part any more.'
			});
		});

		it('opens a third round of two actions chosen by hand, by their names or ids', async () => {
			const at = await aRatedRound(await fresh());
			const { app, db, slug, items, coordinator, close, openNext, rateAgain } = at;
			await close();
			await openNext();
			for (const [who, score] of [4, 5, 6].entries()) {
				await rateAgain(who, items[0]!, [score]);
				// The third rater does not sign again, and is asked all the same: the first round is signed.
				if (who < 2) await rateAgain(who, items[1]!, [score]);
			}
			await close();
			const names = ['Card001#2', 'Derm002#1'];
			const ids = await rounds.actionsNamed(app, coordinator.actor, slug, names);
			expect(ids).toEqual([items[0]!.actions[1]!.id, items[1]!.actions[0]!.id]);
			await expect(
				rounds.actionsNamed(app, coordinator.actor, slug, ['Card001#2', 'Card001#9', 'x'])
			).rejects.toMatchObject({ message: 'This study has no action Card001#9, x.' });
			expect(await openNext({ chosen: 'hand', actionIds: ids })).toMatchObject({
				...{ number: 3, actions: 2, cases: 2, assignments: 6, raters: 3 }
			});
			const given = await everyRow(db, (t) => t.assignments);
			const third = (await everyRow(db, (t) => t.rounds)).at(-1)!;
			expect(given.filter(({ roundId }) => roundId === third.id)).toHaveLength(6);
		});

		describe('two coordinators at the same moment', () => {
			const won = (outcomes: PromiseSettledResult<unknown>[]) =>
				outcomes.filter(({ status }) => status === 'fulfilled').length;
			const told = (outcomes: PromiseSettledResult<unknown>[]) =>
				outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));

			it('close the round: one wins, and the other is told who was first, and when', async () => {
				const at = await aRatedRound(await fresh());
				const { app, db, slug, coordinator, colleague } = at;
				const seen = { number: 1, version: 0 };
				const outcomes = await Promise.allSettled(
					[coordinator, colleague].map(({ actor }) =>
						rounds.setLocked(app, actor, slug, true, seen)
					)
				);
				expect(won(outcomes)).toBe(1);
				const winner = outcomes[0]!.status === 'fulfilled' ? 'Ada Stone' : 'Ben Hale';
				expect(told(outcomes)).toMatchObject([
					{
						kind: 'conflict',
						message:
							`Round 1 was changed by ${winner} on 2 November at 08:00 UTC, while you had it open. ` +
							'Nothing of yours was saved. Look at it as it is now, and decide again.'
					}
				]);
				const lines = await everyRow(db, (t) => t.auditEvents);
				expect(lines.filter(({ what }) => what === 'round.locked')).toHaveLength(1);
			});

			it('extend it and close it: the later one is told', async () => {
				const at = await aRatedRound(await fresh());
				const { app, db, slug, coordinator, colleague } = at;
				const seen = { number: 1, version: 0 };
				const outcomes = await Promise.allSettled([
					rounds.setDue(app, coordinator.actor, slug, DUE, seen),
					rounds.setDue(app, colleague.actor, slug, DUE + DAY, seen),
					rounds.setLocked(app, colleague.actor, slug, true, seen)
				]);
				expect(won(outcomes)).toBe(1);
				expect(told(outcomes)).toMatchObject([{ kind: 'conflict' }, { kind: 'conflict' }]);
				expect(await everyRow(db, (t) => t.rounds)).toMatchObject([{ version: 1 }]);
			});

			it('open the next one: one wins, one round is there, and nobody is asked twice', async () => {
				const at = await aRatedRound(await fresh());
				const { app, db, slug, coordinator, colleague, close } = at;
				await close();
				const next = { chosen: 'rule', dueAt: null, seen: { number: 1, version: 1 } } as const;
				const outcomes = await Promise.allSettled(
					[coordinator, colleague].map(({ actor }) => rounds.openNext(app, actor, slug, next))
				);
				expect(won(outcomes)).toBe(1);
				const winner = outcomes[0]!.status === 'fulfilled' ? 'Ada Stone' : 'Ben Hale';
				expect(told(outcomes)).toMatchObject([
					{
						kind: 'conflict',
						message: expect.stringContaining(`Round 2 was changed by ${winner} on 2 November`)
					}
				]);
				expect(await everyRow(db, (t) => t.rounds)).toHaveLength(2);
				expect(await everyRow(db, (t) => t.assignments)).toHaveLength(12);
			});

			it('act on a round that is the newest no more: nothing of the newer one is changed', async () => {
				const at = await aRatedRound(await fresh());
				const { app, db, slug, coordinator, close, openNext } = at;
				await close();
				await openNext();
				const before = await everything(db);
				const [one, second] = [
					{ number: 1, version: 0 },
					{ number: 1, version: 1 }
				];
				const { actor } = coordinator;
				expect(
					await refusals(
						rounds.setLocked(app, actor, slug, true, one),
						rounds.setLocked(app, actor, slug, false, second),
						rounds.setDue(app, actor, slug, DUE, one)
					)
				).toEqual(['conflict', 'conflict', 'conflict']);
				expect(await everything(db)).toEqual(before);
			});
		});

		it('opens only the newest round again, so that those before it stand', async () => {
			const at = await aRatedRound(await fresh());
			const { app, db, slug, coordinator, close, openNext } = at;
			await close();
			await openNext();
			await close();
			await rounds.setLocked(app, coordinator.actor, slug, false);
			const closed = async () => (await everyRow(db, (t) => t.rounds)).map((one) => one.closedAt);
			expect(await closed()).toEqual([START, null]);
		});

		it('is the business of those who run the study', async () => {
			const at = await aRatedRound(await fresh());
			const { app, slug, raters, close } = at;
			await close();
			const { actor } = raters[0]!;
			const sought = { outcome: null, specialty: null, find: '' };
			expect(
				await refusals(
					rounds.overview(app, actor, slug),
					rounds.previewNext(app, actor, slug, { chosen: 'rule' }),
					rounds.actionList(app, actor, slug, { ...sought, page: 1 }),
					rounds.actionIds(app, actor, slug, sought),
					rounds.actionsNamed(app, actor, slug, ['Card001#1']),
					rounds.openNext(app, actor, slug, { chosen: 'rule', dueAt: null })
				)
			).toEqual(Array(6).fill('forbidden'));
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
