import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as heads from '#lib/server/store/case-heads.ts';
import * as care from '#lib/server/store/case-care.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as progress from '#lib/server/store/progress.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import type { Which } from '#lib/server/store/which.ts';
import { onEach } from './databases.ts';
import {
	aCase,
	aMember,
	anAction,
	anAssignedCase,
	anAssignment,
	ask,
	aStudy,
	scored,
	START,
	write
} from './support.ts';

onEach(({ fresh }) => {
	it('keeps text and records exactly as they came in', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const presentation = 'Age ≥ 65, 38.5 °C, “quoted”, a\\b, \u00e9 and e\u0301,\r\nand 漢字 🫀';
		const source = { zebra: 1, apple: [null, { deep: 0.1 }], Mango: 'text', empty: {} };
		const item = await aCase(db, study, { externalId: 'Card001', presentation, source });
		const row = await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'Card001' });
		expect(row).toMatchObject({ id: item.id, presentation, question: null, guidance: null });
		expect(JSON.stringify(row!.source)).toBe(JSON.stringify(source));
		expect(await ask(db, cases.byId, { id: item.id })).toEqual(row);
		expect(
			await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'card001' })
		).toBeUndefined();
		expect(
			await ask(db, cases.byExternalId, { studyId: study.id + 1, externalId: 'Card001' })
		).toBeUndefined();
	});

	it('takes an id once a study', async () => {
		const db = await fresh();
		const [one, other] = [await aStudy(db), await aStudy(db)];
		await aCase(db, one, { externalId: 'Card001' });
		await aCase(db, other, { externalId: 'Card001' });
		const again = aCase(db, one, { externalId: 'Card001' });
		await expect(again.catch(violation)).resolves.toBe('unique');
	});

	it('lists cases by position with the number of their present actions', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const late = await aCase(db, study, { externalId: 'B', position: 1, actions: 2 });
		const early = await aCase(db, study, { externalId: 'A', position: 0, actions: 0 });
		await aCase(db, await aStudy(db));
		const old = late.actions[0]!;
		await write(db, function* (tx) {
			yield* cases.updateAction(tx, old.id, { supersededAt: START });
			yield* cases.insertActions(tx, [
				{ ...anAction(late.id, 1), wording: 2, text: 'Reworded', referenceScore: 7 },
				anAction(late.id, 3)
			]);
		});
		const ordinary = { specialty: 'Card', gold: false };
		expect(await ask(db, heads.summaries, { studyId: study.id })).toEqual([
			{ id: early.id, externalId: 'A', ...ordinary, position: 0, actions: 0, keyed: 0 },
			{ id: late.id, externalId: 'B', ...ordinary, position: 1, actions: 3, keyed: 1 }
		]);
		const present = await ask(db, cases.actions, { caseId: late.id });
		expect(present.map(({ number, text }) => [number, text])).toEqual([
			[1, 'Reworded'],
			[2, 'Action 2'],
			[3, 'Action 3']
		]);
	});

	it('leaves gold cases out unless they are asked for', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const rater = await aMember(db, study, 'rater');
		for (const [index, gold] of [false, true].entries()) {
			const item = await aCase(db, study, { externalId: gold ? 'G' : 'O', position: index, gold });
			const { id: assignmentId } = await anAssignment(db, study, item, rater);
			const rated = { assignmentId, actionId: item.actions[0]!.id, ...scored(5) };
			const times = { activeMs: 1_000 + index, version: 1, createdAt: START, updatedAt: START };
			await write(db, (tx) => ratings.insert(tx, { ...rated, ...times }));
		}
		const mine = { studyId: study.id, memberId: rater.memberId, roundId: study.round.id };
		const [o, g] = await ask(db, heads.allSummaries, mine);
		expect([o, g]).toMatchObject([
			{ externalId: 'O', gold: false },
			{ externalId: 'G', gold: true }
		]);
		expect(await ask(db, heads.summaries, mine)).toEqual([o]);
		expect(await ask(db, heads.goldSummaries, mine)).toEqual([g]);
		expect(await ask(db, heads.named, study.id, ['G', 'O', 'X'])).toEqual([o, g]);
		expect(await ask(db, heads.named, study.id, [])).toEqual([]);
		const whole = async (which?: Which) =>
			(await ask(db, cases.wholeStudy, study.id, which)).map(({ row }) => row.externalId);
		expect(await whole()).toEqual(['O']);
		expect(await whole('gold')).toEqual(['G']);
		expect(await whole('all')).toEqual(['O', 'G']);
		for (const [question, expected] of [
			[progress.ofMember, o],
			[progress.goldOfMember, g],
			[assignments.ofMember, o],
			[assignments.goldOfMember, g],
			[assignments.ofRound, o]
		] as const) {
			expect(await ask(db, question, { ...mine, now: START })).toMatchObject([
				{ caseId: expected!.id }
			]);
		}
		expect(await ask(db, ratings.ofStudy, { studyId: study.id })).toHaveLength(1);
		expect(await ask(db, ratings.activeTimes, rater.memberId)).toEqual([1_000]);
		expect(await ask(db, cases.ratedIds, { studyId: study.id })).toHaveLength(2);
		expect(await ask(db, cases.isRated, g!.id)).toBe(true);
		expect(await ask(db, cases.isRated, (await aCase(db, study)).id)).toBe(false);
	});

	it('changes a case and its actions, and removes actions that nobody rated', async () => {
		const db = await fresh();
		const item = await aCase(db, await aStudy(db), { actions: 3 });
		const [first, second, third] = item.actions;
		await write(db, function* (tx) {
			yield* cases.updateCase(tx, item.id, { question: 'What next?', guidance: 'a: 1\n' });
			yield* cases.updateAction(tx, first!.id, { isHarmOfInaction: true, dependsOn: [2, 3] });
			yield* care.removeActions(tx, [second!.id, third!.id]);
			yield* care.removeActions(tx, []);
		});
		expect(await ask(db, cases.byId, { id: item.id })).toMatchObject({ question: 'What next?' });
		expect(await ask(db, cases.actions, { caseId: item.id })).toEqual([
			{ ...first, isHarmOfInaction: true, dependsOn: [2, 3] }
		]);
	});

	it('never removes a rated action', async () => {
		const db = await fresh();
		const { study, item, assignment } = await anAssignedCase(db);
		const rated = item.actions[1]!.id;
		await write(db, (tx) =>
			ratings.insert(tx, {
				assignmentId: assignment.id,
				actionId: rated,
				...scored(5),
				activeMs: 0,
				version: 1,
				createdAt: START,
				updatedAt: START
			})
		);
		expect(await ask(db, cases.ratedActionIds, study.id)).toEqual(new Set([rated]));
		expect(await ask(db, cases.ratedActionIds, study.id + 1)).toEqual(new Set());
		expect(await ask(db, cases.ratedActionIdsOfCase, { caseId: item.id })).toEqual([{ id: rated }]);
		expect(await ask(db, cases.ratedActionIdsOfCase, { caseId: item.id + 1 })).toEqual([]);
		const all = item.actions.map(({ id }) => id);
		const removal = write(db, (tx) => care.removeActions(tx, all));
		await expect(removal.catch(violation)).resolves.toBe('foreign-key');
		expect(await ask(db, cases.actions, { caseId: item.id })).toHaveLength(3);
	});

	it('knows the newest wording of each action, superseded ones included', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const [item, other] = [await aCase(db, study, { actions: 2 }), await aCase(db, study)];
		await write(db, (tx) => cases.insertActions(tx, [{ ...anAction(item.id, 1), wording: 3 }]));
		const wordings = await ask(db, cases.wordings, study.id);
		expect([...wordings.keys()].sort((a, b) => a - b)).toEqual([item.id, other.id]);
		expect(wordings.get(item.id)).toEqual(
			new Map([
				[1, 3],
				[2, 1]
			])
		);
		expect(await ask(db, cases.wordings, study.id + 1)).toEqual(new Map());
	});

	it('replaces groups and variants as a whole', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const [item, other] = [await aCase(db, study), await aCase(db, study)];
		const aGroup = (caseId: number, name: string, position = 0) => ({
			...{ caseId, name, position },
			pickCount: 1,
			pickType: 'any'
		});
		const aVariant = (caseId: number, externalId: string) => ({
			...{ caseId, externalId },
			position: 0,
			presentation: 'p',
			item: { id: externalId }
		});
		await write(db, function* (tx) {
			const theirs = [aGroup(other.id, 'theirs')];
			yield* cases.replaceGroupsAndVariants(tx, other.id, theirs, [aVariant(other.id, 'v')]);
			const groups = [aGroup(item.id, 'second', 1), aGroup(item.id, 'first')];
			yield* cases.replaceGroupsAndVariants(tx, item.id, groups, [aVariant(item.id, 'v')]);
		});
		expect((await ask(db, cases.groups, { caseId: item.id })).map(({ name }) => name)).toEqual([
			'first',
			'second'
		]);
		await write(db, (tx) => cases.replaceGroupsAndVariants(tx, item.id, [], []));
		const whole = await ask(db, cases.wholeStudy, study.id);
		expect(
			whole.map(({ row, groups, variants }) => [row.id, groups.length, variants.length])
		).toEqual([
			[item.id, 0, 0],
			[other.id, 1, 1]
		]);
	});

	it('gives a whole study in file order, without superseded wordings or other studies', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const second = await aCase(db, study, { position: 1, actions: 1 });
		const first = await aCase(db, study, { position: 0, actions: 2 });
		await aCase(db, await aStudy(db));
		const old = first.actions[0]!.id;
		await write(db, (tx) => cases.updateAction(tx, old, { supersededAt: START }));
		const whole = await ask(db, cases.wholeStudy, study.id);
		expect(whole.map(({ row, actions }) => [row.id, actions.map(({ number }) => number)])).toEqual([
			[first.id, [2]],
			[second.id, [1]]
		]);
	});

	it('takes more actions in one change than a statement has room for', async () => {
		const db = await fresh();
		const item = await aCase(db, await aStudy(db), { actions: 1_200 });
		expect(item.actions.map(({ number }) => number)).toEqual(
			Array.from({ length: 1_200 }, (_, index) => index + 1)
		);
	});
});
