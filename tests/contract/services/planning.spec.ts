/** The plan of a round: computed, looked at, applied. */
import { expect, it } from 'vitest';
import type { Actor } from '#lib/server/app.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as rows from '#lib/server/db/rows.ts';
import { runNext } from '#lib/server/jobs/runner.ts';
import { aTeam, placeOf } from './planning-support.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aLook,
	aMember,
	anAssignment,
	everyRow,
	refusals,
	write,
	type TestApp
} from '../support.ts';

onEach(({ fresh }) => {
	it('changes nothing until it is applied, then gives each case k raters, evenly', async () => {
		const team = await aTeam(await fresh());
		for (const name of ['Ada', 'Ben', 'Cleo', 'Dan']) await team.rater(name);
		await team.rater('Nora', ['Neph']);
		for (let at = 0; at < 6; at += 1) await aCase(team.db, team.study, { actions: 5 });
		expect(await team.look()).toMatchObject({ state: 'none', places: { filled: 0, of: 12 } });

		expect(await team.compute({ seed: 7 })).toEqual({ ready: true });
		const page = await team.look();
		expect(page).toMatchObject({
			...{ state: 'ready', outOfDate: false, seed: 7, makes: 12, tells: 0, byHand: 0 },
			places: { filled: 12, of: 12, empty: 0, cases: 0, left: 0 },
			// Nora suits no case, and has nothing.
			load: { least: 0, most: 15, mean: 12, raters: 5, heavy: 0 },
			fits: { own: 12, near: 0, generalist: 0, other: 0 },
			idle: { names: ['Nora'], of: 1 },
			short: []
		});
		// Six cases over six pairs of four raters: each pair once.
		expect(page.pairs).toEqual({ shared: 6, most: 1 });
		expect(await team.given()).toEqual([]);

		expect(await team.apply()).toEqual({ made: 12, removed: 0, told: 0, empty: 0 });
		const made = await team.given();
		expect(made).toHaveLength(12);
		expect(
			made.every(({ state, repeat, counts }) => state === 'assigned' && repeat === 0 && counts)
		).toBe(true);
		const lines = await everyRow(team.db, (t) => t.auditEvents);
		expect(lines.filter(({ what }) => what === 'assignment.made')).toHaveLength(12);
		expect(await team.look()).toMatchObject({ state: 'none', places: { filled: 12, empty: 0 } });
		await expect(team.apply()).rejects.toMatchObject({ kind: 'missing' });
		await team.compute();
		await expect(team.apply()).rejects.toMatchObject({
			kind: 'invalid',
			message: 'Every case has its raters already. There is nothing to assign.'
		});
	});

	it('leaves out coordinators, adjudicators and people who never sign in', async () => {
		const team = await aTeam(await fresh(), 1);
		await aMember(team.db, team.study, 'adjudicator');
		await aMember(team.db, team.study, 'rater', { email: null });
		await aCase(team.db, team.study, { externalId: 'Card001' });
		await team.compute();
		await expect(team.apply()).rejects.toMatchObject({
			kind: 'invalid',
			message: expect.stringMatching(/^Nobody can be given a case that lacks raters\./)
		});
		expect((await team.look()).short).toMatchObject([
			{ needs: 'Cardiology needs 1 more rater-case; no rater has it.' }
		]);
	});

	it('says what stays short and why, and keeps caps, near specialties and generalists', async () => {
		const team = await aTeam(await fresh(), 3);
		await team.rater('Jonas Keller', ['Heme']);
		const tariq = await team.rater('Tariq Malik', ['Heme']);
		await team.rater('Hana Novak', []);
		await team.rater('Mei Zhao', ['Onco']);
		for (let at = 1; at <= 4; at += 1) {
			await aCase(team.db, team.study, {
				externalId: `Heme00${at}`,
				specialty: 'Heme',
				actions: 2
			});
		}
		await assigning.changePlanRules(team.app, team.coordinator, team.slug, {
			...{ specialty: ['Heme'], near: [['Onco']], generalists: [], generalistsPerCase: '0' },
			...{ repeatShare: '0', repeatGapDays: '14', seed: '5' }
		});
		await expect(
			assigning.changePlanRules(team.app, team.coordinator, team.slug, {
				...{ specialty: ['Heme'], near: [['Haem']], generalists: ['Everything'] },
				...{ generalistsPerCase: '-1', repeatShare: '0', repeatGapDays: '14', seed: '5' }
			}),
			'all that is wrong, at once'
		).rejects.toMatchObject({
			issues: [
				{ path: ['generalistsPerCase'] },
				{ path: ['near'], message: expect.stringContaining('"Haem"') as string },
				{ path: ['generalists'], message: expect.stringContaining('"Everything"') as string }
			]
		});
		await people.changeCaps(team.app, team.coordinator, team.slug, [
			{ memberId: tariq.memberId, cap: '1' }
		]);
		await team.compute({ seed: 5 });
		const page = await team.look();
		expect(page.fits).toEqual({ own: 5, near: 4, generalist: 0, other: 0 });
		expect(page.short).toEqual([
			{
				specialty: 'Hematology',
				needs: 'Hematology needs 3 more rater-cases; 2 raters have it.',
				why: 'Jonas Keller has all that can be given, Tariq Malik has as many cases as the cap allows, and the short cases have as many generalists as the rules allow.',
				ways: [
					{
						...{ kind: 'cap', text: 'Raise the cap of Tariq Malik from 1 to 4', fills: 3 },
						...{ memberId: tariq.memberId, to: 4 }
					},
					{
						...{ kind: 'generalists', text: 'Allow a generalist in a case', fills: 3 },
						...{ memberId: null, to: 1 }
					},
					{
						...{ kind: 'invite', text: 'Invite a rater of Hematology', fills: 3 },
						...{ memberId: null, to: null }
					}
				]
			}
		]);
		expect(page.idle).toEqual({ names: ['Hana Novak'], of: 1 });
	});

	it('computes a large plan by a job, which a stop ends', async () => {
		const team = await aTeam(await fresh(), 50);
		await team.rater('Ada');
		await write(team.db, function* (tx) {
			for (let at = 0; at < 61; at += 1) {
				yield* rows.insert(tx, tx.t.specialties, { code: `S${at}`, name: `S${at}` });
				yield* rows.insert(tx, tx.t.cases, {
					...{ studyId: team.study.id, externalId: `C${at}`, position: at },
					...{ specialty: `S${at}`, presentation: 'Text.' }
				});
			}
		});
		const work = (app: TestApp) =>
			runNext(app, {
				[assigning.COMPUTE]: {
					does: (given, { id, createdAt }) =>
						assigning.runPlan(given, { id: Number(id), createdAt: Number(createdAt) })
				}
			});
		expect(await team.compute()).toEqual({ ready: false });
		expect(await team.look()).toMatchObject({ state: 'computing', progress: 0 });
		await expect(team.compute()).rejects.toMatchObject({ kind: 'conflict' });
		await expect(team.apply()).rejects.toMatchObject({ kind: 'conflict' });
		await assigning.stopPlan(team.app, team.coordinator, team.slug);
		expect(await team.look()).toMatchObject({
			state: 'failed',
			error: 'The computing was stopped.'
		});
		// The job finds that nobody wants its plan any more.
		expect(await work(team.app)).toBe(true);
		expect(await everyRow(team.db, (t) => t.planPlaces)).toEqual([]);
		expect(await team.look()).toMatchObject({ state: 'failed' });

		await team.compute();
		expect(await work(team.app)).toBe(true);
		expect(await team.look()).toMatchObject({ state: 'ready', places: { filled: 0, of: 3050 } });
		await expect(assigning.stopPlan(team.app, team.coordinator, team.slug)).rejects.toMatchObject({
			kind: 'conflict'
		});
	});

	it('brings no work into a locked round, where nobody could do it', async () => {
		const team = await aTeam(await fresh(), 1);
		await team.rater('Ada');
		await aCase(team.db, team.study);
		await team.compute();
		await rounds.setLocked(team.app, team.coordinator, team.slug, true);
		const refused = { kind: 'conflict', message: expect.stringMatching(/^Round 1 is closed/) };
		await expect(team.compute()).rejects.toMatchObject(refused);
		await expect(team.apply()).rejects.toMatchObject(refused);
		expect(await team.given()).toEqual([]);
	});

	it('is for the coordinator of the study only', async () => {
		const team = await aTeam(await fresh(), 1);
		const rater = await team.rater('Ada');
		await aCase(team.db, team.study, { externalId: 'Card001' });
		await team.compute();
		const placeId = await placeOf(team, 'Card001', 'Ada');
		const elsewhere = await aTeam(team.db);
		const { app, slug } = team;
		const asks = (actor: Actor) => [
			() => assigning.planPage(app, actor, slug, aLook()),
			() => assigning.planFile(app, actor, slug),
			() => assigning.computePlan(app, actor, slug),
			() => assigning.stopPlan(app, actor, slug),
			() => assigning.choosePlace(app, actor, slug, { placeId, memberId: null }),
			() => assigning.undoChoice(app, actor, slug),
			() => assigning.applyPlan(app, actor, slug),
			() => assigning.planRules(app, actor, slug, { page: 1, search: '', rater: 0 }),
			() => people.changeCaps(app, actor, slug, [{ memberId: rater.memberId, cap: '1' }]),
			() =>
				assigning.changePlanRules(app, actor, slug, {
					...{ specialty: [], near: [], generalists: [], generalistsPerCase: '' },
					...{ repeatShare: '0', repeatGapDays: '14', seed: '1' }
				})
		];
		for (const [actor, kind] of [
			[rater.actor, 'forbidden'],
			[elsewhere.coordinator, 'missing']
		] as const) {
			for (const attempt of asks(actor)) expect(await refusals(attempt())).toEqual([kind]);
		}
		expect(await team.given()).toEqual([]);
	});

	it('tells by mail those who were given a case and can come in, where it is asked to', async () => {
		const team = await aTeam(await fresh(), 1);
		const ada = await aMember(team.db, team.study, 'rater', {
			...{ specialties: ['Card'], passwordHash: 'the hash of a password' }
		});
		await team.rater('Ben, who has not joined');
		for (let at = 0; at < 4; at += 1) await aCase(team.db, team.study);
		await team.compute();
		team.app.mail = { url: 'smtp://127.0.0.1:1', from: 'Primum <primum@primum.test>' };
		expect(await team.look()).toMatchObject({ makes: 4, tells: 1 });
		expect(await team.apply({ tell: true })).toMatchObject({ made: 4, told: 1 });
		const mails = await everyRow(team.db, (t) => t.mails);
		expect(mails).toMatchObject([{ kind: 'round-opened', userId: ada.id }]);
	});

	it('writes who gets what as a table', async () => {
		const team = await aTeam(await fresh(), 2);
		const ada = await team.rater('Ada');
		await team.rater('=Ben');
		const item = await aCase(team.db, team.study, { externalId: 'Card001', actions: 3 });
		await anAssignment(team.db, team.study, item, ada);
		await aCase(team.db, team.study, { externalId: 'Neph001', specialty: 'Neph', actions: 1 });
		await team.compute();
		expect(await assigning.planFile(team.app, team.coordinator, team.slug)).toBe(
			[
				'case,specialty,actions,place,rater,fit,is',
				'Card001,Cardiology,3,1,Ada,own,assigned',
				"Card001,Cardiology,3,2,'=Ben,own,planned",
				'Neph001,Nephrology,1,1,,,empty',
				'Neph001,Nephrology,1,2,,,empty',
				''
			].join('\n')
		);
	});
});
