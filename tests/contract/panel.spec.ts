/** A panel that is caught up says what one says that is read anew, whatever was changed and by whom. */
import { expect, it } from 'vitest';
import { seeded } from '#lib/agreement/random.ts';
import type { App } from '#lib/server/app.ts';
import { Panel } from '#lib/server/panel/panel.ts';
import { progressOf, type StudyPanel } from '#lib/server/panel/study-panel.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import { onEach, sql } from './databases.ts';
import {
	aCase,
	aLook,
	DAY,
	MINUTE,
	aMember,
	aPerson,
	ask,
	anApp,
	anAssignment,
	aSave,
	aStudy,
	scored,
	START,
	type TestApp,
	taking,
	write
} from './support.ts';

/** All that figures are made of. */
function told(panel: StudyPanel) {
	const cases = panel.cases.map((item) => ({
		id: item.externalId,
		assignments: item.assignments
			.map((assignment) => ({
				id: assignment.id,
				memberId: assignment.memberId,
				state: assignment.state,
				answers: [...assignment.answers],
				remarks: [...assignment.remarks],
				releasedAt: assignment.releasedAt,
				givenAt: assignment.givenAt,
				signedAt: assignment.signedAt,
				reopenedAt: assignment.reopenedAt,
				ratedAt: assignment.ratedAt,
				hours: [...assignment.hours],
				spent: [...assignment.spent],
				...progressOf(item, assignment)
			}))
			.sort((a, b) => a.id - b.id)
	}));
	const given = panel.rounds.map((round) =>
		[...panel.ledgerOf(round).entries()].sort((a, b) => a.hour - b.hour || a.memberId - b.memberId)
	);
	return { cases, given };
}

async function aBusyStudy(app: App) {
	const { db } = app;
	const study = await aStudy(db, { ratersPerCase: 2 });
	const coordinator = await aMember(db, study, 'coordinator');
	const raters = [await aMember(db, study, 'rater'), await aMember(db, study, 'rater')];
	const cases = [await aCase(db, study, { actions: 4 }), await aCase(db, study, { actions: 3 })];
	return { study, coordinator: coordinator.actor, raters, cases };
}

