import { asc, count, eq, isNull, sql as raw } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { read } from '#lib/server/db/atomically.ts';
import type { Queries } from '#lib/server/db/connect.ts';
import { all, columns, one, type Given } from '#lib/server/db/query.ts';
import { run, type Steps } from '#lib/server/db/steps.ts';
import { onEach } from './databases.ts';
import { aCase, anAssignedCase, aPerson, ask, aStudy, START, write } from './support.ts';

onEach(({ name, fresh }) => {
	it('gives the rows of a query, or its first one, each time with other values', async () => {
		const db = await fresh();
		const people = [await aPerson(db), await aPerson(db), await aPerson(db)];
		const from = all(({ q, t }, given: Given<{ id: number }>) =>
			q
				.select({ name: t.users.name })
				.from(t.users)
				.where(raw`${t.users.id} >= ${given.id}`)
				.orderBy(asc(t.users.id))
		);
		const first = one(({ q, t }, given: Given<{ id: number }>) =>
			q
				.select({ name: t.users.name })
				.from(t.users)
				.where(raw`${t.users.id} >= ${given.id}`)
				.orderBy(asc(t.users.id))
		);
		const names = people.map((person) => ({ name: person.name }));
		for (const [at, { id }] of people.entries()) {
			expect(await ask(db, from, { id })).toEqual(names.slice(at));
			expect(await ask(db, first, { id })).toEqual(names[at]);
		}
		expect(await ask(db, from, { id: 999 })).toEqual([]);
		expect(await ask(db, first, { id: 999 })).toBeUndefined();
	});

	it('sees within a change what that change has written', async () => {
		const db = await fresh();
		const counted = one(({ q, t }) => q.select({ n: count() }).from(t.users));
		const seen = await write(db, function* (tx) {
			const { n: before } = (yield* counted(tx))!;
			yield* run(tx.q.insert(tx.t.users).values({ name: 'Ada', createdAt: START }));
			return [before, (yield* counted(tx))!.n];
		});
		expect(seen).toEqual([0, 1]);
	});

	it('is built once for a connection, however often it is asked', async () => {
		const db = await fresh();
		await aPerson(db);
		let built = 0;
		const query = one(({ q, t }, given: Given<{ id: number }>) => {
			built += 1;
			return q.select().from(t.users).where(eq(t.users.id, given.id));
		});
		for (let id = 1; id <= 20; id += 1) await ask(db, query, { id });
		await read(db, function* (tx) {
			for (let id = 1; id <= 20; id += 1) yield* query(tx, { id });
		});
		await write(db, (tx) => query(tx, { id: 1 }));
		expect(built).toBe(1);

		await Promise.all(Array.from({ length: 30 }, () => ask(db, query, { id: 1 })));
		const connections = db.shell.dialect === 'sqlite' ? 1 : db.shell.pool.totalCount;
		expect(built).toBeLessThanOrEqual(connections);
	});

	it('keeps two databases that are open at the same time apart', async () => {
		const [one_, other] = [await fresh(), await fresh()];
		const list = all(({ q, t }) => q.select({ name: t.users.name }).from(t.users));
		await aPerson(one_, { name: 'Ada' });
		await aPerson(other, { name: 'Ben' });
		for (let count = 0; count < 2; count += 1) {
			expect(await ask(one_, list)).toEqual([{ name: 'Ada' }]);
			expect(await ask(other, list)).toEqual([{ name: 'Ben' }]);
		}
	});

	it('gives numbers as bare lists, in the order of the selection', async () => {
		const db = await fresh();
		const { study, item } = await anAssignedCase(db, 2);
		await aCase(db, study, { gold: true, actions: 0, position: 1 });
		const heads = columns(({ q, t }, given: Given<{ studyId: number; from: number }>) =>
			q
				.select({ position: t.cases.position, gold: t.cases.gold, question: t.cases.question })
				.from(t.cases)
				.where(
					raw`${t.cases.studyId} = ${given.studyId} and ${t.cases.position} >= ${given.from}
						and ${isNull(t.cases.stagedBy)}`
				)
				.orderBy(asc(t.cases.position))
		);
		const [no, yes] = name === 'PostgreSQL 18' ? [false, true] : [0, 1];
		expect(await ask(db, heads, { studyId: study.id, from: 0 })).toEqual([
			[0, no, null],
			[1, yes, null]
		]);
		expect(await ask(db, heads, { studyId: study.id, from: 1 })).toEqual([[1, yes, null]]);
		expect(await ask(db, heads, { studyId: study.id + 1, from: 0 })).toEqual([]);
		expect(item.gold).toBe(false);
	});
});

/** How often the server has this query among those it has compiled for the connection. */
function* compiled({ q, t }: Queries, mark: string): Steps<number> {
	const known = raw<number>`(select count(*)::int from pg_prepared_statements
		where statement like ${`%${mark}%`} and statement not like '%pg_prepared_statements%')`;
	const [row] = yield* run(q.select({ n: known }).from(t.users).limit(1));
	return row!.n;
}

onEach(
	({ fresh }) => {
		it('is compiled by the server once for a connection', async () => {
			const db = await fresh();
			const { slug } = await aStudy(db);
			await aPerson(db);
			const mark = 'marked_for_this_test';
			const query = one(({ q, t }, given: Given<{ slug: string }>) =>
				q
					.select({ id: t.studies.id, mark: raw.raw(`'${mark}'`) })
					.from(t.studies)
					.where(eq(t.studies.slug, given.slug))
			);
			const seen = await read(db, function* (tx) {
				const before = yield* compiled(tx, mark);
				for (const asked of [slug, 'other', slug]) yield* query(tx, { slug: asked });
				return [before, yield* compiled(tx, mark)];
			});
			expect(seen).toEqual([0, 1]);
		});
	},
	['PostgreSQL 18']
);
