import { expect, it } from 'vitest';
import type { Score } from '#lib/domain/scale.ts';
import { violation } from '#lib/server/db/errors.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import { onEach, sql } from './databases.ts';
import { aMember, anAssignedCase, ask, START, write } from './support.ts';

onEach(({ fresh }) => {
	it('counts the newest ruling on each action and keeps the older ones', async () => {
		const db = await fresh();
		const { study, item } = await anAssignedCase(db);
		const { id: userId } = await aMember(db, study, 'adjudicator');
		const [one, two] = item.actions.map(({ id }) => id);
		const rule = (actionId: number, score: number, createdAt: number) =>
			write(db, (tx) =>
				adjudications.rule(tx, {
					...{ actionId, userId, createdAt },
					score: score as Score,
					reason: `because ${score}`
				})
			);
		await rule(one!, 2, START);
		const other = await rule(two!, 5, START);
		const newest = await rule(one!, 3, START + 1);
		expect(await ask(db, adjudications.ofStudy, { studyId: study.id })).toMatchObject([
			other,
			newest
		]);
		expect(newest).toMatchObject({ score: 3, reason: 'because 3', supersededAt: null });
		const kept = await sql(db, 'select score, superseded_at from adjudications order by id');
		expect(kept.map((row) => [row['score'], Number(row['superseded_at'] ?? 0)])).toEqual([
			[2, START + 1],
			[5, 0],
			[3, 0]
		]);
	});

	it('keeps the rulings of two adjudicators beside each other, and holds what as many as are wanted say', async () => {
		const db = await fresh();
		const { study, item } = await anAssignedCase(db);
		const [one, two] = item.actions.map(({ id }) => id);
		const people = [
			await aMember(db, study, 'adjudicator'),
			await aMember(db, study, 'adjudicator')
		] as const;
		const rule = (who: 0 | 1, actionId: number, score: number) =>
			write(db, (tx) =>
				adjudications.rule(tx, {
					...{ actionId, userId: people[who].id, createdAt: START },
					score: score as Score,
					reason: `${who}`
				})
			);
		const held = async (rulingsWanted: number) => [
			...(await ask(db, adjudications.holding, { id: study.id, rulingsWanted }))
		];
		await rule(0, one!, 3);
		await rule(1, one!, 7);
		await rule(0, two!, 2);
		expect(await held(2)).toEqual([]);
		expect(await held(1)).toEqual([
			[one, { score: 7, reason: '1' }],
			[two, { score: 2, reason: '0' }]
		]);
		await rule(0, one!, 7);
		expect(await held(2)).toEqual([[one, { score: 7, reason: '1\n\n0' }]]);
	});

	it('keeps to one study', async () => {
		const db = await fresh();
		const [mine, theirs] = [await anAssignedCase(db), await anAssignedCase(db)];
		await write(db, (tx) =>
			adjudications.rule(tx, {
				actionId: theirs.item.actions[0]!.id,
				userId: theirs.rater.id,
				score: 5,
				reason: 'r',
				createdAt: START
			})
		);
		expect(await ask(db, adjudications.ofStudy, { studyId: mine.study.id })).toEqual([]);
		expect(await ask(db, adjudications.ofStudy, { studyId: theirs.study.id })).toHaveLength(1);
	});

	it('refuses a score that is not on the scale', async () => {
		const db = await fresh();
		const { item, rater } = await anAssignedCase(db);
		const beyond = write(db, (tx) =>
			adjudications.rule(tx, {
				actionId: item.actions[0]!.id,
				userId: rater.id,
				score: 0 as Score,
				reason: 'r',
				createdAt: START
			})
		);
		await expect(beyond.catch(violation)).resolves.toBe('check');
	});
});
