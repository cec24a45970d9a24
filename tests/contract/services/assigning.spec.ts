import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as trail from '#lib/server/store/trail.ts';
import { onEach } from '../databases.ts';
import { aCase, aMember, anApp, ask, aStudy, refusals, taking } from '../support.ts';

async function aTeam(db: Database, ratersPerCase = 2) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase });
	const coordinator = (await aMember(db, study, 'coordinator')).actor;
	return { app, study, coordinator, slug: study.slug };
}

const given = (db: Database, study: { round: { id: number } }) =>
	ask(db, assignments.ofRound, { roundId: study.round.id });

onEach(({ fresh }) => {
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
		await expect(assign('Card002', rater.memberId)).rejects.toThrow(
			'this study has no case “Card002”'
		);
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
		await assigning.planAtOnce(app, coordinator, slug);
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
		await assigning.planAtOnce(app, coordinator, slug);
		const [assignment] = await given(db, study);
		const elsewhere = await aTeam(db);
		const pair = { externalId: item.externalId, memberId: rater.memberId };
		for (const [actor, kind] of [
			[rater.actor, 'forbidden'],
			[elsewhere.coordinator, 'missing']
		] as const) {
			const kinds = await refusals(
				assigning.assignByHand(app, actor, slug, pair),
				assigning.move(app, actor, slug, taking(assignment!.id)),
				assigning.returnTo(app, actor, slug, assignment!.id),
				assigning.show(app, actor, slug, assignment!.id),
				assigning.takers(app, actor, slug, { externalId: item.externalId, who: '' }),
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
