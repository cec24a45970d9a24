import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { RatingValue } from '#lib/domain/rating.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { violation } from '#lib/server/db/errors.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import { onEach } from './databases.ts';
import {
	aCase,
	aMember,
	anAssignedCase,
	anAssignment,
	ask,
	scored,
	START,
	write
} from './support.ts';

const aRating = (assignmentId: number, actionId: number, value: RatingValue = scored(5)) => ({
	...{ assignmentId, actionId, ...value },
	...{ activeMs: 10, version: 1, createdAt: START, updatedAt: START }
});

const aRevision = (rating: ratings.Rating, userId: number) => ({
	ratingId: rating.id,
	version: rating.version,
	operation: randomUUID(),
	digest: 'digest',
	old: null,
	new: scored(rating.score!),
	activeMs: 10,
	userId,
	at: START,
	source: 'web' as const,
	reason: null
});

async function rated(db: Database) {
	const placed = await anAssignedCase(db);
	const rating = await write(db, (tx) =>
		ratings.insert(tx, aRating(placed.assignment.id, placed.item.actions[0]!.id))
	);
	return { ...placed, rating };
}

onEach(({ fresh }) => {
	it('keeps a judgement as it was given', async () => {
		const db = await fresh();
		const { item, assignment } = await anAssignedCase(db);
		const value: RatingValue = {
			score: null,
			cannotRate: 'not-enough-information',
			comment: 'naïve 🫀\n"x"',
			flags: ['missing-information', 'other']
		};
		const given = aRating(assignment.id, item.actions[0]!.id, value);
		const rating = await write(db, (tx) => ratings.insert(tx, given));
		expect(rating).toEqual({ id: rating.id, ...given, untimed: false });
		expect(
			await ask(db, ratings.find, { assignmentId: assignment.id, actionId: item.actions[0]!.id })
		).toEqual(rating);
		expect(
			await ask(db, ratings.find, { assignmentId: assignment.id, actionId: item.actions[1]!.id })
		).toBeUndefined();
		expect(await ask(db, ratings.ofAssignment, { assignmentId: assignment.id })).toEqual([rating]);
	});

	it('takes one rating of an action in an assignment', async () => {
		const db = await fresh();
		const { rating } = await rated(db);
		const again = write(db, (tx) =>
			ratings.insert(tx, aRating(rating.assignmentId, rating.actionId))
		);
		await expect(again.catch(violation)).resolves.toBe('unique');
	});

	it('changes a rating only where it has the version the change was based on', async () => {
		const db = await fresh();
		const { rating } = await rated(db);
		const next = await write(db, (tx) => ratings.update(tx, rating.id, 1, scored(9, 'sure')));
		expect(next).toEqual({ ...rating, score: 9, comment: 'sure', version: 2 });
		for (const basedOn of [0, 1, 3]) {
			const missed = write(db, (tx) => ratings.update(tx, rating.id, basedOn, scored(1)));
			expect(await missed).toBeUndefined();
		}
		expect(await ask(db, ratings.ofAssignment, { assignmentId: rating.assignmentId })).toEqual([
			next
		]);
	});

	it('finds the change an operation made, and takes an operation and a version once', async () => {
		const db = await fresh();
		const { rater, rating } = await rated(db);
		const revision = aRevision(rating, rater.id);
		await write(db, (tx) => ratings.addRevision(tx, revision));
		expect(await ask(db, ratings.byOperation, { operation: revision.operation })).toEqual({
			id: expect.any(Number),
			words: null,
			...revision
		});
		expect(await ask(db, ratings.byOperation, { operation: randomUUID() })).toBeUndefined();
		const sameOperation = { ...revision, version: 2 };
		const sameVersion = { ...revision, operation: randomUUID() };
		for (const row of [sameOperation, sameVersion]) {
			const again = write(db, (tx) => ratings.addRevision(tx, row));
			await expect(again.catch(violation)).resolves.toBe('unique');
		}
	});

	it('gives the history by version, and each rating beside its newest line', async () => {
		const db = await fresh();
		const { rater, item, assignment, rating } = await rated(db);
		await write(db, function* (tx) {
			const second = (yield* ratings.update(tx, rating.id, 1, scored(2)))!;
			yield* ratings.addRevision(tx, { ...aRevision(second, rater.id), old: scored(5) });
			yield* ratings.addRevision(tx, aRevision(rating, rater.id));
			yield* ratings.insert(tx, aRating(assignment.id, item.actions[1]!.id));
		});
		const history = await ask(db, ratings.revisions, { ratingId: rating.id });
		expect(history.map(({ version, old, new: now }) => [version, old?.score, now.score])).toEqual([
			[1, undefined, 5],
			[2, 5, 2]
		]);
		const beside = await ask(db, ratings.withNewestRevision, { after: 0, limit: 10 });
		expect(beside.map(({ rating, revision }) => [rating.score, revision?.new.score])).toEqual([
			[2, 2],
			[5, undefined]
		]);
	});

	it("gives a study's ratings of present actions in the order of case, action and member", async () => {
		const db = await fresh();
		const { study, rater, item, assignment } = await anAssignedCase(db, 2);
		const other = await aMember(db, study, 'rater');
		const theirs = await anAssignment(db, study, item, other);
		const earlier = await aCase(db, study, { position: -1, actions: 1 });
		const mine = await anAssignment(db, study, earlier, rater);
		await rated(db);
		const [first, second] = item.actions.map(({ id }) => id);
		await write(db, function* (tx) {
			yield* ratings.insert(tx, aRating(theirs.id, second!));
			yield* ratings.insert(tx, aRating(theirs.id, first!));
			yield* ratings.insert(tx, aRating(assignment.id, first!));
			yield* ratings.insert(tx, aRating(mine.id, earlier.actions[0]!.id));
		});
		const places = async () =>
			(await ask(db, ratings.ofStudy, { studyId: study.id })).map(({ rating, ...place }) => [
				place.caseId,
				rating.actionId,
				place.memberId
			]);
		expect(await places()).toEqual([
			[earlier.id, earlier.actions[0]!.id, rater.memberId],
			[item.id, first, rater.memberId],
			[item.id, first, other.memberId],
			[item.id, second, other.memberId]
		]);
		await write(db, (tx) => cases.updateAction(tx, first!, { supersededAt: START }));
		expect(await places()).toHaveLength(2);
		expect((await ask(db, ratings.ofStudy, { studyId: study.id }))[0]).toMatchObject({
			roundNumber: 1,
			state: 'assigned'
		});
	});
});
