import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import type { ShownAssignment } from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as members from '#lib/server/store/members.ts';
import * as neighbours from '#lib/server/store/neighbours.ts';
import * as specialties from '#lib/server/store/specialties.ts';
import * as studies from '#lib/server/store/studies.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql } from '../databases.ts';
import {
	aCase,
	anAssignment,
	aSave,
	ask,
	everyRow,
	HOUR,
	scored,
	START,
	taking,
	write
} from '../support.ts';
import { aMovingStudy } from './moving-support.ts';

/** Ada has rated two of the eight actions with a 1, and is silent since. */
async function aSilentRater(db: Database) {
	const at = await aMovingStudy(db);
	await at.rate(at.ada, at.hers.id, 2, 1);
	const move = (given: Partial<Parameters<typeof assigning.move>[3]>) =>
		assigning.move(at.app, at.coordinator, at.slug, { ...taking(at.hers.id), ...given });
	return { ...at, move };
}

const textOf = async (files: ReturnType<typeof releasing.exportStudy>, name: RegExp) =>
	new TextDecoder().decode([...(await files)].find(([path]) => name.test(path))![1]);

onEach(({ fresh }) => {
	it('moves a half-rated case: the ratings stay with whoever gave them, the place goes on', async () => {
		const db = await fresh();
		const { app, hers, ada, ben, move, held, stored } = await aSilentRater(db);
		app.pass(HOUR);
		expect(await move({ to: [ben.memberId], counts: true })).toEqual({
			cases: 1,
			given: [{ name: 'Ben', cases: 1 }]
		});
		expect(await stored(hers.id)).toMatchObject({
			...{ memberId: ada.memberId, state: 'in-progress', counts: true },
			...{ releasedAt: START + HOUR, releaseReason: 'Silent.' }
		});
		expect(await held()).toMatchObject([{ memberId: ben.memberId, state: 'assigned' }]);
		expect(await everyRow(db, (t) => t.ratings)).toHaveLength(2);
		const [his] = await held();
		expect((await everyRow(db, (t) => t.auditEvents)).at(-1)).toMatchObject({
			what: 'assignment.made',
			subject: `assignment:${his!.id}`,
			new: { insteadOf: hers.id }
		});
	});

	it('takes away what nobody has begun, and keeps what holds only a comment', async () => {
		const db = await fresh();
		const { app, coordinator, slug, study, ada, hers, stored } = await aMovingStudy(db);
		const other = await anAssignment(db, study, await aCase(db, study), ada);
		await rating.commentCase(app, ada.actor, other.id, { before: '', text: 'Which drug?' });
		await assigning.move(app, coordinator, slug, taking(hers.id, other.id));
		expect(await stored(hers.id)).toBeUndefined();
		expect(await stored(other.id)).toMatchObject({ comment: 'Which drug?', releasedAt: START });
	});

	describe('what was rated', () => {
		const figures = async (at: Awaited<ReturnType<typeof aSilentRater>>) => {
			const { app, coordinator, slug } = at;
			const table = releasing.exportStudy(app, coordinator, slug, 'csv');
			const disagreements = await disagreeing.disagreements(app, coordinator, slug);
			return {
				alpha: (await agreeing.agreement(app, coordinator, slug, { signed: false })).figures.exact,
				rated: disagreements.rated,
				lines: (await textOf(table, /ratings\.csv$/)).trim().split('\n').length - 1
			};
		};

		it('counts where that was chosen, beside whoever rates next', async () => {
			const at = await aSilentRater(await fresh());
			await at.move({ to: [at.ben.memberId], counts: true });
			const [his] = await at.held();
			await at.rate(at.ben, his!.id, 8, 9);
			expect(await figures(at)).toMatchObject({ alpha: { units: 2 }, rated: 8, lines: 10 });
		});

		it('is in no figure and no export where it was left out', async () => {
			const at = await aSilentRater(await fresh());
			await at.move({ to: [at.ben.memberId], counts: false });
			const [his] = await at.held();
			await at.rate(at.ben, his!.id, 8, 9);
			expect(await figures(at)).toMatchObject({ alpha: { units: 0 }, rated: 8, lines: 8 });
			const opinions = (
				await disagreeing.disagreements(at.app, at.coordinator, at.slug)
			).actions.rows.flatMap((action) => action.opinions);
			expect(opinions.map(({ rater }) => rater)).not.toContain('Ada');
		});

		it('is in no release either way, because nobody has signed it', async () => {
			for (const counts of [true, false]) {
				const at = await aSilentRater(await fresh());
				await at.move({ to: [at.ben.memberId], counts });
				const [his] = await at.held();
				await at.rate(at.ben, his!.id, 8, 9);
				await rating.submitCase(at.app, at.ben.actor, his!.id);
				const { app, coordinator, slug } = at;
				expect((await releasing.check(app, coordinator, slug)).holds).toMatchObject({
					ratings: 8,
					raters: 1
				});
				const { number, counts: has } = await releasing.create(app, coordinator, slug, {});
				expect(has).toMatchObject({ ratings: 8, raters: 1 });
				const files = releasing.files(app, coordinator, slug, number);
				const lines = (await textOf(files, /ratings\.csv$/)).trim().split('\n').slice(1);
				expect(lines.map((line) => line.split(',')[4])).toEqual(Array<string>(8).fill('9'));
			}
		});

		it('goes where a signed case is taken, and only with its ratings left out', async () => {
			const at = await aSilentRater(await fresh());
			const { app, coordinator, slug, ada, hers, item } = at;
			for (const { id } of item.actions.slice(2)) {
				await rating.saveRating(app, ada.actor, hers.id, aSave(id, 0, scored(7)));
			}
			await rating.submitCase(app, ada.actor, hers.id);
			await expect(at.move({ counts: true })).rejects.toMatchObject({
				kind: 'invalid',
				message: expect.stringMatching(
					/^Ada has signed Card001\. A signed case that counts keeps its/
				)
			});
			await at.move({ counts: false });
			expect(await at.held()).toEqual([]);
			expect((await releasing.check(app, coordinator, slug)).holds.ratings).toBe(0);
			await assigning.returnTo(app, coordinator, slug, hers.id);
			expect((await releasing.check(app, coordinator, slug)).holds.ratings).toBe(8);
			expect(await at.stored(hers.id)).toMatchObject({ state: 'submitted', signedName: 'Ada' });
		});
	});

	describe('the rater it was taken from', () => {
		it('sees it in no list, reads it, and is told why nothing can change', async () => {
			const at = await aSilentRater(await fresh());
			const { app, ada, hers, item } = at;
			const first = item.actions[0]!.id;
			const third = aSave(item.actions[2]!.id, 0, scored(5));
			const known = await rating.saveRating(app, ada.actor, hers.id, third);
			await at.move({});
			expect((await rating.myCases(app, ada.actor))[0]).toMatchObject({
				cases: [],
				continueWith: null
			});
			expect(await rating.openCase(app, ada.actor, hers.id)).toMatchObject({
				...{ released: true, place: null, mayTakeBack: false },
				actions: expect.arrayContaining([expect.objectContaining({ id: first, version: 1 })])
			});
			const told = { kind: 'conflict', code: 'case-released' };
			const tries = [
				() => rating.saveRating(app, ada.actor, hers.id, aSave(first, 1, scored(9))),
				() => rating.submitCase(app, ada.actor, hers.id),
				() => rating.takeBack(app, ada.actor, hers.id),
				() => rating.commentCase(app, ada.actor, hers.id, { before: '', text: 'Wait.' })
			];
			for (const one of tries) await expect(one()).rejects.toMatchObject(told);
			// What was saved before is acknowledged again, so that a lost answer is no lost rating.
			expect(await rating.saveRating(app, ada.actor, hers.id, third)).toEqual(known);
		});

		it('goes on where it was given back, and it counts again', async () => {
			const at = await aSilentRater(await fresh());
			const { app, coordinator, slug, ada, hers, item } = at;
			const { agreement } = agreeing;
			await agreement(app, coordinator, slug);
			await at.move({ counts: false });
			await agreement(app, coordinator, slug);
			await assigning.returnTo(app, coordinator, slug, hers.id);
			expect(await at.stored(hers.id)).toMatchObject({
				...{ releasedAt: null, releaseReason: null, counts: true, state: 'in-progress' }
			});
			// The panel was read before: what was left out is in it again, with its ratings.
			expect((await disagreeing.disagreements(app, coordinator, slug)).rated).toBe(2);
			await rating.saveRating(app, ada.actor, hers.id, aSave(item.actions[0]!.id, 1, scored(9)));
			expect((await rating.myCases(app, ada.actor))[0]!.cases).toMatchObject([{ rated: 2 }]);
		});

		it('gets back what was rated, where the same case goes to the same person', async () => {
			const at = await aSilentRater(await fresh());
			const { app, coordinator, slug, ada, ben, hers } = at;
			await at.move({ to: [ben.memberId] });
			const [his] = await at.held();
			await assigning.move(app, coordinator, slug, { ...taking(his!.id), to: [ada.memberId] });
			expect(await at.held()).toMatchObject([{ id: hers.id, state: 'in-progress' }]);
			await at.move({});
			const given = { externalId: 'Card001', memberId: ada.memberId };
			await assigning.assignByHand(app, coordinator, slug, given);
			expect(await at.held()).toMatchObject([{ id: hers.id }]);
		});
	});

	describe('a case has k raters at most', () => {
		it('by hand, by a move and by giving back', async () => {
			const at = await aSilentRater(await fresh());
			const { app, coordinator, slug, ben, cyn, dan, hers } = at;
			const give = ({ memberId }: { memberId: number }) =>
				assigning.assignByHand(app, coordinator, slug, { externalId: 'Card001', memberId });
			await give(ben);
			const full = {
				kind: 'conflict',
				message:
					'Card001 has 2 raters already, and a case gets 2. Release or move one of them first, or raise ' +
					'the number of raters per case in the settings.'
			};
			await expect(give(cyn)).rejects.toMatchObject(full);
			await at.move({ to: [cyn.memberId] });
			await expect(give(dan)).rejects.toMatchObject(full);
			await expect(assigning.returnTo(app, coordinator, slug, hers.id)).rejects.toMatchObject(full);
			expect(await at.held()).toHaveLength(2);
		});

		it('but open work of somebody who is gone makes room, and what was rated counts', async () => {
			const at = await aSilentRater(await fresh());
			const { app, db, coordinator, slug, ada, ben, cyn, hers } = at;
			await write(db, (tx) => users.setDisabled(tx, ada.id, START));
			for (const { memberId } of [ben, cyn]) {
				await assigning.assignByHand(app, coordinator, slug, { externalId: 'Card001', memberId });
			}
			expect(await at.held()).toMatchObject([
				{ memberId: ben.memberId },
				{ memberId: cyn.memberId }
			]);
			expect(await at.stored(hers.id)).toMatchObject({ releasedAt: START, counts: true });
		});
	});

	it('spreads several cases over people, by specialty and evenly, all of them or none', async () => {
		const db = await fresh();
		const at = await aMovingStudy(db);
		const { app, coordinator, slug, study, ada, ben, cyn, dan } = at;
		for (const { id } of [cyn, dan]) {
			await write(db, (tx) => users.setSpecialties(tx, id, ['Card']));
		}
		const kidney = await aCase(db, study, { specialty: 'Neph', externalId: 'Neph001' });
		await write(db, (tx) => users.setSpecialties(tx, ben.id, ['Neph']));
		const others = [];
		for (let index = 0; index < 3; index += 1) {
			others.push(await anAssignment(db, study, await aCase(db, study), ada));
		}
		const renal = await anAssignment(db, study, kidney, ada);
		const all = [at.hers, ...others, renal].map(({ id }) => id);
		const to = [ben.memberId, dan.memberId, cyn.memberId];
		await anAssignment(db, study, at.item, cyn);
		const moved = await assigning.move(app, coordinator, slug, { ...taking(...all), to });
		expect(moved).toEqual({
			cases: 5,
			given: [
				{ name: 'Ben', cases: 1 },
				{ name: 'Dan', cases: 2 },
				{ name: 'Cyn', cases: 2 }
			]
		});
		expect(await ask(db, assignments.ofMember, ada)).toEqual([]);
		expect(await ask(db, assignments.ofMember, ben)).toMatchObject([{ caseId: kidney.id }]);

		const dans = (await ask(db, assignments.ofMember, dan)).map(({ id }) => id);
		const before = await everyRow(db, (t) => t.assignments);
		await expect(
			assigning.move(app, coordinator, slug, { ...taking(...dans), to: [cyn.memberId] })
		).rejects.toMatchObject({
			kind: 'conflict',
			message: 'Cyn has Card001 already. Choose someone else for it.'
		});
		expect(await everyRow(db, (t) => t.assignments)).toEqual(before);
	});

	it('gives a case to whoever suits it best by the rules of the plan, whoever has least to do', async () => {
		const db = await fresh();
		const at = await aMovingStudy(db);
		const { app, coordinator, slug, study, ben, cyn, dan, hers } = at;
		for (const [who, code] of [
			[ben, 'Neph'],
			[cyn, 'Heme'],
			[dan, 'IM']
		] as const) {
			await write(db, function* (tx) {
				yield* specialties.ensure(tx, [code]);
				yield* users.setSpecialties(tx, who.id, [code]);
			});
		}
		await write(db, function* (tx) {
			yield* neighbours.replace(tx, study.id, [{ specialty: 'Card', neighbour: 'Heme' }]);
			yield* studies.update(tx, study, { generalists: ['IM'] });
		});
		await anAssignment(db, study, await aCase(db, study), cyn);
		// What is withdrawn is no work for anybody.
		const gone = await aCase(db, study);
		await anAssignment(db, study, gone, dan);
		await write(db, (tx) => cases.updateCase(tx, gone.id, { withdrawnAt: START }));
		const fits = [
			{ name: 'Cyn', fit: 'near', open: 1 },
			{ name: 'Dan', fit: 'generalist', open: 0 },
			{ name: 'Ben', fit: 'other', open: 0 }
		];
		const { candidates } = (await assigning.show(
			app,
			coordinator,
			slug,
			hers.id
		)) as ShownAssignment;
		expect(candidates).toMatchObject({ some: fits, of: 3 });
		const to = [ben, cyn, dan].map(({ memberId }) => memberId);
		expect(await assigning.move(app, coordinator, slug, { ...taking(hers.id), to })).toMatchObject({
			given: [{ name: 'Cyn' }]
		});
		// By hand anybody can be chosen, in the same order; whoever has the case stands last.
		const asked = { externalId: 'Card001', who: '' };
		const takers = await assigning.takers(app, coordinator, slug, asked);
		expect(takers.some.map(({ name, fit, has }) => [name, fit, has])).toEqual([
			['Ada', 'generalist', false],
			['Dan', 'generalist', false],
			['Ben', 'other', false],
			['Cyn', 'near', true]
		]);
		const found = await assigning.takers(app, coordinator, slug, { ...asked, who: ' DA' });
		expect([found.of, ...found.some.map(({ name }) => name)]).toEqual([2, 'Ada', 'Dan']);
	});

	it('gives nothing to whoever takes no case now, and moves nothing in a locked round', async () => {
		const db = await fresh();
		const { slug, ben, cyn, move, coordinator, app } = await aSilentRater(db);
		await write(db, (tx) => members.update(tx, ben.memberId, { role: 'adjudicator' }));
		await expect(move({ to: [ben.memberId] })).rejects.toMatchObject({ kind: 'invalid' });
		await sql(db, `update members set left_at = 1 where id = ${cyn.memberId}`);
		await expect(move({ to: [cyn.memberId] })).rejects.toMatchObject({
			message: 'Cyn has left this study. Choose someone else.'
		});
		await sql(db, `update members set left_at = null, paused_at = 1 where id = ${cyn.memberId}`);
		await expect(move({ to: [cyn.memberId] })).rejects.toMatchObject({
			message: 'Cyn is paused. End the pause first, or choose someone else.'
		});
		await expect(move({ to: [999_999] })).rejects.toMatchObject({ kind: 'missing' });
		await rounds.setLocked(app, coordinator, slug, true);
		await expect(move({ to: [] })).rejects.toMatchObject({ kind: 'conflict' });
	});

	it('tells of each assignment what happened to it, of one that is gone too', async () => {
		const db = await fresh();
		const at = await aSilentRater(db);
		const { app, coordinator, slug, ben, hers } = at;
		await at.move({ to: [ben.memberId], counts: true });
		await rating.lookAtRatings(app, coordinator, slug, hers.id);
		expect(await assigning.show(app, coordinator, slug, hers.id)).toMatchObject({
			...{ externalId: 'Card001', rater: { name: 'Ada' }, rated: 2, actions: 8 },
			released: { at: START, reason: 'Silent.', counts: true },
			others: [{ name: 'Ben', rated: 0 }],
			history: [
				{ what: 'assignment.released', who: 'Cora', reason: 'Silent.', counts: true },
				{ what: 'ratings.viewed', who: 'Cora' }
			],
			candidates: { of: 2, some: [{ name: 'Cyn' }, { name: 'Dan' }] }
		});
		const [his] = await at.held();
		await assigning.move(app, coordinator, slug, taking(his!.id));
		expect(await assigning.show(app, coordinator, slug, his!.id)).toMatchObject({
			...{ gone: true, externalId: 'Card001', rater: { name: 'Ben' } },
			history: [{ what: 'assignment.made' }, { what: 'assignment.removed', reason: 'Silent.' }]
		});
		const asked = { memberId: at.ada.memberId, page: 1 };
		expect(await assigning.workOf(app, coordinator, slug, asked)).toMatchObject({
			...{ rater: { name: 'Ada' }, open: 0, signed: 0 },
			rows: { of: 1, rows: [{ externalId: 'Card001', released: { counts: true } }] }
		});
	});

	it('shows a rater’s ratings to a coordinator, with reasons, comments, flags and times', async () => {
		const db = await fresh();
		const { app, coordinator, slug, ada, hers, item } = await aMovingStudy(db);
		const [first, second] = item.actions;
		await rating.saveRating(app, ada.actor, hers.id, aSave(first!.id, 0, scored(2, 'Dangerous.')));
		app.pass(HOUR);
		await rating.saveRating(app, ada.actor, hers.id, aSave(first!.id, 1, scored(1, 'Deadly.')));
		const unable = { ...scored(1), score: null, cannotRate: 'outside-specialty' as const };
		await rating.saveRating(app, ada.actor, hers.id, aSave(second!.id, 0, unable));
		const seen = await rating.lookAtRatings(app, coordinator, slug, hers.id);
		expect(seen).toMatchObject({ externalId: 'Card001', rater: 'Ada', state: 'in-progress' });
		expect(seen.actions).toHaveLength(8);
		expect(seen.actions.slice(0, 3)).toMatchObject([
			{
				...{ number: 1, activeSeconds: 2, changes: 1, ratedAt: START + HOUR },
				value: { score: 1, comment: 'Deadly.' }
			},
			{ number: 2, changes: 0, value: { score: null, cannotRate: 'outside-specialty' } },
			{ number: 3, ratedAt: null, activeSeconds: null, value: { score: null } }
		]);
	});
});
