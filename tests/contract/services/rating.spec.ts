import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_RATING, FLAGS, type RatingValue } from '#lib/domain/rating.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { SIGNATURE_MEANING } from '#lib/domain/study.ts';
import type { Actor, App } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating.ts';
import * as audit from '#lib/server/store/audit.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anAction,
	anApp,
	anAssignedCase,
	anAssignment,
	aSave,
	aStudy,
	MINUTE,
	refusals,
	scored,
	START,
	write,
	type TestApp
} from '../support.ts';

async function aDesk(db: Database, actions = 3) {
	const app = anApp(db);
	const placed = await anAssignedCase(db, actions);
	const coordinator = await aMember(db, placed.study, 'coordinator');
	const ids = placed.item.actions.map(({ id }) => id);
	return { app, ...placed, ids, coordinator: coordinator.actor, actor: placed.rater.actor };
}

async function rateAll(app: TestApp, actor: Actor, assignmentId: number, ids: number[]) {
	for (const id of ids) await rating.saveRating(app, actor, assignmentId, aSave(id, 0, scored(7)));
}

const history = async (db: Database, actionId: number, assignmentId: number) => {
	const [row] = await ratings.find(db, assignmentId, actionId);
	return row === undefined ? [] : ratings.revisions(db, row.id);
};

