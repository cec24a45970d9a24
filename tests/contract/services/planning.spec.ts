/** The plan of a round: computed, looked at, changed by hand, applied. */
import { expect, it } from 'vitest';
import type { Actor } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as rows from '#lib/server/db/rows.ts';
import * as users from '#lib/server/store/users.ts';
import { runNext } from '#lib/server/jobs/runner.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aLook,
	aMember,
	anApp,
	anAssignment,
	aSave,
	ask,
	aStudy,
	everyRow,
	refusals,
	scored,
	START,
	write,
	type PlacedCase,
	type TestApp
} from '../support.ts';

async function aTeam(db: Database, ratersPerCase = 2) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase });
	const coordinator = (await aMember(db, study, 'coordinator')).actor;
	const { slug } = study;
	const rater = (name: string, specialties: string[] = ['Card']) =>
		aMember(db, study, 'rater', { name, specialties });
	return {
		...{ app, db, study, coordinator, slug, rater },
		look: (look: Parameters<typeof aLook>[0] = {}) =>
			assigning.planPage(app, coordinator, slug, aLook(look)),
		compute: (asked = {}) => assigning.computePlan(app, coordinator, slug, asked),
		apply: (given = {}) => assigning.applyPlan(app, coordinator, slug, given),
		given: () => ask(db, assignments.ofRound, { roundId: study.round.id })
	};
}

type Team = Awaited<ReturnType<typeof aTeam>>;

/** Who has which case in the plan, as `Card001: Ada, Ben`. */
async function panels({ look }: Team): Promise<string[]> {
	const { rows: shown } = await look();
	return shown.rows
		.map(({ externalId, places }) => {
			const names = places.map(({ name }) => name ?? 'nobody');
			return `${externalId}: ${names.sort().join(', ')}`;
		})
		.sort();
}

async function placeOf({ look }: Team, externalId: string, name: string | null): Promise<number> {
	const { rows: shown } = await look();
	const row = shown.rows.find((one) => one.externalId === externalId)!;
	return row.places.find((place) => place.name === name && place.placeId !== null)!.placeId!;
}

const choose = ({ app, coordinator, slug }: Team, placeId: number, memberId: number | null) =>
	assigning.choosePlace(app, coordinator, slug, { placeId, memberId });

