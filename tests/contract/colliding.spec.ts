/** Changes that run side by side on PostgreSQL: who collides, who waits for whom, and who does not. */
import { eq } from 'drizzle-orm';
import { afterEach, expect, it, vi } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import type { Change } from '#lib/server/db/atomically.ts';
import { run, type Steps } from '#lib/server/db/steps.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql } from './databases.ts';
import { aPerson, ask, START, unique, write } from './support.ts';

/** Lets whoever else has something to do go on until this holds. */
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), 20_000);

/** Waits within the steps of a change, with its transaction open. */
function* wait(promise: Promise<unknown>): Steps<void> {
	yield { now: () => promise };
}

/** A change of a row that somebody else changes each time between its first look and its writing. */
function aChangeThatCollides(db: Database, second: Database, userId: number) {
	const seen = { starts: 0, disturbed: true, done: false };
	const answer = write(db, function* (tx: Change) {
		seen.starts += 1;
		const { q, t } = tx;
		yield* run(q.select().from(t.users).where(eq(t.users.id, userId)));
		if (seen.disturbed) {
			yield* wait(sql(second, `update users set name = 'by another' where id = ${userId}`));
		}
		yield* users.setPassword(tx, userId, 'hash');
		return 'through';
	}).finally(() => {
		seen.done = true;
	});
	return { seen, answer };
}

const unrelated = (db: Database) =>
	Promise.all(
		Array.from({ length: 20 }, () =>
			write(db, (tx) => users.insert(tx, { name: unique('unrelated'), createdAt: START }))
		)
	);

onEach(
	({ fresh, again }) => {
		afterEach(() => void vi.useRealTimers());

		it('lets nobody wait for a change that collides again and again', async () => {
			const db = await fresh();
			const { id } = await aPerson(db);
			const { seen, answer } = aChangeThatCollides(db, again(db), id);
			await until(() => seen.starts > 5);
			expect(await unrelated(db)).toHaveLength(20);
			expect(seen.done).toBe(false);
			seen.disturbed = false;
			expect(await answer).toBe('through');
			expect((await ask(db, users.byId, { id }))!.passwordHash).toBe('hash');
		});

		it('lets nobody wait for a change that takes long', async () => {
			const db = await fresh();
			const { id } = await aPerson(db);
			const gate = Promise.withResolvers<void>();
			let begun = false;
			const long = write(db, function* (tx) {
				yield* users.setPassword(tx, id, 'hash');
				begun = true;
				yield* wait(gate.promise);
			});
			await until(() => begun);
			expect(await unrelated(db)).toHaveLength(20);
			expect((await ask(db, users.byId, { id }))!.passwordHash).toBeNull();
			gate.resolve();
			await long;
			expect((await ask(db, users.byId, { id }))!.passwordHash).toBe('hash');
		});

		it('gives up a change that never gets through, as busy and with nothing written', async () => {
			const db = await fresh();
			const { id } = await aPerson(db);
			vi.useFakeTimers({ toFake: ['performance'] });
			const { seen, answer } = aChangeThatCollides(db, again(db), id);
			const refused = expect(answer).rejects.toMatchObject({ kind: 'busy', status: 503 });
			for (let passed = 0; passed < 4; passed += 1) {
				const { starts } = seen;
				await until(() => seen.starts > starts + 1);
				vi.advanceTimersByTime(1_000);
			}
			expect(seen.done).toBe(false);
			vi.advanceTimersByTime(1_001);
			await refused;
			expect(await ask(db, users.byId, { id })).toMatchObject({
				name: 'by another',
				passwordHash: null
			});
		});

		it('tries a change a dozen times even where each try takes longer than all its patience', async () => {
			const db = await fresh();
			const { id } = await aPerson(db);
			vi.useFakeTimers({ toFake: ['performance'] });
			const { seen, answer } = aChangeThatCollides(db, again(db), id);
			vi.advanceTimersByTime(60_000);
			await expect(answer).rejects.toMatchObject({ kind: 'busy' });
			expect(seen.starts).toBe(12);
		});

		it('lets one of two be right that each rely on what the other writes, and runs the other again', async () => {
			const db = await fresh();
			const people = [await aPerson(db), await aPerson(db)];
			const bothHaveLooked = Promise.withResolvers<void>();
			let looked = 0;
			const first = (own: number, other: number) =>
				write(db, function* (tx) {
					const { passwordHash } = (yield* users.byId(tx, { id: people[other]!.id }))!;
					looked += 1;
					if (looked === 2) bothHaveLooked.resolve();
					yield* wait(bothHaveLooked.promise);
					if (passwordHash === null) yield* users.setPassword(tx, people[own]!.id, 'the first');
					return passwordHash;
				});
			const seen = await Promise.all([first(0, 1), first(1, 0)]);
			expect(seen.toSorted()).toEqual([null, 'the first']);
			expect(looked).toBeGreaterThan(2);
			const hashes = (await ask(db, users.list)).map(({ passwordHash }) => passwordHash);
			expect(hashes.toSorted()).toEqual([null, 'the first']);
		});
	},
	['PostgreSQL 18']
);
