import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as studies from '#lib/server/store/studies.ts';
import { onEach } from '../databases.ts';
import { aSave, DAY, everyRow, HOUR, scored, START, taking, write } from '../support.ts';
import { aMovingStudy } from './moving-support.ts';

const CANARY = 'a canary of the first time';

/** Every case is shown again after ten days; Ada has signed hers, with a canary as comment, all scores a 7. */
async function aSignedFirst(db: Database) {
	const at = await aMovingStudy(db);
	const { app, study, ada, hers, item } = at;
	await write(db, (tx) => studies.update(tx, study, { repeatShare: 100, repeatGapDays: 10 }));
	for (const { id } of item.actions) {
		await rating.saveRating(app, ada.actor, hers.id, aSave(id, 0, scored(7, CANARY)));
	}
	await rating.submitCase(app, ada.actor, hers.id);
	const second = async () =>
		(await everyRow(db, (t) => t.assignments)).find(({ repeat }) => repeat === 1);
	const mine = async () => (await rating.myCases(app, ada.actor))[0]!;
	return { ...at, second, mine };
}

/** The same on the day on which it is due. */
async function aSecondTime(db: Database) {
	const at = await aSignedFirst(db);
	at.app.pass(10 * DAY);
	const again = (await at.second())!;
	/** Rates it as a whole with these scores, and signs it. */
	async function sign(scores: readonly number[]) {
		for (const [index, { id }] of at.item.actions.entries()) {
			const save = aSave(id, 0, scored(scores[index]!));
			await rating.saveRating(at.app, at.ada.actor, again.id, save);
		}
		await rating.submitCase(at.app, at.ada.actor, again.id);
	}
	return { ...at, again, sign };
}