const undo = ({ app, coordinator, slug }: Team) => assigning.undoChoice(app, coordinator, slug);

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
			...{ state: 'ready', outOfDate: false, seed: 7, makes: 12, tells: 4, byHand: 0 },
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

	it('gives the same plan for the same seed, and keeps changes by hand when it is computed again', async () => {
		const team = await aTeam(await fresh());
		const people = new Map<string, number>();
		for (const name of ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve']) {
			people.set(name, (await team.rater(name)).memberId);
		}
		for (const externalId of ['Card001', 'Card002', 'Card003', 'Card004', 'Card005']) {
			await aCase(team.db, team.study, { externalId, actions: 4 });
		}
		await team.compute({ seed: 3 });
		const first = await panels(team);
		await team.compute();
		expect(await panels(team)).toEqual(first);

		const [one, two] = first[0]!.replace('Card001: ', '').split(', ') as [string, string];
		const other = [...people.keys()].find((name) => name !== one && name !== two)!;
		const changed = `Card001: ${[other, two].sort().join(', ')}`;
		const place = await placeOf(team, 'Card001', one);
		expect(await choose(team, place, people.get(other)!)).toEqual({
			externalId: 'Card001',
			name: other
		});
		expect((await panels(team))[0]).toBe(changed);
		expect(await team.look()).toMatchObject({ byHand: 1, outOfDate: false });
		await choose(team, await placeOf(team, 'Card001', two), null);
		expect((await panels(team))[0]).toBe(`Card001: ${other}, nobody`);
		expect(await team.look()).toMatchObject({
			byHand: 2,
			places: { empty: 1, left: 1 },
			short: []
		});

		// The last change first, each to whom the planner had put there.
		expect(await undo(team)).toBe('Card001');
		expect((await panels(team))[0]).toBe(changed);
		await undo(team);
		expect(await panels(team)).toEqual(first);
		await expect(undo(team)).rejects.toMatchObject({ kind: 'conflict' });

		await choose(team, await placeOf(team, 'Card001', one), people.get(other)!);
		await team.compute();
		const again = await panels(team);
		expect(again[0]).toContain(other);
		const loads = (await team.look()).loads.rows.map(({ actions }) => actions);
		expect([Math.max(...loads), Math.min(...loads)]).toEqual([8, 8]);
		await team.apply();
		expect(await team.given()).toHaveLength(10);
		expect((await everyRow(team.db, (t) => t.auditEvents)).at(-11)).toMatchObject({
			what: 'plan.applied',
			new: { seed: 3, made: 10, removed: 0, byHand: 1, empty: 0 }
		});
	});

	it('takes whom a person chooses back out where the person chooses the former again', async () => {
		const team = await aTeam(await fresh(), 1);
		const ada = await team.rater('Ada');
		const ben = await team.rater('Ben', []);
		await aCase(team.db, team.study, { externalId: 'Card001' });
		await team.compute();
		expect(await panels(team)).toEqual(['Card001: Ada']);
		await choose(team, await placeOf(team, 'Card001', 'Ada'), ben.memberId);
		const now = await placeOf(team, 'Card001', 'Ben');
		await choose(team, now, ada.memberId);
		expect(await panels(team)).toEqual(['Card001: Ada']);
		expect((await team.look()).byHand).toBe(0);
		expect(await everyRow(team.db, (t) => t.planPlaces)).toMatchObject([
			{ memberId: ada.memberId, fit: 'own', byHand: false }
		]);
	});

	it('refuses by hand who has the case, had it, sits in it, takes none, or is no rater', async () => {
		const team = await aTeam(await fresh());
		const [ada, ben, cleo, paused] = [
			await team.rater('Ada'),
			await team.rater('Ben'),
			await team.rater('Cleo'),
			await team.rater('Pia')
		];
		const item = await aCase(team.db, team.study, { externalId: 'Card001' });
		await anAssignment(team.db, team.study, item, ada);
		await write(team.db, (tx) =>
			rows.update(tx, tx.t.members, { id: paused.memberId }, { pausedAt: START })
		);
		await team.compute();
		const [, name] = (await panels(team))[0]!.split(', ');
		const place = await placeOf(team, 'Card001', name!);
		const before = await everyRow(team.db, (t) => t.planPlaces);
		const kinds = await refusals(
			choose(team, place, ada.memberId),
			choose(team, place, name === 'Ben' ? ben.memberId : cleo.memberId),
			choose(team, place, paused.memberId),
			choose(team, place, 999_999),
			choose(team, 999_999, ben.memberId)
		);
		expect(kinds).toEqual(['conflict', 'conflict', 'invalid', 'missing', 'missing']);
		expect(await everyRow(team.db, (t) => t.planPlaces)).toEqual(before);
	});

	it('says that it is out of date, and is applied no more, where people, cases, rules or assignments changed', async () => {
		const changes: ((team: Team, ada: { memberId: number; id: number }) => Promise<unknown>)[] = [
			({ db, study }) => aCase(db, study, { externalId: 'Card900' }),
			({ rater }) => rater('Zoe'),
			({ db }, { id }) => write(db, (tx) => users.setDisabled(tx, id, START)),
			({ app, coordinator, slug }, { memberId }) =>
				assigning.changeCaps(app, coordinator, slug, [{ memberId, cap: '1' }]),
			({ app, coordinator, slug }) =>
				studies.changeSettings(app, coordinator, slug, { name: 'Name', ratersPerCase: 1 }),
			({ app, coordinator, slug }, { memberId }) =>
				assigning.assignByHand(app, coordinator, slug, { externalId: 'Card001', memberId })
		];
		const db = await fresh();
		for (const change of changes) {
			const team = await aTeam(db);
			const ada = await team.rater('Ada');
			for (const name of ['Ben', 'Cleo']) await team.rater(name);
			for (const externalId of ['Card001', 'Card002']) await aCase(db, team.study, { externalId });
			await team.compute();
			expect((await team.look()).outOfDate).toBe(false);
			await change(team, ada);
			expect((await team.look()).outOfDate).toBe(true);
			const before = await team.given();
			await expect(team.apply()).rejects.toMatchObject({
				kind: 'conflict',
				message: expect.stringMatching(/^People, cases, rules or assignments have changed/)
			});
			expect(await team.given()).toEqual(before);
			await team.compute();
			expect((await team.look()).outOfDate).toBe(false);
		}
	});

	it('is not out of date because raters rate', async () => {
		const team = await aTeam(await fresh(), 2);
		const ada = await team.rater('Ada');
		await team.rater('Ben');
		const item = await aCase(team.db, team.study, { externalId: 'Card001' });
		const mine = await anAssignment(team.db, team.study, item, ada);
		await team.compute();
		await rating.saveRating(team.app, ada.actor, mine.id, aSave(item.actions[0]!.id, 0, scored(5)));
		expect((await team.look()).outOfDate).toBe(false);
		expect(await team.apply()).toMatchObject({ made: 1 });
	});

	it('gives nothing to a disabled account, and others what it has not signed', async () => {
		const team = await aTeam(await fresh());
		const [gone, other] = [await team.rater('Gone', []), await team.rater('Other', [])];
		const items: PlacedCase[] = [];
		for (const [position, actions] of [1, 2, 1].entries()) {
			items.push(
				await aCase(team.db, team.study, { externalId: `Card00${position + 1}`, position, actions })
			);
		}
		const { app, coordinator, slug } = team;
		await assigning.planAtOnce(app, coordinator, slug);
		const mine = await ask(team.db, assignments.ofMember, gone);
		expect(mine).toHaveLength(3);
		const of = (at: number) => mine.find(({ caseId }) => caseId === items[at]!.id)!.id;
		for (const at of [0, 1]) {
			const save = aSave(items[at]!.actions[0]!.id, 0, scored(5));
			await rating.saveRating(app, gone.actor, of(at), save);
		}
		await rating.submitCase(app, gone.actor, of(0));

		await write(team.db, (tx) => users.setDisabled(tx, gone.id, START));
		await aCase(team.db, team.study, { externalId: 'Card004', position: 3, actions: 1 });
		await team.rater('Third', []);
		await team.compute();
		expect(await panels(team)).toEqual([
			'Card001: Gone, Other',
			'Card002: Other, Third',
			'Card003: Other, Third',
			'Card004: Other, Third'
		]);
		expect((await team.look()).loads.rows.map(({ name }) => name).sort()).toEqual([
			other.name,
			'Third'
		]);
		await team.apply();
		// What was begun is kept and counts; what was not begun made room.
		expect(await ask(team.db, assignments.ofMember, gone)).toMatchObject([
			{ id: of(0), state: 'submitted', releasedAt: null },
			{ id: of(1), state: 'in-progress', releasedAt: START, counts: true }
		]);
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

	it('moves what nobody has begun only where it is asked to, and never what somebody has', async () => {
		const team = await aTeam(await fresh(), 1);
		const ada = await team.rater('Ada');
		const items: PlacedCase[] = [];
		for (let at = 0; at < 4; at += 1) {
			items.push(await aCase(team.db, team.study, { position: at, actions: 3 }));
		}
		const mine: { id: number }[] = [];
		for (const item of items) mine.push(await anAssignment(team.db, team.study, item, ada));
		await rating.saveRating(
			team.app,
			ada.actor,
			mine[0]!.id,
			aSave(items[0]!.actions[0]!.id, 0, scored(5))
		);
		const ben = await team.rater('Ben');
		await team.compute();
		await expect(team.apply()).rejects.toMatchObject({ kind: 'invalid' });

		await team.compute({ moving: true });
		expect(await team.look()).toMatchObject({ moving: true, places: { filled: 4 } });
		expect(await team.apply()).toMatchObject({ made: 2, removed: 2 });
		const now = await team.given();
		expect(now.filter(({ memberId }) => memberId === ben.memberId)).toHaveLength(2);
		expect(now.find(({ id }) => id === mine[0]!.id)).toMatchObject({
			state: 'in-progress',
			memberId: ada.memberId
		});
	});

	it('never gives a case more than k raters, though two apply, assign and compute at the same moment', async () => {
		const team = await aTeam(await fresh(), 2);
		const raters = [];
		for (const name of ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve']) raters.push(await team.rater(name));
		for (let at = 0; at < 5; at += 1)
			await aCase(team.db, team.study, { externalId: `Card00${at}` });
		for (let turn = 0; turn < 3; turn += 1) {
			await team.compute({ seed: turn }).catch(() => {});
			const outcomes = await Promise.allSettled([
				team.apply(),
				team.apply(),
				assigning.assignByHand(team.app, team.coordinator, team.slug, {
					externalId: 'Card004',
					memberId: raters[turn]!.memberId
				}),
				team.compute({ seed: 10 + turn })
			]);
			expect(
				outcomes.slice(0, 2).filter(({ status }) => status === 'fulfilled').length
			).toBeLessThanOrEqual(1);
			for (const outcome of outcomes) {
				if (outcome.status === 'rejected') {
					expect(outcome.reason).toMatchObject({
						kind: expect.stringMatching(/conflict|missing|invalid/)
					});
				}
			}
		}
		await team.compute().catch(() => {});
		await team.apply().catch(() => {});
		const perCase = Map.groupBy(await team.given(), ({ caseId }) => caseId);
		const byHand = 'Card004';
		const { rows: shown } = await team.look();
		for (const { externalId, places } of shown.rows) {
			if (externalId !== byHand) expect(places).toHaveLength(2);
		}
		expect(perCase.size).toBe(5);
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
		await assigning.changeCaps(team.app, team.coordinator, team.slug, [
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

	it('offers for a place who could have it, in the order of the rules, with the load before and after', async () => {
		const team = await aTeam(await fresh(), 1);
		await team.rater('Ada');
		await team.rater('Ben');
		await team.rater('Gina', []);
		await team.rater('Nora', ['Neph']);
		await team.rater('Omar', ['Derm']);
		await aCase(team.db, team.study, { externalId: 'Card001', actions: 7 });
		await assigning.changePlanRules(team.app, team.coordinator, team.slug, {
			...{ specialty: ['Card'], near: [['Nephrology']], generalists: [], generalistsPerCase: '' },
			...{ repeatShare: '10', repeatGapDays: '14', seed: '1' }
		});
		await team.compute();
		const [row] = (await team.look()).rows.rows;
		const { placeId, name } = row!.places[0]!;
		const { choosing } = await team.look({ place: placeId! });
		expect(choosing).toMatchObject({ placeId, externalId: 'Card001', name, of: 4 });
		const other = name === 'Ada' ? 'Ben' : 'Ada';
		expect(choosing!.candidates.map((one) => [one.name, one.fit, one.before, one.after])).toEqual([
			[other, 'own', 0, 7],
			['Nora', 'near', 0, 7],
			['Gina', 'generalist', 0, 7],
			['Omar', 'other', 0, 7]
		]);
		const found = await team.look({ place: placeId!, who: 'OMA' });
		expect(found.choosing!.candidates.map((one) => one.name)).toEqual(['Omar']);
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
				[assigning.COMPUTE]: (given, { id, createdAt }) =>
					assigning.runPlan(given, { id: Number(id), createdAt: Number(createdAt) })
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
		const refused = { kind: 'conflict', message: expect.stringMatching(/^Round 1 is locked/) };
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
			() => assigning.changeCaps(app, actor, slug, [{ memberId: rater.memberId, cap: '1' }]),
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

	it('tells those who were given a case by mail, where it is asked to', async () => {
		const team = await aTeam(await fresh(), 1);
		await team.rater('Ada');
		await team.rater('Ben');
		for (let at = 0; at < 4; at += 1) await aCase(team.db, team.study);
		await team.compute();
		expect(await team.apply({ tell: true })).toMatchObject({ made: 4, told: 2 });
		const mails = await everyRow(team.db, (t) => t.mails);
		expect(mails.map(({ kind }) => kind)).toEqual(['round-opened', 'round-opened']);
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
