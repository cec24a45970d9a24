import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as progress from '#lib/server/store/progress.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import type { RatingValue } from '#lib/domain/rating.ts';
import { onEach } from './databases.ts';
import {
	aCase,
	aMember,
	anAssignedCase,
	anAssignment,
	ask,
	aStudy,
	scored,
	START,
	write
} from './support.ts';

const rate = (db: Database, assignmentId: number, actionId: number, value: RatingValue) =>
	write(db, (tx) =>
		ratings.insert(tx, {
			...{ assignmentId, actionId, ...value },
			...{ activeMs: 0, version: 1, createdAt: START, updatedAt: START }
		})
	);

onEach(({ fresh }) => {
	it('gives an assignment with whose it is', async () => {
		const db = await fresh();
		const { study, rater, assignment } = await anAssignedCase(db);
		expect(await ask(db, assignments.withOwner, { id: assignment.id })).toMatchObject({
			assignment,
			userId: rater.id,
			studyId: study.id,
			roundNumber: 1
		});
		expect(await ask(db, assignments.withOwner, { id: assignment.id + 1 })).toBeUndefined();
	});

	it('gives a case to a rater once a round', async () => {
		const db = await fresh();
		const { study, rater, item } = await anAssignedCase(db);
		const again = anAssignment(db, study, item, rater);
		await expect(again.catch(violation)).resolves.toBe('unique');
		const nobody = anAssignment(db, study, item, { memberId: 999 });
		await expect(nobody.catch(violation)).resolves.toBe('foreign-key');
	});

	it('counts as rated what has a score or a reason, among the present actions', async () => {
		const db = await fresh();
		const { study, item, assignment } = await anAssignedCase(db, 4);
		const [scoredOne, unable, blank, gone] = item.actions.map(({ id }) => id);
		const empty: RatingValue = { score: null, cannotRate: null, comment: 'a note', flags: [] };
		await rate(db, assignment.id, scoredOne!, scored(9));
		await rate(db, assignment.id, unable!, { ...empty, cannotRate: 'outside-specialty' });
		await rate(db, assignment.id, blank!, empty);
		await rate(db, assignment.id, gone!, scored(1));
		await write(db, (tx) => cases.updateAction(tx, gone!, { supersededAt: START }));
		const other = await aMember(db, study, 'rater');
		const theirs = await anAssignment(db, study, item, other);
		expect(await ask(db, progress.counts, assignment)).toEqual({ actions: 3, rated: 2 });
		expect(await ask(db, progress.counts, theirs)).toEqual({ actions: 3, rated: 0 });
		expect(await ask(db, progress.ofMember, { ...assignment, now: START })).toEqual([
			{ ...assignment, studyId: study.id, actions: 3, rated: 2 }
		]);
		expect(await ask(db, progress.ofMember, { ...theirs, now: START })).toEqual([
			{ ...theirs, studyId: study.id, actions: 3, rated: 0 }
		]);
		expect(await ask(db, assignments.ofRound, assignment)).toEqual([
			{ ...assignment, actions: 3 },
			{ ...theirs, actions: 3 }
		]);
	});

	it('keeps to one round of a study, and knows a case without actions', async () => {
		const db = await fresh();
		await anAssignedCase(db);
		const { study, assignment } = await anAssignedCase(db, 0);
		// Nothing is asked of its rater.
		expect(await ask(db, progress.ofMember, { ...assignment, now: START })).toEqual([]);
		expect(await ask(db, progress.everyTime, assignment)).toEqual([
			{ ...assignment, studyId: study.id, actions: 0, rated: 0 }
		]);
		expect(await ask(db, assignments.ofRound, assignment)).toEqual([{ ...assignment, actions: 0 }]);
		expect(await ask(db, progress.counts, assignment)).toEqual({ actions: 0, rated: 0 });
	});

	it('finds one by case, member and round, and those of a member or under a signature', async () => {
		const db = await fresh();
		const { study, rater, item, assignment } = await anAssignedCase(db);
		const other = await aMember(db, study, 'rater');
		const theirs = await anAssignment(db, study, item, other);
		const elsewhere = await anAssignment(db, study, await aCase(db, study), rater);
		expect(await ask(db, assignments.find, theirs)).toEqual(theirs);
		expect(await ask(db, assignments.find, { ...theirs, roundId: 999 })).toBeUndefined();
		expect(await ask(db, assignments.ofMember, rater)).toEqual([assignment, elsewhere]);
		await write(db, function* (tx) {
			yield* assignments.update(tx, theirs.id, { state: 'submitted' });
			yield* assignments.update(tx, elsewhere.id, { state: 'submitted' });
		});
		expect(await ask(db, assignments.submittedOfCase, { caseId: item.id })).toEqual([
			{ ...theirs, state: 'submitted', roundNumber: 1, lockedAt: null }
		]);
	});

	it('changes and removes one', async () => {
		const db = await fresh();
		const { study, item, assignment } = await anAssignedCase(db);
		const other = await anAssignment(db, study, item, await aMember(db, study, 'rater'));
		const change = {
			state: 'submitted' as const,
			submittedAt: START,
			signedName: 'Ada',
			version: 1
		};
		await write(db, (tx) => assignments.update(tx, assignment.id, change));
		expect(await ask(db, assignments.withOwner, { id: assignment.id })).toMatchObject({
			assignment: { ...assignment, ...change }
		});
		expect(await ask(db, assignments.withOwner, { id: other.id })).toMatchObject({
			assignment: other
		});
		await write(db, (tx) => assignments.remove(tx, other.id));
		expect(await ask(db, assignments.withOwner, { id: other.id })).toBeUndefined();
	});

	it('is never removed once something is rated in it', async () => {
		const db = await fresh();
		const { item, assignment } = await anAssignedCase(db);
		await rate(db, assignment.id, item.actions[0]!.id, scored(5));
		const removal = write(db, (tx) => assignments.remove(tx, assignment.id));
		await expect(removal.catch(violation)).resolves.toBe('foreign-key');
	});

	it('makes many at once, in the order given', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const rater = await aMember(db, study, 'rater');
		const first = await ask(db, cases.byId, { id: (await aCase(db, study, { actions: 0 })).id });
		const rows = await write(db, function* (tx) {
			const ids: number[] = [];
			for (let index = 0; index < 1_100; index += 1) {
				const row = { ...first!, id: undefined, externalId: `Many${index}` };
				const added = yield* cases.insertCase(tx, row);
				ids.push(added.id);
			}
			return yield* assignments.insert(
				tx,
				ids.map((caseId) => ({
					caseId,
					memberId: rater.memberId,
					roundId: study.round.id,
					state: 'assigned' as const,
					createdAt: START
				}))
			);
		});
		expect(rows).toHaveLength(1_100);
		expect(rows.map(({ caseId }) => caseId)).toEqual(
			rows.map((_, index) => rows[0]!.caseId + index)
		);
	});
});
