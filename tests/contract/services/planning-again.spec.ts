/** A plan beside what changes meanwhile: people, work that was begun, another plan. */
import { expect, it } from 'vitest';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as users from '#lib/server/store/users.ts';

import { aTeam, panels, type Team } from './planning-support.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	anAssignment,
	aSave,
	ask,
	scored,
	START,
	write,
	type PlacedCase
} from '../support.ts';

onEach(({ fresh }) => {
	it('says that it is out of date, and is applied no more, where people, cases, rules or assignments changed', async () => {
		const changes: ((team: Team, ada: { memberId: number; id: number }) => Promise<unknown>)[] = [
			({ db, study }) => aCase(db, study, { externalId: 'Card900' }),
			({ rater }) => rater('Zoe'),
			({ db }, { id }) => write(db, (tx) => users.setDisabled(tx, id, START)),
			({ app, coordinator, slug }, { memberId }) =>
				people.changeCaps(app, coordinator, slug, [{ memberId, cap: '1' }]),
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
});