onEach(({ fresh, again, name }) => {
	it('after each of a hundred changes at random', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study, coordinator, raters, cases } = await aBusyStudy(app);
		const caughtUp = new Panel(db);
		await caughtUp.study(study.id);
		const random = seeded(7);
		const one = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
		const held = new Map<
			number,
			{ rater: (typeof raters)[number]; item: (typeof cases)[number] }
		>();
		const versions = new Map<string, number>();
		const saves = async () => {
			const [id, { rater, item }] = one([...held]);
			const action = one(item.actions).id;
			const key = `${id}/${action}`;
			const value = one([
				scored(1 + Math.floor(random() * 9)),
				{ ...scored(5), score: null },
				{ ...scored(5, 'See above.'), score: null, cannotRate: 'outside-specialty' as const },
				{ ...scored(7), flags: ['duplicate' as const] }
			]);
			const save = aSave(action, versions.get(key) ?? 0, value);
			const saved = await rating.saveRating(app, rater.actor, id, save);
			versions.set(key, saved.version);
		};
		const changes = [
			saves,
			saves,
			saves,
			async () => {
				const [rater, item] = [one(raters), one(cases)];
				const { memberId } = rater;
				const { externalId, id: caseId } = item;
				await assigning.assignByHand(app, coordinator, study.slug, { externalId, memberId });
				const given = { caseId, memberId, roundId: study.round.id };
				held.set((await ask(db, assignments.find, given))!.id, { rater, item });
			},
			async () => {
				const [id, { rater }] = one([...held]);
				await rating.submitCase(app, rater.actor, id);
			},
			async () => {
				const [id] = one([...held]);
				await rating.reopenCase(app, coordinator, study.slug, id, 'Look again.');
			},
			async () => {
				const [id] = one([...held]);
				await assigning.move(app, coordinator, study.slug, {
					...taking(id),
					counts: one([true, false])
				});
			},
			async () => {
				const [id] = one([...held]);
				await assigning.returnTo(app, coordinator, study.slug, id);
			}
		];
		let done = 0;
		for (let count = 0; count < 100; count += 1) {
			app.pass(20 * MINUTE);
			await one(changes)().then(
				() => (done += 1),
				() => {}
			);
			expect(told(await caughtUp.study(study.id))).toEqual(
				told(await new Panel(db).study(study.id))
			);
		}
		expect(done).toBeGreaterThan(30);
	});

	it('is of one study only, and of its ordinary cases', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study, raters, cases } = await aBusyStudy(app);
		const gold = await aCase(db, study, { gold: true });
		await anAssignment(db, study, gold, raters[0]!);
		const other = await aBusyStudy(app);
		const panel = await new Panel(db).study(study.id);
		expect(panel.cases.map(({ externalId }) => externalId)).toEqual(
			cases.map(({ externalId }) => externalId)
		);
		expect((await new Panel(db).study(other.study.id)).cases).toHaveLength(2);
	});

	it('leaves a qualification case aside that is rated after it was read', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study, raters } = await aBusyStudy(app);
		const gold = await aCase(db, study, { gold: true });
		const assignment = await anAssignment(db, study, gold, raters[0]!);
		const panel = new Panel(db);
		const before = await panel.study(study.id);
		const save = aSave(gold.actions[0]!.id, 0, scored(5));
		await rating.saveRating(app, raters[0]!.actor, assignment.id, save);
		expect(await panel.study(study.id)).toBe(before);
	});

	if (name !== 'SQLite in memory') {
		it('follows what another process has changed', async () => {
			const db = await fresh();
			const app = anApp(db);
			const elsewhere: TestApp = anApp(again(db));
			const { study, raters, cases } = await aBusyStudy(app);
			const assignment = await anAssignment(db, study, cases[0]!, raters[0]!);
			const panel = new Panel(db);
			await panel.study(study.id);
			const save = aSave(cases[0]!.actions[1]!.id, 0, scored(8));
			await rating.saveRating(elsewhere, raters[0]!.actor, assignment.id, save);
			const [item] = (await panel.study(study.id)).cases;
			expect([...item!.assignments[0]!.answers]).toEqual([0, 8, 0, 0]);
		});
	}

	if (name === 'PostgreSQL 18') {
		it('misses no change that commits after one that was given a later place', async () => {
			const db = await fresh();
			const app = anApp(db);
			const { study, raters, cases } = await aBusyStudy(app);
			const first = await anAssignment(db, study, cases[0]!, raters[0]!);
			const second = await anAssignment(db, study, cases[1]!, raters[1]!);
			const panel = new Panel(db);
			await panel.study(study.id);
			if (db.shell.dialect !== 'postgresql') throw new Error('This is for PostgreSQL.');
			const slow = await db.shell.pool.connect();
			try {
				await slow.query('begin');
				await slow.query(`update assignments set state = 'submitted' where id = ${first.id}`);
				await slow.query(
					'insert into audit_events (at, study_id, what, subject) ' +
						`values (0, ${study.id}, 'assignment.submitted', 'assignment:${first.id}')`
				);
				await sql(db, `update assignments set state = 'submitted' where id = ${second.id}`);
				await sql(
					db,
					'insert into audit_events (at, study_id, what, subject) ' +
						`values (0, ${study.id}, 'assignment.submitted', 'assignment:${second.id}')`
				);
				const states = async () =>
					(await panel.study(study.id)).cases.map(({ assignments }) => assignments[0]!.state);
				expect(await states()).toEqual(['assigned', 'submitted']);
				await slow.query('commit');
				expect(await states()).toEqual(['submitted', 'submitted']);
			} finally {
				slow.release();
			}
		});
	}

	it('knows within a change whether it still is the study as it stands', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study, coordinator, raters, cases } = await aBusyStudy(app);
		const other = await aBusyStudy(app);
		const first = await anAssignment(db, study, cases[0]!, raters[0]!);
		const elsewhere = await anAssignment(db, other.study, other.cases[0]!, other.raters[0]!);
		const kept = new Panel(db);
		const stands = (panel: StudyPanel) => write(db, (tx) => kept.isAsItStands(tx, study.id, panel));
		const before = await kept.study(study.id);
		expect(await stands(before)).toBe(true);

		const save = (item: (typeof cases)[number]) => aSave(item.actions[0]!.id, 0, scored(5));
		await rating.saveRating(app, other.raters[0]!.actor, elsewhere.id, save(other.cases[0]!));
		await rounds.setDue(app, coordinator, study.slug, START + DAY);
		expect(await stands(before)).toBe(true);

		await rating.saveRating(app, raters[0]!.actor, first.id, save(cases[0]!));
		expect(await stands(before)).toBe(false);
		expect(await stands(await kept.study(study.id))).toBe(true);

		const { externalId } = cases[1]!;
		await caring.withdraw(
			app,
			coordinator,
			{ slug: study.slug, externalId, seen: 0 },
			{ reason: 'Out.' }
		);
		expect(await stands(before)).toBe(false);
		const anew = await kept.study(study.id);
		expect(await stands(anew)).toBe(true);
		expect(await stands(before)).toBe(false);
	});

	it('counts nobody toward k whose account is disabled, but keeps what is signed', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { study, coordinator, raters, cases } = await aBusyStudy(app);
		const [gone, here] = raters as [(typeof raters)[0], (typeof raters)[0]];
		const signed = await anAssignment(db, study, cases[0]!, gone);
		for (const { id } of cases[0]!.actions) {
			await rating.saveRating(app, gone.actor, signed.id, aSave(id, 0, scored(7)));
		}
		await rating.submitCase(app, gone.actor, signed.id);
		await anAssignment(db, study, cases[0]!, here);
		await anAssignment(db, study, cases[1]!, gone);
		await anAssignment(db, study, cases[1]!, here);
		await accounts.setDisabled(app, (await aPerson(db, { isAdmin: true })).actor, gone.id, true);
		app.pass(DAY);
		const { needs, places } = await watching.coverage(app, coordinator, study.slug);
		// Of two places each, the second case lacks the one that does not count.
		expect(places).toMatchObject({ signed: 1, 'not-begun': 2, empty: 1, of: 4 });
		expect(needs.kinds.map(({ kind }) => kind)).toEqual(['short', 'unopened', 'disabled']);
		await assigning.computePlan(app, coordinator, study.slug);
		const plan = await assigning.planPage(app, coordinator, study.slug, aLook());
		expect(plan.makes).toBe(0);
		expect(plan.places.empty).toBe(1);
	});
});