onEach(({ fresh }) => {
	it('saves a judgement, with its revision, and starts the case', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const value: RatingValue = { ...scored(8, 'a comment'), flags: ['other', 'duplicate'] };
		app.pass(MINUTE);
		const save = aSave(ids[0]!, 0, value);
		const saved = await rating.saveRating(app, actor, assignment.id, save);
		// Flags come back in the order in which they are offered.
		const kept = { ...value, flags: ['duplicate', 'other'] };
		expect(saved).toEqual({ action: ids[0], version: 1, value: kept, savedAt: START + MINUTE });
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open.state).toBe('in-progress');
		expect(open.actions.map(({ version, value }) => [version, value])).toEqual([
			[1, kept],
			[0, EMPTY_RATING],
			[0, EMPTY_RATING]
		]);
		expect(await history(db, ids[0]!, assignment.id)).toMatchObject([
			{
				version: 1,
				operation: save.operation,
				old: null,
				new: kept,
				activeMs: 1_000,
				userId: actor.id,
				at: START + MINUTE,
				source: 'web'
			}
		]);
	});

	it('changes a judgement and adds up the time', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(8)));
		const unable: RatingValue = { ...EMPTY_RATING, cannotRate: 'outside-specialty' };
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 1, unable));
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open.actions[0]).toMatchObject({ version: 2, value: unable, activeMs: 2_000 });
		expect((await history(db, ids[0]!, assignment.id)).map((line) => line.old)).toEqual([
			null,
			scored(8)
		]);
	});

	it('gives the same answer to the same operation, and changes nothing', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(8));
		const first = await rating.saveRating(app, actor, assignment.id, save);
		app.pass(MINUTE);
		const again = await Promise.all(
			Array.from({ length: 5 }, () => rating.saveRating(app, actor, assignment.id, save))
		);
		for (const answer of again) expect(answer).toEqual(first);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 1, scored(2)));
		expect(await rating.saveRating(app, actor, assignment.id, save)).toEqual(first);
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(2);
	});

	it('answers an operation that arrives several times at once with one change', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(8));
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => rating.saveRating(app, actor, assignment.id, save))
		);
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(1);
	});

	it('refuses another change under the same operation', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(8));
		await rating.saveRating(app, actor, assignment.id, save);
		for (const other of [
			{ ...save, value: scored(7) },
			{ ...save, action: ids[1]! },
			{ ...save, version: 1 }
		]) {
			await expect(rating.saveRating(app, actor, assignment.id, other)).rejects.toMatchObject({
				kind: 'conflict',
				message: expect.stringContaining('operation id')
			});
		}
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(1);
	});

	it('refuses a stale version with the value that is stored now', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(8, 'kept')));
		for (const version of [0, 2]) {
			const save = aSave(ids[0]!, version, scored(2));
			await expect(rating.saveRating(app, actor, assignment.id, save)).rejects.toMatchObject({
				kind: 'conflict',
				status: 409,
				detail: { action: ids[0], version: 1, value: scored(8, 'kept') }
			});
		}
		const unrated = aSave(ids[1]!, 3, scored(2));
		await expect(rating.saveRating(app, actor, assignment.id, unrated)).rejects.toMatchObject({
			detail: { action: ids[1], version: 0, value: EMPTY_RATING }
		});
	});

	it('lets one of two tabs win, 50 times over, and tells the other', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		for (let version = 0; version < 50; version += 1) {
			const outcomes = await Promise.allSettled(
				[3, 7].map((score) =>
					rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, version, scored(score)))
				)
			);
			const refused = outcomes.filter(({ status }) => status === 'rejected');
			expect(refused).toMatchObject([{ reason: { kind: 'conflict' } }]);
		}
		expect(await history(db, ids[0]!, assignment.id)).toHaveLength(50);
	});

	it("treats another person's assignment as absent, for everyone", async () => {
		const db = await fresh();
		const { app, study, assignment, ids, coordinator } = await aDesk(db);
		const colleague = await aMember(db, study, 'rater');
		const administrator = { id: colleague.id, name: 'admin', isAdmin: true };
		const terminal = { id: null, name: 'terminal', isAdmin: true };
		for (const other of [colleague.actor, coordinator, administrator, terminal]) {
			const save = aSave(ids[0]!, 0, scored(1));
			const kinds = await refusals(
				rating.openCase(app, other, assignment.id),
				rating.saveRating(app, other, assignment.id, save),
				rating.submitCase(app, other, assignment.id)
			);
			expect(new Set(kinds)).toEqual(new Set(['missing']));
		}
		await expect(rating.openCase(app, coordinator, 999_999)).rejects.toMatchObject({
			kind: 'missing'
		});
		expect(await history(db, ids[0]!, assignment.id)).toEqual([]);
	});

	it('refuses an action of another case, and a wording that was superseded', async () => {
		const db = await fresh();
		const { app, actor, study, item, assignment, ids } = await aDesk(db);
		const elsewhere = (await aCase(db, study)).actions[0]!.id;
		await write(db, function* (tx) {
			yield* cases.updateAction(tx, ids[0]!, { supersededAt: START });
			yield* cases.insertActions(tx, [{ ...anAction(item.id, 1), wording: 2 }]);
		});
		for (const action of [elsewhere, ids[0]!, 999_999]) {
			const save = aSave(action, 0, scored(5));
			await expect(rating.saveRating(app, actor, assignment.id, save)).rejects.toMatchObject({
				kind: 'missing',
				message: expect.stringContaining('not part of the case')
			});
		}
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open.actions).toHaveLength(3);
		expect(open.actions.some(({ id }) => id === ids[0])).toBe(false);
	});

	it('refuses what is not a save', async () => {
		const db = await fresh();
		const { app, actor, assignment, ids } = await aDesk(db);
		const save = aSave(ids[0]!, 0, scored(5));
		for (const wrong of [
			null,
			{},
			{ ...save, operation: 'not a uuid' },
			{ ...save, value: { ...save.value, score: 10 } },
			{ ...save, value: { ...save.value, cannotRate: 'outside-specialty' } },
			{ ...save, userId: 1 },
			{ ...save, value: { ...save.value, version: 9 } }
		]) {
			await expect(rating.saveRating(app, actor, assignment.id, wrong)).rejects.toThrow();
		}
		expect(await ratings.ofAssignment(db, assignment.id)).toEqual([]);
	});

	it('submits a case once all is answered, under the signature', async () => {
		const db = await fresh();
		const { app, actor, study, assignment, ids } = await aDesk(db, 4);
		await expect(rating.submitCase(app, actor, assignment.id)).rejects.toMatchObject({
			kind: 'invalid',
			message: expect.stringMatching(/^4 of 4 actions are not rated yet\./)
		});
		await rateAll(app, actor, assignment.id, ids.slice(0, 3));
		await expect(rating.submitCase(app, actor, assignment.id)).rejects.toMatchObject({
			message: expect.stringMatching(/^1 of 4 actions is not rated yet\./)
		});
		const unable: RatingValue = { ...EMPTY_RATING, cannotRate: 'wording-ambiguous' };
		const lastSave = aSave(ids[3]!, 0, unable);
		const last = await rating.saveRating(app, actor, assignment.id, lastSave);
		app.pass(MINUTE);
		expect(await rating.submitCase(app, actor, assignment.id)).toEqual({
			submittedAt: START + MINUTE
		});
		expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
			state: 'submitted',
			signature: { name: actor.name, at: START + MINUTE, meaning: SIGNATURE_MEANING }
		});
		await expect(rating.submitCase(app, actor, assignment.id)).rejects.toMatchObject({
			kind: 'conflict'
		});
		const late = aSave(ids[0]!, 1, scored(1));
		await expect(rating.saveRating(app, actor, assignment.id, late)).rejects.toMatchObject({
			kind: 'conflict',
			message: expect.stringContaining('submitted')
		});
		// An answer that was lost on its way is asked for again, and is still the same.
		expect(await rating.saveRating(app, actor, assignment.id, lastSave)).toEqual(last);
		expect(await audit.ofStudy(db, study.id, 10)).toMatchObject([
			{
				what: 'assignment.submitted',
				userId: actor.id,
				new: { state: 'submitted', signedName: actor.name, signedMeaning: SIGNATURE_MEANING }
			}
		]);
	});

	it('is submitted once, however often at the same time', async () => {
		const db = await fresh();
		const { app, actor, study, assignment, ids } = await aDesk(db);
		await rateAll(app, actor, assignment.id, ids);
		const outcomes = await Promise.allSettled(
			Array.from({ length: 5 }, () => rating.submitCase(app, actor, assignment.id))
		);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(await audit.ofStudy(db, study.id, 10)).toHaveLength(1);
	});

	it('is opened again by a coordinator with a reason, which voids the signature', async () => {
		const db = await fresh();
		const { app, actor, coordinator, study, assignment, ids } = await aDesk(db);
		const reopen = (by: Actor, reason: string, slug = study.slug) =>
			rating.reopenCase(app, by, slug, assignment.id, reason);
		await expect(reopen(coordinator, 'early')).rejects.toMatchObject({ kind: 'conflict' });
		await rateAll(app, actor, assignment.id, ids);
		await rating.submitCase(app, actor, assignment.id);
		await expect(reopen(coordinator, '  ')).rejects.toMatchObject({ kind: 'invalid' });
		await expect(reopen(actor, 'mine')).rejects.toMatchObject({ kind: 'forbidden' });
		const other = await aStudy(db);
		const stranger = (await aMember(db, other, 'coordinator')).actor;
		await expect(reopen(stranger, 'theirs')).rejects.toMatchObject({ kind: 'missing' });
		await expect(reopen(stranger, 'theirs', other.slug)).rejects.toMatchObject({ kind: 'missing' });

		await reopen(coordinator, ' asked for ');
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open).toMatchObject({ state: 'reopened', signature: null });
		expect(open.actions.map(({ value }) => value.score)).toEqual([7, 7, 7]);
		expect((await audit.ofStudy(db, study.id, 1))[0]).toMatchObject({
			what: 'assignment.reopened',
			userId: coordinator.id,
			old: { state: 'submitted', signedName: actor.name, submittedAt: START },
			new: { state: 'reopened' },
			reason: 'asked for'
		});
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 1, scored(1)));
		expect((await rating.openCase(app, actor, assignment.id)).state).toBe('reopened');
		await rating.submitCase(app, actor, assignment.id);
	});

	it('shows the reference only after submission, where the study says so', async () => {
		const db = await fresh();
		const app = anApp(db);
		for (const showReference of [true, false]) {
			const study = await aStudy(db, { showReference });
			const rater = await aMember(db, study, 'rater');
			const item = await aCase(db, study, { reference: 'The answer.' });
			const { id } = await anAssignment(db, study, item, rater);
			expect((await rating.openCase(app, rater.actor, id)).reference).toBeNull();
			const ids = item.actions.map((action) => action.id);
			await rateAll(app, rater.actor, id, ids);
			await rating.submitCase(app, rater.actor, id);
			const { reference } = await rating.openCase(app, rater.actor, id);
			expect(reference).toBe(showReference ? 'The answer.' : null);
		}
	});

	it('leads to the next open case of the rater', async () => {
		const db = await fresh();
		const { app, actor, study, rater, assignment, ids } = await aDesk(db);
		const next = await anAssignment(db, study, await aCase(db, study), rater);
		const foreign = await aMember(db, study, 'rater');
		await anAssignment(db, study, await aCase(db, study), foreign);
		expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
			place: { index: 1, of: 2 },
			nextAssignmentId: next.id
		});
		await rateAll(app, actor, assignment.id, ids);
		await rating.submitCase(app, actor, assignment.id);
		expect(await rating.openCase(app, actor, next.id)).toMatchObject({
			place: { index: 2, of: 2 },
			nextAssignmentId: null
		});
	});

	it('has a history that gives every rating again, after 20 clients saved 50 times each', async () => {
		const db = await fresh();
		const app = anApp(db);
		const study = await aStudy(db);
		const item = await aCase(db, study, { actions: 6 });
		const ids = item.actions.map(({ id }) => id);
		// Ten raters with two tabs each, so that tabs collide and raters must not.
		const desks = await Promise.all(
			Array.from({ length: 10 }, async () => {
				const rater = await aMember(db, study, 'rater');
				return { actor: rater.actor, id: (await anAssignment(db, study, item, rater)).id };
			})
		);
		const clients = [...desks, ...desks];
		const plans = fc.sample(fc.array(step, { minLength: 50, maxLength: 50 }), {
			numRuns: clients.length,
			seed: 20261102
		});
		const answers = await Promise.all(
			clients.map(({ actor, id }, index) => aClient(app, actor, id, ids, plans[index]!))
		);
		const acknowledged = answers.flat();
		const operations = new Set(acknowledged.map(({ operation }) => operation));
		expect(operations.size).toBeGreaterThan(400);
		expect(acknowledged.length).toBeGreaterThan(operations.size);

		const stored = await ratings.withNewestRevision(db);
		let revisions = 0;
		for (const { rating: row } of stored) {
			const lines = await ratings.revisions(db, row.id);
			revisions += lines.length;
			expect(lines.map(({ version }) => version)).toEqual(lines.map((_, index) => index + 1));
			let value: RatingValue | null = null;
			for (const line of lines) {
				expect(line.old).toEqual(value);
				value = line.new;
			}
			expect(rating.valueOf(row)).toEqual(value);
			expect(row.version).toBe(lines.length);
			expect(row.activeMs).toBe(lines.reduce((sum, { activeMs }) => sum + activeMs, 0));
		}
		expect(revisions).toBe(operations.size);
		for (const { operation, saved } of acknowledged) {
			const [line] = await ratings.byOperation(db, operation);
			expect(line!.revision).toMatchObject({ version: saved.version, new: saved.value });
		}
	});
});

