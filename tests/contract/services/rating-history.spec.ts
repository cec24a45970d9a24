import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FLAGS, type RatingValue } from '#lib/domain/rating.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '#lib/server/app.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import { onEach } from '../databases.ts';
import { aCase, aMember, anApp, anAssignment, aStudy, everyRow } from '../support.ts';

onEach(({ fresh }) => {
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

		const revisions = (await everyRow(db, (t) => t.revisions)).sort(
			(a, b) => a.version - b.version
		);
		const histories = Map.groupBy(revisions, ({ ratingId }) => ratingId);
		for (const row of await everyRow(db, (t) => t.ratings)) {
			const lines = histories.get(row.id)!;
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
		const byOperation = new Map(revisions.map((line) => [line.operation, line]));
		expect(new Set(byOperation.keys())).toEqual(operations);
		for (const { operation, saved } of acknowledged) {
			const { version, new: value } = byOperation.get(operation)!;
			expect([version, value]).toEqual([saved.version, saved.value]);
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
