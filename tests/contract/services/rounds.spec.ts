import { expect, it } from 'vitest';
import type { Actor } from '#lib/server/app.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as trail from '#lib/server/store/trail.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aDesk,
	aMember,
	anAssignment,
	aSave,
	ask,
	aStudy,
	DAY,
	MINUTE,
	refusals,
	scored,
	START
} from '../support.ts';

onEach(({ fresh }) => {
	it('is due on a day, another, or none, with each in the trail; it stays open', async () => {
		const db = await fresh();
		const { app, study, coordinator, actor, assignment, ids } = await aDesk(db, 1);
		const { slug } = study;
		const present = () => rounds.present(app, coordinator, slug);
		expect(await present()).toMatchObject({ number: 1, dueAt: null, lockedAt: null });
		await rounds.setDue(app, coordinator, slug, START + DAY);
		expect(await present()).toMatchObject({ number: 1, dueAt: START + DAY, lockedAt: null });
		app.pass(2 * DAY);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(7)));
		await rounds.setDue(app, coordinator, slug, null);
		expect(await present()).toMatchObject({ number: 1, dueAt: null, lockedAt: null });
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toMatchObject([
			{
				what: 'round.due',
				subject: 'round:1',
				userId: coordinator.id,
				at: START + 2 * DAY,
				old: { dueAt: START + DAY },
				new: { dueAt: null }
			},
			{ what: 'round.due', at: START, old: { dueAt: null }, new: { dueAt: START + DAY } }
		]);
	});

	it('is locked once and opened once, and says so to whoever asks again', async () => {
		const db = await fresh();
		const { app, study, coordinator } = await aDesk(db);
		const set = (locked: boolean) => rounds.setLocked(app, coordinator, study.slug, locked);
		const again = (message: string) => ({ kind: 'conflict', message });
		await expect(set(false)).rejects.toMatchObject(again('The round is open already.'));
		await rounds.setDue(app, coordinator, study.slug, START + DAY);
		app.pass(MINUTE);
		await set(true);
		app.pass(MINUTE);
		await expect(set(true)).rejects.toMatchObject(again('The round is closed already.'));
		expect(await rounds.present(app, coordinator, study.slug)).toMatchObject({
			number: 1,
			dueAt: START + DAY,
			lockedAt: START + MINUTE
		});
		await set(false);
		expect(await rounds.present(app, coordinator, study.slug)).toMatchObject({ lockedAt: null });
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 2 })).toMatchObject([
			{ what: 'round.unlocked', old: { closedAt: START + MINUTE }, new: { closedAt: null } },
			{ what: 'round.locked', old: { closedAt: null }, new: { closedAt: START + MINUTE } }
		]);
	});

	it('lets a rater change nothing while it is locked, and everything as before once it is open', async () => {
		const db = await fresh();
		const { app, study, coordinator, rater, actor, assignment, ids } = await aDesk(db, 1);
		const [action] = ids;
		await rating.saveRating(app, actor, assignment.id, aSave(action!, 0, scored(7)));
		const item = await aCase(db, study, { actions: 1 });
		const signed = await anAssignment(db, study, item, rater);
		const save = aSave(item.actions[0]!.id, 0, scored(5));
		await rating.saveRating(app, actor, signed.id, save);
		await rating.submitCase(app, actor, signed.id);
		await rounds.setLocked(app, coordinator, study.slug, true);

		const before = await ask(db, ratings.ofStudy, { studyId: study.id });
		const lines = await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 });
		const refused = { kind: 'conflict', code: 'round-locked' };
		const attempts = {
			change: () => rating.saveRating(app, actor, assignment.id, aSave(action!, 1, scored(1))),
			comment: () => rating.commentCase(app, actor, assignment.id, { before: '', text: 'Late.' }),
			submit: () => rating.submitCase(app, actor, assignment.id),
			takeBack: () => rating.takeBack(app, actor, signed.id)
		};
		for (const [name, attempt] of Object.entries(attempts)) {
			await expect(attempt(), name).rejects.toMatchObject(refused);
		}
		// Nor is a signature made void that could not be given again.
		await expect(
			rating.reopenCase(app, coordinator, study.slug, signed.id, 'Look again.')
		).rejects.toMatchObject({
			kind: 'conflict',
			message: expect.stringMatching(/^Round 1 is closed/)
		});
		expect((await rating.openCase(app, actor, signed.id)).signature).not.toBeNull();
		expect(await ask(db, ratings.ofStudy, { studyId: study.id })).toEqual(before);
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toEqual(lines);
		expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
			locked: true,
			state: 'in-progress',
			comment: ''
		});

		await rounds.setLocked(app, coordinator, study.slug, false);
		for (const attempt of Object.values(attempts)) await attempt();
		expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
			locked: false,
			state: 'submitted',
			comment: 'Late.'
		});
		expect(await rating.openCase(app, actor, signed.id)).toMatchObject({ state: 'reopened' });
	});

	it('is the business of those who run its study, and locks no other', async () => {
		const db = await fresh();
		const { app, study, coordinator, actor } = await aDesk(db);
		const other = await aStudy(db);
		const stranger = await aMember(db, other, 'coordinator');
		const all = (by: Actor) =>
			refusals(
				rounds.present(app, by, study.slug),
				rounds.setDue(app, by, study.slug, START + DAY),
				rounds.setLocked(app, by, study.slug, true)
			);
		expect(await all(actor)).toEqual(['forbidden', 'forbidden', 'forbidden']);
		expect(await all(stranger.actor)).toEqual(['missing', 'missing', 'missing']);
		await rounds.setLocked(app, coordinator, study.slug, true);
		expect(await rounds.present(app, stranger.actor, other.slug)).toMatchObject({
			lockedAt: null
		});
	});
});
