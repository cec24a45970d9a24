import { expect, it } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aDesk,
	aMember,
	anApp,
	anAssignedCase,
	anAssignment,
	aSave,
	aStudy,
	DAY,
	MINUTE,
	scored,
	START
} from '../support.ts';

onEach(({ fresh }) => {
	it("shows a rater their own cases and progress, and nothing of anybody else's", async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study, rater, item, assignment } = await anAssignedCase(db, 2);
		const colleague = await aMember(db, study, 'rater');
		const theirs = await anAssignment(db, study, item, colleague);
		const unassigned = await aCase(db, study);
		await anAssignedCase(db);
		const canary = 'a canary of the colleague';
		for (const { id } of item.actions) {
			await rating.saveRating(app, colleague.actor, theirs.id, aSave(id, 0, scored(9, canary)));
		}
		await rating.submitCase(app, colleague.actor, theirs.id);

		const mine = {
			assignmentId: assignment.id,
			state: 'assigned',
			rated: 0,
			actions: 2,
			externalId: item.externalId,
			specialty: 'Cardiology',
			submittedAt: null,
			again: false,
			hidden: false
		};
		const { slug, name } = study;
		const shown = await rating.myCases(app, rater.actor);
		const told = { notice: '', words: null, qualification: null };
		const head = { slug, name, synthetic: false, round: 1, ...told };
		const round = { paceSeconds: null, dueAt: null, lockedAt: null };
		expect(shown).toEqual([{ ...head, ...round, cases: [mine], continueWith: mine }]);
		const pages = JSON.stringify([shown, await rating.openCase(app, rater.actor, assignment.id)]);
		for (const secret of [canary, colleague.name, unassigned.externalId]) {
			expect(pages).not.toContain(secret);
		}
		expect(await rating.myCases(app, colleague.actor)).toMatchObject([
			{
				cases: [{ assignmentId: theirs.id, state: 'submitted', rated: 2, submittedAt: START }],
				continueWith: null
			}
		]);
	});

	it('leads on to the case that is begun, else to the first that is open', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study, rater, assignment: first } = await anAssignedCase(db, 1);
		const item = await aCase(db, study, { actions: 2 });
		const second = await anAssignment(db, study, item, rater);
		const next = async () =>
			(await rating.myCases(app, rater.actor))[0]!.continueWith?.assignmentId;
		expect(await next()).toBe(first.id);
		const save = aSave(item.actions[0]!.id, 0, scored(5));
		await rating.saveRating(app, rater.actor, second.id, save);
		expect(await next()).toBe(second.id);
		const last = aSave(item.actions[1]!.id, 0, scored(5));
		await rating.saveRating(app, rater.actor, second.id, last);
		await rating.submitCase(app, rater.actor, second.id);
		expect(await next()).toBe(first.id);
	});

	it('says by when to be done, what the coordinator has to say, and when the round was locked', async () => {
		const db = await fresh();
		const { app, study, coordinator, actor } = await aDesk(db);
		await rounds.setDue(app, coordinator, study.slug, START + DAY);
		await studies.changeSettings(app, coordinator, study.slug, {
			notice: ' Mind the units.\r\nThank you. '
		});
		expect(await rating.myCases(app, actor)).toMatchObject([
			{ dueAt: START + DAY, lockedAt: null, notice: 'Mind the units.\nThank you.' }
		]);
		app.pass(MINUTE);
		await rounds.setLocked(app, coordinator, study.slug, true);
		await studies.changeSettings(app, coordinator, study.slug, { notice: '' });
		expect(await rating.myCases(app, actor)).toMatchObject([
			{ dueAt: START + DAY, lockedAt: START + MINUTE, notice: '' }
		]);
	});

	it('knows the usual time of an answer once ten are timed, from nobody else and no empty rating', async () => {
		const db = await fresh();
		const { app, study, item, ids, actor, assignment } = await aDesk(db, 13);
		const colleague = await aMember(db, study, 'rater');
		const theirs = await anAssignment(db, study, item, colleague);
		const seconds = [9, 2, 7, 3, 60, 4, 5, 8, 6];
		const pace = async () => (await rating.myCases(app, actor))[0]!.paceSeconds;
		const save = (at: number, activeMs: number, value = scored(5)) =>
			rating.saveRating(app, actor, assignment.id, { ...aSave(ids[at]!, 0, value), activeMs });
		for (const [at, each] of seconds.entries()) await save(at, each * 1000);
		await save(9, 0);
		await save(10, 100_000, { ...EMPTY_RATING, comment: 'Not answered.' });
		for (const id of ids) {
			const slow = { ...aSave(id, 0, scored(1)), activeMs: 900_000 };
			await rating.saveRating(app, colleague.actor, theirs.id, slow);
		}
		expect(await pace()).toBeNull();
		await save(11, 10_000, { ...EMPTY_RATING, cannotRate: 'outside-specialty' });
		expect(await pace()).toBe(6.5);
		await save(12, 1_000);
		expect(await pace()).toBe(6);
	});

	it('shows nothing to those who do not rate', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study } = await anAssignedCase(db);
		const coordinator = await aMember(db, study, 'coordinator');
		expect(await rating.myCases(app, coordinator.actor)).toEqual([]);
		expect(await rating.myCases(app, TERMINAL)).toEqual([]);
		const idle = await aMember(db, await aStudy(db), 'rater');
		expect(await rating.myCases(app, idle.actor)).toMatchObject([
			{ cases: [], continueWith: null }
		]);
	});
});
