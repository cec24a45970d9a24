import { describe, expect, it } from 'vitest';
import type { RatingValue } from '#lib/domain/rating.ts';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { type Actor } from '#lib/server/app.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as trail from '#lib/server/store/trail.ts';
import { onEach } from '../databases.ts';
import { aSave, ask, MINUTE, scored, START } from '../support.ts';
import {
	aStudyToQualifyFor,
	block,
	KEY,
	rateGold,
	standingOf,
	take
} from './qualifying-support.ts';

onEach(({ fresh }) => {
	describe('qualification, from off to passed', () => {
		it('leaves a study without it as it was', async () => {
			const db = await fresh();
			const { app, study, coordinator, actor, ordinary, assignment } = await aStudyToQualifyFor(db);
			expect(await qualifying.settings(app, coordinator, study.slug)).toMatchObject({
				required: false,
				passMark: 80,
				tries: 2,
				cases: [
					{ externalId: 'Card002', gold: false },
					{ externalId: 'Card003', gold: false }
				],
				notOffered: { withoutKey: 1, rated: 0 }
			});
			expect((await rating.myCases(app, actor))[0]!.qualification).toBeNull();
			const save = aSave(ordinary.actions[0]!.id, 0, scored(5));
			await rating.saveRating(app, actor, assignment.id, save);
		});

		it('gives every rater the gold cases, and closes what was not begun', async () => {
			const db = await fresh();
			const { app, study, actor, ordinary, assignment, configure } = await aStudyToQualifyFor(db);
			await configure();
			const [mine] = await rating.myCases(app, actor);
			expect(mine).toMatchObject({
				cases: [{ externalId: 'Card001' }],
				continueWith: null,
				qualification: {
					standing: { kind: 'to-take', triesLeft: 2 },
					passMark: 80,
					band: 2,
					cases: [
						{ externalId: 'Card002', state: 'assigned', actions: 5 },
						{ externalId: 'Card003', state: 'assigned', actions: 5 }
					],
					continueWith: { externalId: 'Card002' }
				}
			});
			const refused = {
				kind: 'forbidden',
				message: expect.stringContaining('once you have qualified')
			};
			await expect(rating.openCase(app, actor, assignment.id)).rejects.toMatchObject(refused);
			const save = aSave(ordinary.actions[0]!.id, 0, scored(5));
			await expect(rating.saveRating(app, actor, assignment.id, save)).rejects.toMatchObject(
				refused
			);
			const comment = { before: '', text: 'First!' };
			await expect(rating.commentCase(app, actor, assignment.id, comment)).rejects.toMatchObject(
				refused
			);
			await expect(rating.submitCase(app, actor, assignment.id)).rejects.toMatchObject(refused);
			expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toMatchObject([
				{ what: 'assignment.made' },
				{ what: 'assignment.made' },
				{
					what: 'study.qualification',
					old: { passMark: null, tries: 2, cases: [] },
					new: { passMark: 80, tries: 2, cases: ['Card002', 'Card003'] }
				}
			]);
		});

		it('lets a case go on that was begun before', async () => {
			const db = await fresh();
			const { app, actor, ordinary, assignment, configure } = await aStudyToQualifyFor(db);
			const save = (at: number) => aSave(ordinary.actions[at]!.id, 0, scored(5));
			await rating.saveRating(app, actor, assignment.id, save(0));
			await configure();
			await rating.saveRating(app, actor, assignment.id, save(1));
			await rating.saveRating(app, actor, assignment.id, save(2));
			await rating.submitCase(app, actor, assignment.id);
			expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
				state: 'submitted',
				qualification: null,
				place: { index: 1, of: 1 },
				nextAssignmentId: null
			});
		});

		it('opens the gold cases again where they are not passed, and the study where they are', async () => {
			const db = await fresh();
			const { app, study, coordinator, rater, actor, assignment, configure } =
				await aStudyToQualifyFor(db);
			await configure();
			const [first, second] = (await block(app, actor)).cases;
			await rateGold(app, actor, first!.assignmentId, 3);
			await rating.submitCase(app, actor, first!.assignmentId);
			expect(await rating.openCase(app, actor, first!.assignmentId)).toMatchObject({
				mayTakeBack: true,
				place: { index: 1, of: 2 },
				nextAssignmentId: second!.assignmentId,
				qualification: { standing: { kind: 'to-take' }, key: null }
			});
			await rateGold(app, actor, second!.assignmentId, 2);
			const { version } = await rating.openCase(app, actor, second!.assignmentId);
			app.pass(MINUTE);
			await rating.submitCase(app, actor, second!.assignmentId, { version });
			const failed = { kind: 'not-passed', triesUsed: 1, triesLeft: 1, agreed: 5, of: 10 };
			expect(await block(app, actor)).toMatchObject({
				standing: failed,
				cases: [
					{ state: 'reopened', rated: 5, submittedAt: null },
					{ state: 'reopened', rated: 5, submittedAt: null }
				]
			});
			// The answer was lost and the same submission comes again: no try is used up by it.
			await expect(
				rating.submitCase(app, actor, second!.assignmentId, { version })
			).rejects.toMatchObject({ kind: 'conflict' });
			await expect(rating.openCase(app, actor, assignment.id)).rejects.toMatchObject({
				kind: 'forbidden'
			});

			await take(app, actor, 2);
			expect(await standingOf(app, coordinator, study.slug, rater.memberId)).toEqual({
				kind: 'passed',
				at: START + MINUTE,
				agreed: 10,
				of: 10
			});
			expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
				state: 'assigned',
				place: { index: 1, of: 1 }
			});
			expect(await rating.myCases(app, actor)).toMatchObject([
				{ continueWith: { externalId: 'Card001' }, qualification: { continueWith: null } }
			]);
			expect(await rating.openCase(app, actor, second!.assignmentId)).toMatchObject({
				state: 'submitted',
				mayTakeBack: false,
				nextAssignmentId: assignment.id,
				qualification: { standing: { kind: 'passed' } }
			});
			await expect(rating.takeBack(app, actor, first!.assignmentId)).rejects.toMatchObject({
				kind: 'conflict'
			});
			const lines = (await ask(db, trail.ofStudy, { studyId: study.id, limit: 50 })).map(
				({ what }) => what
			);
			expect(lines.filter((what) => what.startsWith('qualification'))).toEqual([
				'qualification.passed',
				'qualification.not-passed'
			]);
		});

		it('may take a gold case back until the last one is submitted', async () => {
			const db = await fresh();
			const { app, actor, configure } = await aStudyToQualifyFor(db);
			await configure();
			const [first] = (await block(app, actor)).cases;
			await rateGold(app, actor, first!.assignmentId, 0);
			await rating.submitCase(app, actor, first!.assignmentId);
			await rating.takeBack(app, actor, first!.assignmentId);
			expect((await block(app, actor)).standing).toEqual({ kind: 'to-take', triesLeft: 2 });
			await take(app, actor, 0);
			expect((await block(app, actor)).standing).toMatchObject({ kind: 'passed' });
		});

		it('never agrees with "cannot rate"', async () => {
			const db = await fresh();
			const { app, actor, configure } = await aStudyToQualifyFor(db);
			await configure({ cases: ['Card002'], passMark: 100 });
			const [{ assignmentId } = { assignmentId: 0 }] = (await block(app, actor)).cases;
			await rateGold(app, actor, assignmentId, 0);
			const { actions } = await rating.openCase(app, actor, assignmentId);
			const unable: RatingValue = { ...EMPTY_RATING, cannotRate: 'outside-specialty' };
			await rating.saveRating(app, actor, assignmentId, aSave(actions[0]!.id, 1, unable));
			await rating.submitCase(app, actor, assignmentId);
			expect((await block(app, actor)).standing).toMatchObject({ agreed: 4, of: 5 });
		});
	});

	describe('when every try is used up', () => {
		it('tells the coordinator, who accepts the rater with a reason', async () => {
			const db = await fresh();
			const { app, study, coordinator, rater, actor, assignment, configure } =
				await aStudyToQualifyFor(db);
			await configure({ tries: 1 });
			await take(app, actor, 4);
			expect(await block(app, actor)).toMatchObject({
				standing: { kind: 'not-passed', triesUsed: 1, triesLeft: 0, agreed: 0, of: 10 },
				cases: [{ state: 'submitted' }, { state: 'submitted' }],
				continueWith: null
			});
			const [first] = (await block(app, actor)).cases;
			await expect(rating.takeBack(app, actor, first!.assignmentId)).rejects.toMatchObject({
				kind: 'conflict'
			});
			expect(await rating.openCase(app, actor, first!.assignmentId)).toMatchObject({
				reference: null,
				mayTakeBack: false,
				qualification: { key: null }
			});
			const { needs } = await watching.coverage(app, coordinator, study.slug);
			expect(needs.kinds).toContainEqual(
				expect.objectContaining({
					kind: 'not-qualified',
					first: [expect.objectContaining({ rater: rater.name })]
				})
			);
			const accept = (by: Actor, reason: string) =>
				qualifying.accept(app, by, study.slug, rater.memberId, { reason });
			await expect(accept(coordinator, ' ')).rejects.toThrow('say why');
			await expect(accept(actor, 'Mine.')).rejects.toMatchObject({ kind: 'forbidden' });
			await accept(coordinator, 'Wrote the guidelines.');
			await expect(accept(coordinator, 'Again.')).rejects.toMatchObject({ kind: 'conflict' });
			expect(await standingOf(app, coordinator, study.slug, rater.memberId)).toEqual({
				kind: 'accepted',
				at: START
			});
			expect(await people.list(app, coordinator, study.slug)).toContainEqual(
				expect.objectContaining({
					memberId: rater.memberId,
					acceptedBecause: 'Wrote the guidelines.'
				})
			);
			expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({ state: 'assigned' });
			expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
				what: 'qualification.accepted',
				userId: coordinator.id,
				reason: 'Wrote the guidelines.'
			});
			const shown = await rating.openCase(app, actor, first!.assignmentId);
			expect(Object.values(shown.qualification!.key!)).toEqual(KEY);
			expect(JSON.stringify(await block(app, actor))).not.toContain('guidelines');
			await expect(
				people.remove(app, coordinator, study.slug, rater.memberId)
			).rejects.toMatchObject({ kind: 'conflict' });
		});

		it('gives another try where the coordinator allows one, without grading the same answers again', async () => {
			const db = await fresh();
			const { app, actor, configure } = await aStudyToQualifyFor(db);
			await configure({ tries: 1 });
			await take(app, actor, 4);
			await configure({ tries: 3 });
			expect(await block(app, actor)).toMatchObject({
				standing: { kind: 'not-passed', triesUsed: 1, triesLeft: 2 },
				cases: [{ state: 'reopened' }, { state: 'reopened' }]
			});
			await configure({ tries: 1 });
			await take(app, actor, 0);
			expect((await block(app, actor)).standing).toMatchObject({ triesUsed: 1, triesLeft: 0 });
			await configure({ tries: 2 });
			await take(app, actor, 0);
			expect((await block(app, actor)).standing).toMatchObject({ kind: 'passed' });
		});
	});
});
