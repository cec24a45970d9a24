import { describe, expect, it } from 'vitest';
import { verifyRelease } from '#lib/formats/verify.ts';
import { unzip } from '#lib/formats/zip.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { onEach } from '../databases.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import { aLook, aMember, aSave, everyRow, MINUTE, scored, START, write } from '../support.ts';
import { aStudyToCareFor, CASE } from './caring-support.ts';
import { refusal } from './importing-support.ts';
import { wholeOf } from './releasing-support.ts';

const WHY = { reason: 'It is one patient twice.' };

/** An event that says that an action was taken out, or brought back; and a line of a story without its place in it. */
const TAKEN = /,(withdrawn|restored),/;

onEach(({ fresh }) => {
	describe('a case that is withdrawn', () => {
		it('is out of everything that leaves or counts, and comes back as it was, byte for byte', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, asked, raters } = at;
			const before = await at.leaves();
			const covered = await at.coverage();
			expect(covered).toMatchObject({ ratings: { done: 18 }, cases: { of: 3 } });
			await caring.withdraw(app, actor, asked(0), WHY);
			expect(await at.coverage()).toMatchObject({ ratings: { done: 0 }, cases: { of: 2 } });
			const gone = await at.leaves();
			expect(JSON.stringify(gone)).not.toContain(CASE);
			expect(await rating.myCases(app, raters[0]!.actor)).toMatchObject([{ cases: [] }]);
			expect(await at.show()).toMatchObject({ withdrawn: WHY, version: 1 });
			await caring.restore(app, actor, asked(1));
			expect(await at.leaves()).toEqual(before);
			expect((await at.coverage()).ratings).toEqual(covered.ratings);
			expect((await at.show()).history.map(({ what, reason }) => [what, reason])).toEqual([
				['case.restored', null],
				['case.withdrawn', WHY.reason]
			]);
		});

		it('takes what a rater still sends, shows itself read-only, and is not signed', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db, 2);
			const { app, actor, asked, raters, actions } = at;
			const third = raters[2]!;
			await caring.withdraw(app, actor, asked(), WHY);
			const save = aSave(actions[0]!.id, 1, scored(3, 'sent later'));
			await rating.saveRating(app, third.actor, third.assignment.id, save);
			await rating.commentCase(app, third.actor, third.assignment.id, { before: '', text: 'Hm.' });
			expect(await at.open(2)).toMatchObject({
				withdrawn: true,
				mayTakeBack: false,
				comment: 'Hm.'
			});
			const said = 'This case was withdrawn from the study';
			for (const press of [
				rating.submitCase(app, third.actor, third.assignment.id),
				rating.takeBack(app, raters[0]!.actor, raters[0]!.assignment.id)
			]) {
				const { code, message } = await refusal(press);
				expect([code, message]).toEqual(['case-withdrawn', expect.stringContaining(said)]);
			}
			expect((await at.coverage()).ratings.done).toBe(0);
			await caring.restore(app, actor, asked());
			expect((await at.coverage()).ratings.done).toBe(18);
			const kept = (await at.open(2)).actions.find(({ id }) => id === save.action);
			expect(kept).toMatchObject({ value: { score: 3, comment: 'sent later' } });
			await rating.submitCase(app, third.actor, third.assignment.id);
		});

		it('makes a plan that names it out of date, and is given to nobody by hand', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db);
			const { app, actor, slug, asked, study } = at;
			await assigning.computePlan(app, actor, slug, { seed: 1 });
			const planned = await everyRow(db, (t) => t.planPlaces);
			expect(planned.length).toBeGreaterThan(0);
			await caring.withdraw(app, actor, asked(0, 'Derm902'), WHY);
			expect(await assigning.planPage(app, actor, slug, aLook())).toMatchObject({
				outOfDate: true
			});
			await expect(assigning.applyPlan(app, actor, slug)).rejects.toMatchObject({
				kind: 'conflict'
			});
			const { memberId } = await aMember(db, study, 'rater');
			const given = { externalId: 'Derm902', memberId };
			const refused = await refusal(assigning.assignByHand(app, actor, slug, given));
			expect(refused.message).toContain('Derm902 is withdrawn. Bring it back');
			await assigning.computePlan(app, actor, slug, { seed: 1 });
			await assigning.applyPlan(app, actor, slug);
			const made = await everyRow(db, (t) => t.assignments);
			const { id } = (await everyRow(db, (t) => t.cases)).find(
				({ externalId }) => externalId === 'Derm902'
			)!;
			expect(made.filter(({ caseId }) => caseId === id)).toEqual([]);
		});

		it('takes its second times along, and brings them back', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db);
			const { app, actor, asked, raters } = at;
			const [first] = raters;
			const again = {
				...first!.assignment,
				repeat: 1,
				state: 'assigned' as const,
				createdAt: START
			};
			const { caseId, memberId, roundId, repeat, state, createdAt } = again;
			const [second] = await write(db, (tx) =>
				assignments.insert(tx, [
					{ caseId, memberId, roundId, repeat, state, createdAt, availableAt: START }
				])
			);
			const mine = async () =>
				(await rating.myCases(app, first!.actor))[0]!.cases.map((one) => [one.again, one.hidden]);
			const both = [
				[false, true],
				[true, false]
			];
			expect(await mine()).toEqual(both);
			await caring.withdraw(app, actor, asked(), WHY);
			expect(await mine()).toEqual([]);
			await rating.saveRating(
				app,
				first!.actor,
				second!.id,
				aSave(at.actions[0]!.id, 0, scored(4))
			);
			await caring.restore(app, actor, asked());
			expect(await mine()).toEqual(both);
		});

		it('is asked in no later round, whose other cases go on', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, slug, asked, actions, raters } = at;
			await rounds.setLocked(app, actor, slug, true);
			const ask = { actionIds: [actions[1]!.id], chosen: 'hand' as const, dueAt: null };
			await rounds.openNext(app, actor, slug, ask);
			const mine = async () => (await rating.myCases(app, raters[0]!.actor))[0]!.cases;
			expect(await mine()).toMatchObject([{ externalId: CASE, actions: 1 }]);
			await caring.withdraw(app, actor, asked(), WHY);
			expect(await mine()).toEqual([]);
			await caring.restore(app, actor, asked());
			expect(await mine()).toMatchObject([{ externalId: CASE, actions: 1 }]);
			// What the round asks of the case may be withdrawn too: then there is nothing to do in it.
			await caring.withdrawAction(app, actor, asked(), { number: 2, ...WHY });
			expect(await mine()).toEqual([]);
			expect(await at.coverage()).toMatchObject({ ratings: { wanted: 0 } });
			await caring.restoreAction(app, actor, asked(), { number: 2 });
			expect(await mine()).toMatchObject([{ externalId: CASE, state: 'assigned', actions: 1 }]);
		});

		it('is withdrawn once, by whoever saw it as it is, and with a reason', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, colleague, asked } = at;
			await expect(caring.withdraw(app, actor, asked(), { reason: ' ' })).rejects.toThrow(
				'say why'
			);
			const press = (who: typeof actor) => caring.withdraw(app, who, asked(0), WHY);
			const outcomes = await Promise.allSettled([press(actor), press(colleague)]);
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			const again = await refusal(caring.withdraw(app, actor, asked(), WHY));
			expect(again.message).toBe(`${CASE} is withdrawn already.`);
			await caring.restore(app, actor, asked());
			expect(await refusal(caring.restore(app, actor, asked()))).toMatchObject({
				kind: 'conflict'
			});
		});
	});

	describe('an action that is withdrawn', () => {
		it('is in no figure and no file, and what refers to it leaves whole', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, slug, asked } = at;
			// With the first release raters get their pseudonyms.
			await releasing.create(app, actor, slug, {});
			const before = await at.leaves();
			// Of the small kit others depend on 1, and the consult is about 7.
			for (const number of [1, 7]) {
				await caring.withdrawAction(app, actor, asked(), { number, ...WHY });
			}
			expect((await at.coverage()).ratings.done).toBe(12);
			const { number } = await releasing.create(app, actor, slug, { unresolved: 'exclude' });
			const archive = await releasing.archive(app, actor, slug, number);
			expect(verifyRelease(await unzip(await wholeOf(archive))).problems).toEqual([]);
			expect((await at.leaves()).files['actions.csv']).not.toContain(`${CASE},1,`);
			for (const back of [7, 1]) await caring.restoreAction(app, actor, asked(), { number: back });
			const after = await at.leaves();
			// Only its story tells of it, which it had none of before.
			const told = after.files['stories.csv']!.split('\n').filter((line) => TAKEN.test(line));
			expect(told.map((line) => line.split(',').slice(0, 2).join())).toEqual([
				...[`${CASE},1`, `${CASE},1`, `${CASE},7`, `${CASE},7`]
			]);
			expect(before.files['stories.csv']!.split('\n')).toHaveLength(2);
			after.files['stories.csv'] = before.files['stories.csv']!;
			expect(after).toEqual(before);
			expect(await at.open()).toMatchObject({ state: 'submitted' });
		});

		it('is asked of nobody; whoever signs without it signs again once it is back', async () => {
			const at = await aStudyToCareFor(await fresh(), 2);
			const { app, actor, asked, raters, actions } = at;
			const third = raters[2]!;
			const answer = aSave(actions[0]!.id, 1, { ...scored(1), score: null });
			await rating.saveRating(app, third.actor, third.assignment.id, answer);
			await caring.withdrawAction(app, actor, asked(), { number: 1, ...WHY });
			await rating.submitCase(app, third.actor, third.assignment.id);
			// What still waited in a browser is taken, and counts nowhere.
			app.pass(MINUTE);
			await caring.restoreAction(app, actor, asked(), { number: 1 });
			expect(await at.open(2)).toMatchObject({ state: 'reopened' });
			expect(await at.open(1)).toMatchObject({ state: 'submitted' });
			expect(await at.needs()).toContainEqual(
				expect.objectContaining({ kind: 'reworded', count: 1 })
			);
		});

		it('takes what a rater still sends of it', async () => {
			const at = await aStudyToCareFor(await fresh(), 2);
			const { app, actor, asked, raters, actions } = at;
			const third = raters[2]!;
			await caring.withdrawAction(app, actor, asked(), { number: 1, ...WHY });
			await rating.saveRating(
				app,
				third.actor,
				third.assignment.id,
				aSave(actions[0]!.id, 1, scored(2))
			);
			expect((await at.coverage()).ratings.done).toBe(15);
			await caring.restoreAction(app, actor, asked(), { number: 1 });
			expect((await at.open(2)).actions[0]).toMatchObject({ number: 1, value: { score: 2 } });
		});

		it('is never the last of its case', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, asked } = at;
			const take = (number: number) =>
				caring.withdrawAction(app, actor, asked(), { number, ...WHY });
			for (const number of [1, 2, 3, 5, 7]) await take(number);
			expect((await refusal(take(8))).message).toContain('Withdraw the case instead.');
			expect((await refusal(take(7))).message).toBe('Action 7 is withdrawn already.');
			expect((await refusal(take(4))).kind).toBe('missing');
		});
	});

	it('keeps the last case by which raters qualify, and grades anew without one of several', async () => {
		const at = await aStudyToCareFor(await fresh());
		const { app, actor, slug, asked } = at;
		await qualifying.configure(app, actor, slug, { required: true, cases: ['ID901', 'Derm902'] });
		await caring.withdraw(app, actor, asked(undefined, 'Derm902'), WHY);
		const last = await refusal(caring.withdraw(app, actor, asked(undefined, 'ID901'), WHY));
		expect(last.message).toContain('ID901 is the only case by which raters qualify.');
	});
});