onEach(({ fresh }) => {
	it('is planned with the signature, and is not there before its day', async () => {
		const at = await aSignedFirst(await fresh());
		const { app, ada, hers, item, coordinator, slug } = at;
		const again = (await at.second())!;
		expect(again).toMatchObject({
			...{ caseId: item.id, memberId: ada.memberId, repeat: 1, state: 'assigned' },
			availableAt: START + 10 * DAY
		});
		app.pass(10 * DAY - 1);
		expect((await at.mine()).cases.map(({ assignmentId }) => assignmentId)).toEqual([hers.id]);
		const none = { kind: 'missing', code: 'case-missing' };
		const save = aSave(item.actions[0]!.id, 0, scored(3));
		await expect(rating.openCase(app, ada.actor, again.id)).rejects.toMatchObject(none);
		await expect(rating.saveRating(app, ada.actor, again.id, save)).rejects.toMatchObject(none);
		await expect(rating.submitCase(app, ada.actor, again.id)).rejects.toMatchObject(none);
		app.pass(1);
		expect((await at.mine()).cases).toMatchObject([
			{ assignmentId: hers.id, again: false, hidden: true },
			{ assignmentId: again.id, again: true, hidden: false, state: 'assigned', rated: 0 }
		]);
		expect((await at.mine()).continueWith?.assignmentId).toBe(again.id);
		// It takes no place: the case still wants one rater.
		expect(await at.held()).toMatchObject([{ id: hers.id }]);
		await assigning.assignByHand(app, coordinator, slug, {
			externalId: 'Card001',
			memberId: at.ben.memberId
		});
	});

	it('is made for the share of the cases, and for none where the study wants none', async () => {
		const db = await fresh();
		const at = await aMovingStudy(db);
		await at.rate(at.ada, at.hers.id, 8);
		await rating.submitCase(at.app, at.ada.actor, at.hers.id);
		expect((await everyRow(db, (t) => t.assignments)).map(({ repeat }) => repeat)).toEqual([0]);
	});

	it('is rated blind: no page or answer shows the first time before the second is signed', async () => {
		const at = await aSecondTime(await fresh());
		const { app, ada, hers, again, item } = at;
		const first = item.actions[0]!.id;
		const shown = JSON.stringify([
			await at.mine(),
			await rating.openCase(app, ada.actor, again.id)
		]);
		expect(shown).not.toContain(CANARY);
		const opened = await rating.openCase(app, ada.actor, again.id);
		expect(opened).toMatchObject({ again: true, state: 'assigned', comment: '' });
		for (const { value, version } of opened.actions) {
			expect([value.score, value.comment, version]).toEqual([null, '', 0]);
		}
		const tries = [
			() => rating.openCase(app, ada.actor, hers.id),
			() => rating.takeBack(app, ada.actor, hers.id),
			() => rating.saveRating(app, ada.actor, hers.id, aSave(first, 0, scored(1))),
			() => rating.saveRating(app, ada.actor, again.id, aSave(first, 1, scored(1)))
		];
		for (const one of tries) {
			const refused: unknown = await one().catch((error: unknown) => error);
			expect(refused).toBeInstanceOf(Error);
			expect(JSON.stringify([refused, String(refused)])).not.toContain(CANARY);
		}
		await expect(tries[0]!()).rejects.toMatchObject({ code: 'case-shown-again' });
		await at.sign([7, 7, 7, 7, 7, 7, 7, 7]);
		expect(JSON.stringify(await rating.openCase(app, ada.actor, hers.id))).toContain(CANARY);
		expect((await at.mine()).cases).toMatchObject([{ hidden: false }, { state: 'submitted' }]);
	});

	it('is in no figure, export or release but agreement with oneself', async () => {
		const at = await aSecondTime(await fresh());
		const { app, coordinator, slug, ada } = at;
		const all = async () => ({
			agreement: await agreeing.agreement(app, coordinator, slug, { signed: false }),
			disagreements: await disagreeing.disagreements(app, coordinator, slug),
			coverage: (await watching.coverage(app, coordinator, slug)).ratings,
			loads: await watching.loads(app, at.study.id),
			holds: (await releasing.check(app, coordinator, slug)).holds,
			table: [...(await releasing.exportStudy(app, coordinator, slug, 'csv'))].filter(
				([path]) => !/repeats/.test(path)
			)
		});
		const before = await all();
		// 7 said twice four times, 1 away twice, far away twice.
		await at.sign([7, 7, 7, 7, 8, 6, 1, 9]);
		expect(await all()).toEqual(before);
		const self = await agreeing.selfAgreement(app, coordinator, slug);
		expect(self.whole).toMatchObject({
			...{ raters: 1, cases: 1, actions: 8 },
			exact: { value: 0.5 },
			withinOne: { value: 0.75 }
		});
		expect(self.raters).toMatchObject([{ cases: 1, actions: 8, exact: { value: 0.5 } }]);
		expect(JSON.stringify(self)).not.toContain(ada.name);
		const files = await releasing.exportStudy(app, coordinator, slug, 'csv');
		const lines = new TextDecoder().decode(files.get('repeats.csv')).trim().split('\n');
		const on = (day: number) => new Date(START + day * DAY).toISOString();
		expect(lines).toHaveLength(9);
		expect(lines[7]).toBe(`Card001,7,r1,1,7,,${on(0)},1,,${on(10)}`);
	});

	describe('where the first is opened again', () => {
		it('a second that was not begun waits for the new signature', async () => {
			const at = await aSignedFirst(await fresh());
			const { app, coordinator, slug, ada, hers } = at;
			app.pass(11 * DAY);
			await rating.reopenCase(app, coordinator, slug, hers.id, 'Look again.');
			expect((await at.second())!.availableAt).toBeNull();
			expect((await at.mine()).cases).toMatchObject([{ assignmentId: hers.id, hidden: false }]);
			app.pass(HOUR);
			await rating.submitCase(app, ada.actor, hers.id);
			expect((await at.second())!.availableAt).toBe(START + 11 * DAY + HOUR + 10 * DAY);
		});

		it('one that was begun goes on, the first waits for it, and the two are not compared', async () => {
			const at = await aSecondTime(await fresh());
			const { app, coordinator, slug, ada, hers, again, item } = at;
			const [first] = item.actions;
			await rating.saveRating(app, ada.actor, again.id, aSave(first!.id, 0, scored(7)));
			await rating.reopenCase(app, coordinator, slug, hers.id, 'Look again.');
			const hidden = { kind: 'forbidden', code: 'case-shown-again' };
			const stale = () =>
				rating.saveRating(app, ada.actor, hers.id, aSave(first!.id, 0, scored(1)));
			await expect(rating.openCase(app, ada.actor, hers.id)).rejects.toMatchObject(hidden);
			await expect(stale()).rejects.toMatchObject(hidden);
			expect((await at.mine()).continueWith?.assignmentId).toBe(again.id);
			for (const { id } of item.actions.slice(1)) {
				await rating.saveRating(app, ada.actor, again.id, aSave(id, 0, scored(7)));
			}
			await rating.submitCase(app, ada.actor, again.id);
			app.pass(HOUR);
			await rating.submitCase(app, ada.actor, hers.id);
			expect((await agreeing.selfAgreement(app, coordinator, slug)).whole.actions).toBe(0);
		});
	});

	it('can be released, goes with its first, and goes to nobody else', async () => {
		const at = await aSecondTime(await fresh());
		const { app, coordinator, slug, ben, hers, again } = at;
		await expect(
			assigning.move(app, coordinator, slug, { ...taking(again.id), to: [ben.memberId] })
		).rejects.toMatchObject({
			kind: 'invalid',
			message: expect.stringMatching(/^Card001 is shown to Ada a second time/)
		});
		await assigning.move(app, coordinator, slug, taking(hers.id));
		expect(await at.second()).toBeUndefined();
		expect((await at.mine()).cases).toEqual([]);
	});
});