/** One intention of a client: which action, what to say, and whether the answer gets lost on its way. */
const step = fc.record({
	action: fc.nat({ max: 5 }),
	value: fc.record({
		score: fc.constantFrom(null, 1, 2, 3, 4, 5, 6, 7, 8, 9),
		cannotRate: fc.constant(null),
		comment: fc
			.string({ maxLength: 20, unit: 'grapheme' })
			.map((text) => text.replaceAll('\0', '')),
		flags: fc.subarray([...FLAGS])
	}),
	lost: fc.boolean()
});
type Step = { action: number; value: object; lost: boolean };

type Acknowledged = { operation: string; saved: rating.Saved };

/** Works through a plan as the case screen does: retries under the same id, and yields to a newer value. */
async function aClient(
	app: App,
	actor: Actor,
	assignmentId: number,
	ids: number[],
	plan: readonly Step[]
): Promise<Acknowledged[]> {
	const known = new Map<number, number>();
	const acknowledged: Acknowledged[] = [];
	for (const { action: index, value, lost } of plan) {
		const action = ids[index]!;
		const operation = randomUUID();
		const save = { operation, action, version: known.get(action) ?? 0, value, activeMs: 7 };
		for (let left = lost ? 2 : 1; left > 0; left -= 1) {
			try {
				const saved = await rating.saveRating(app, actor, assignmentId, save);
				known.set(action, saved.version);
				acknowledged.push({ operation, saved });
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				if (error.kind === 'busy') left += 1;
				else known.set(action, (error.detail as { version: number }).version);
			}
		}
	}
	return acknowledged;
}
