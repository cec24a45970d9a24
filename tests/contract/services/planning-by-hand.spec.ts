/** A plan that is changed by hand, and computed again. */
import { expect, it } from 'vitest';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rows from '#lib/server/db/rows.ts';

import { aTeam, choose, panels, placeOf, undo } from './planning-support.ts';
import { onEach } from '../databases.ts';
import { aCase, anAssignment, everyRow, refusals, START, write } from '../support.ts';

onEach(({ fresh }) => {
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
		expect(await undo(team)).toEqual({ externalId: 'Card001', ready: true });
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

	it('plans for a place again whose change was made before the computing, and is undone', async () => {
		const team = await aTeam(await fresh(), 1);
		await team.rater('Ada');
		const ben = await team.rater('Ben', []);
		await aCase(team.db, team.study, { externalId: 'Card001' });
		await team.compute();
		await choose(team, await placeOf(team, 'Card001', 'Ada'), ben.memberId);
		await team.compute();
		expect(await panels(team)).toEqual(['Card001: Ben']);
		expect(await undo(team)).toEqual({ externalId: 'Card001', ready: true });
		expect(await panels(team)).toEqual(['Card001: Ada']);
		expect(await team.look()).toMatchObject({ byHand: 0, places: { empty: 0 } });
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
});
