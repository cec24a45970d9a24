import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as trail from '#lib/server/store/trail.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	aSave,
	ask,
	aStudy,
	refusals,
	scored,
	START,
	write,
	taking
} from '../support.ts';

async function aTeam(db: Database, ratersPerCase = 2) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase });
	const coordinator = (await aMember(db, study, 'coordinator')).actor;
	return { app, study, coordinator, slug: study.slug };
}

const given = (db: Database, study: { round: { id: number } }) =>
	ask(db, assignments.ofRound, { roundId: study.round.id });

onEach(({ fresh }) => {
	it('previews without a change, then gives each case k raters of its specialty, evenly', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db);
		const raters = [];
		for (let index = 0; index < 4; index += 1) {
			raters.push(await aMember(db, study, 'rater', { specialties: ['Card'] }));
		}
		const nephrologist = await aMember(db, study, 'rater', { specialties: ['Neph'] });
		const anyone = await aMember(db, study, 'rater');
		for (let index = 0; index < 6; index += 1) await aCase(db, study, { actions: 5 });
		const kidney = await aCase(db, study, { specialty: 'Neph', actions: 5 });

		const preview = await assigning.previewPlan(app, coordinator, slug);
		expect(await given(db, study)).toEqual([]);
		expect(preview.short).toEqual([]);
		expect(preview.assign).toHaveLength(14);
		expect(preview.assign.find(({ externalId }) => externalId === kidney.externalId)).toMatchObject(
			{
				specialty: 'Nephrology',
				rater: nephrologist.name
			}
		);
		expect(await assigning.applyPlan(app, coordinator, slug)).toEqual(preview);

		const made = await given(db, study);
		expect(made).toHaveLength(14);
		const perMember = Map.groupBy(made, ({ memberId }) => memberId);
		expect(perMember.get(nephrologist.memberId)).toMatchObject([{ caseId: kidney.id }]);
		const cardiologists = [...raters, anyone].map(
			({ memberId }) => perMember.get(memberId)!.length
		);
		expect(Math.max(...cardiologists) - Math.min(...cardiologists)).toBeLessThanOrEqual(1);
		for (const { rater, now, then } of preview.loads) {
			const { memberId } = [...raters, anyone, nephrologist].find(({ name }) => name === rater)!;
			expect([now, then]).toEqual([0, 5 * perMember.get(memberId)!.length]);
		}
		const lines = await ask(db, trail.ofStudy, { studyId: study.id, limit: 100 });
		expect(lines.filter(({ what }) => what === 'assignment.made')).toHaveLength(14);

		await expect(assigning.applyPlan(app, coordinator, slug)).rejects.toMatchObject({
			kind: 'invalid',
			message: 'Every case has its raters already. There is nothing to assign.'
		});
	});

	it('leaves out coordinators, adjudicators and people who never sign in', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db, 1);
		await aMember(db, study, 'adjudicator');
		await aMember(db, study, 'rater', { email: null });
		await aCase(db, study, { externalId: 'Card001' });
		await expect(assigning.applyPlan(app, coordinator, slug)).rejects.toMatchObject({
			kind: 'invalid',
			message: expect.stringContaining('nobody in this study rates Cardiology')
		});
	});

	it('gives nothing to a disabled account, and others what it has not signed', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db);
		const [gone, other] = [
			await aMember(db, study, 'rater', { name: 'Gone' }),
			await aMember(db, study, 'rater')
		];
		const [signed, begun, untouched] = [
			await aCase(db, study, { externalId: 'Card001', position: 0, actions: 1 }),
			await aCase(db, study, { externalId: 'Card002', position: 1, actions: 2 }),
			await aCase(db, study, { externalId: 'Card003', position: 2, actions: 1 })
		];
		await assigning.applyPlan(app, coordinator, slug);
		const mine = await ask(db, assignments.ofMember, gone);
		expect(mine.map(({ caseId }) => caseId)).toEqual([signed.id, begun.id, untouched.id]);
		for (const [at, item] of [signed, begun].entries()) {
			const save = aSave(item.actions[0]!.id, 0, scored(5));
			await rating.saveRating(app, gone.actor, mine[at]!.id, save);
		}
		await rating.submitCase(app, gone.actor, mine[0]!.id);

		await write(db, (tx) => users.setDisabled(tx, gone.id, START));
		await aCase(db, study, { externalId: 'Card004', position: 3, actions: 1 });
		const third = await aMember(db, study, 'rater', { name: 'Third' });
		const preview = await assigning.previewPlan(app, coordinator, slug);
		expect(preview.assign.map(({ externalId, rater }) => [externalId, rater])).toEqual([
			['Card002', 'Third'],
			['Card003', 'Third'],
			['Card004', expect.any(String)],
			['Card004', expect.any(String)]
		]);
		expect(preview.short).toEqual([]);
		expect(new Set(preview.loads.map(({ rater }) => rater))).toEqual(
			new Set([other.name, third.name])
		);
		await assigning.applyPlan(app, coordinator, slug);
		// What was begun is kept, and what was not makes room.
		expect(await ask(db, assignments.ofMember, gone)).toMatchObject([
			{ caseId: signed.id, releasedAt: null },
			{ caseId: begun.id, releasedAt: START, counts: true }
		]);
		await expect(
			assigning.assignByHand(app, coordinator, slug, {
				externalId: 'Card004',
				memberId: gone.memberId
			})
		).rejects.toMatchObject({
			kind: 'invalid',
			message: 'The account of Gone is disabled. Choose someone else.'
		});

		// Back again: the rater counts, and more than k raters take nothing from anybody.
		await write(db, (tx) => users.setDisabled(tx, gone.id, null));
		expect((await assigning.previewPlan(app, coordinator, slug)).assign).toEqual([]);
	});

	it('says that a case is short where only a disabled account could rate it', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db, 1);
		await aMember(db, study, 'rater', { specialties: ['Neph'], disabledAt: START });
		await aMember(db, study, 'rater', { specialties: ['Card'] });
		await aCase(db, study, { externalId: 'Neph001', specialty: 'Neph' });
		const { short } = await assigning.previewPlan(app, coordinator, slug);
		expect(short).toEqual([
			expect.stringMatching(/^Neph001 lacks 1 rater: nobody in this study rates Nephrology\./)
		]);
	});

	it('brings no work into a locked round, where nobody could do it', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db, 1);
		const rater = await aMember(db, study, 'rater');
		const { externalId } = await aCase(db, study);
		await rounds.setLocked(app, coordinator, slug, true);
		const pair = { externalId, memberId: rater.memberId };
		const refused = {
			kind: 'conflict',
			message: expect.stringMatching(/^Round 1 is locked/)
		};
		await expect(assigning.applyPlan(app, coordinator, slug)).rejects.toMatchObject(refused);
		await expect(assigning.assignByHand(app, coordinator, slug, pair)).rejects.toMatchObject(
			refused
		);
		expect(await given(db, study)).toEqual([]);
		await rounds.setLocked(app, coordinator, slug, false);
		await assigning.applyPlan(app, coordinator, slug);
		expect(await given(db, study)).toHaveLength(1);
	});

	it('names the case that nobody can rate, and its specialty', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db);
		await aMember(db, study, 'rater', { specialties: ['Card'] });
		await aMember(db, study, 'rater', { specialties: ['Card', 'Neuro'] });
		await aCase(db, study, { externalId: 'Card001' });
		await aCase(db, study, { externalId: 'Neph001', specialty: 'Neph' });
		await aCase(db, study, { externalId: 'Neuro001', specialty: 'Neuro' });
		const { assign, short } = await assigning.applyPlan(app, coordinator, slug);
		expect(assign).toHaveLength(3);
		const advice = 'Add a member of that specialty, or assign by hand.';
		expect(short).toEqual([
			`Neph001 lacks 2 raters: nobody in this study rates Nephrology. ${advice}`,
			`Neuro001 lacks 1 rater: only 1 person rates Neurology. ${advice}`
		]);
	});

	it('is applied once, where two coordinators apply it at the same time', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db);
		for (let index = 0; index < 4; index += 1) await aMember(db, study, 'rater');
		await aCase(db, study);
		const outcomes = await Promise.allSettled([
			assigning.applyPlan(app, coordinator, slug),
			assigning.applyPlan(app, coordinator, slug)
		]);
		expect(await given(db, study)).toHaveLength(2);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
			// Too late to plan, or to write what was planned: either way it is said.
			reason: { kind: expect.stringMatching(/^(conflict|invalid)$/) }
		});
	});

	it('assigns by hand, across specialties, once', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db);
		const rater = await aMember(db, study, 'rater', { specialties: ['Neph'], name: 'Ada' });
		const adjudicator = await aMember(db, study, 'adjudicator', { name: 'Ben' });
		await aCase(db, study, { externalId: 'Card001' });
		const assign = (externalId: string, memberId: number) =>
			assigning.assignByHand(app, coordinator, slug, { externalId, memberId });
		await assign('Card001', rater.memberId);
		await expect(assign('Card001', rater.memberId)).rejects.toMatchObject({
			kind: 'conflict',
			message: 'Ada has Card001 already.'
		});
		await expect(assign('Card002', rater.memberId)).rejects.toMatchObject({ kind: 'missing' });
		await expect(assign('Card001', 999_999)).rejects.toMatchObject({ kind: 'missing' });
		await expect(assign('Card001', adjudicator.memberId)).rejects.toMatchObject({
			kind: 'invalid',
			message: 'Ben is adjudicator here, and does not rate.'
		});
		expect(await given(db, study)).toMatchObject([{ memberId: rater.memberId }]);
	});

	it('takes away an assignment in which nothing is begun', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db, 1);
		const rater = await aMember(db, study, 'rater');
		const item = await aCase(db, study);
		await assigning.applyPlan(app, coordinator, slug);
		const [first] = await given(db, study);
		await assigning.move(app, coordinator, slug, taking(first!.id));
		expect(await given(db, study)).toEqual([]);
		expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
			what: 'assignment.removed',
			userId: coordinator.id,
			old: { caseId: item.id, memberId: rater.memberId }
		});
	});

	it('is for the coordinator of the study only', async () => {
		const db = await fresh();
		const { app, study, coordinator, slug } = await aTeam(db, 1);
		const rater = await aMember(db, study, 'rater');
		const item = await aCase(db, study);
		await assigning.applyPlan(app, coordinator, slug);
		const [assignment] = await given(db, study);
		const elsewhere = await aTeam(db);
		const pair = { externalId: item.externalId, memberId: rater.memberId };
		for (const [actor, kind] of [
			[rater.actor, 'forbidden'],
			[elsewhere.coordinator, 'missing']
		] as const) {
			const kinds = await refusals(
				assigning.previewPlan(app, actor, slug),
				assigning.applyPlan(app, actor, slug),
				assigning.assignByHand(app, actor, slug, pair),
				assigning.move(app, actor, slug, taking(assignment!.id)),
				assigning.returnTo(app, actor, slug, assignment!.id),
				assigning.show(app, actor, slug, assignment!.id),
				assigning.workOf(app, actor, slug, { memberId: rater.memberId, page: 1 }),
				rating.lookAtRatings(app, actor, slug, assignment!.id)
			);
			expect(new Set(kinds)).toEqual(new Set([kind]));
		}
		await expect(
			assigning.move(app, elsewhere.coordinator, elsewhere.slug, taking(assignment!.id))
		).rejects.toMatchObject({ kind: 'missing' });
		expect(await given(db, study)).toHaveLength(1);
	});
});
