/** More copies than are made at once: nothing may depend on how the work is cut. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { inProcess } from '../crew/in-process.ts';
import { read } from '../db/atomically.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run } from '../db/steps.ts';
import { seed } from './seed.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 30);

const db = connect(':memory:');
const log = { info() {}, warn() {}, error() {} };
const crew = inProcess(() => app);
const app: App = {
	db,
	crew,
	now: () => NOW,
	origin: 'http://localhost:3000',
	demo: true,
	mail: null,
	limits: DEFAULT_LIMITS,
	backups: { folder: '/nowhere/backups', staging: '/nowhere/making', key: null, nightly: 0 },
	log
};

/** Every row of a table in the order of its ids. */
function rowsOf<Name extends keyof Tables>(name: Name): Promise<Tables[Name]['$inferSelect'][]> {
	const rows = read(db, ({ q, t }) => {
		const table = t[name] as Tables['ratings'];
		return run(q.select().from(table).orderBy(asc(table.id)));
	});
	return rows as Promise<Tables[Name]['$inferSelect'][]>;
}

const hashOf = (lines: readonly (readonly unknown[])[]) =>
	createHash('sha256')
		.update(lines.map((line) => line.join('|')).join('\n'))
		.digest('hex')
		.slice(0, 16);

describe('the demonstration twelve times over', { timeout: 30_000 }, () => {
	beforeAll(async () => {
		await migrate(db);
		await seed(app, { scale: 12 });
	}, 120_000);
	afterAll(() => db.close());

	// What the seed makes since cases are planned by flow; the numbers of people, cases and places are those of 0.1.0.
	it('has as many rows as ever', async () => {
		const count = async (name: keyof Tables) => (await rowsOf(name)).length;
		expect({
			users: await count('users'),
			members: await count('members'),
			cases: await count('cases'),
			variants: await count('variants'),
			actions: await count('actions'),
			assignments: await count('assignments'),
			ratings: await count('ratings'),
			revisions: await count('revisions'),
			trail: await count('auditEvents')
		}).toEqual({
			users: 123,
			members: 122,
			cases: 168,
			variants: 240,
			actions: 5508,
			assignments: 504,
			ratings: 14166,
			revisions: 14571,
			trail: 1179
		});
	});

	it('has the ratings and the histories it ever had', async () => {
		const ratings = (await rowsOf('ratings')).map((row) => [
			...[row.id, row.assignmentId, row.actionId, row.score, row.cannotRate, row.comment],
			...[row.flags.join(' '), row.activeMs, row.version, row.createdAt, row.updatedAt]
		]);
		const revisions = (await rowsOf('revisions')).map((row) => [
			...[row.id, row.ratingId, row.version, row.operation, row.digest, row.old?.score],
			...[row.new.score, row.activeMs, row.userId, row.at, row.source]
		]);
		expect([hashOf(ratings), hashOf(revisions)]).toEqual(['eb3bb4d5a21c4191', 'f6dce4c8f7092d93']);
	});

	it('has histories whose replay gives the ratings', async () => {
		const byRating = Map.groupBy(await rowsOf('revisions'), ({ ratingId }) => ratingId);
		const ratings = await rowsOf('ratings');
		const replayed = ratings.map(({ id }) => {
			const history = byRating.get(id)!;
			const last = history.at(-1)!;
			const follows = history.every(
				({ version, old }, index) =>
					version === index + 1 && isDeepStrictEqual(old, history[index - 1]?.new ?? null)
			);
			const activeMs = history.reduce((sum, line) => sum + line.activeMs, 0);
			const { version, at: updatedAt, new: value } = last;
			return { follows, ...value, activeMs, version, createdAt: history[0]!.at, updatedAt };
		});
		expect(replayed).toEqual(
			ratings.map(
				({
					id: _id,
					assignmentId: _assignment,
					actionId: _action,
					untimed: _untimed,
					...rating
				}) => ({
					follows: true,
					...rating
				})
			)
		);
		expect(ratings.filter(({ version }) => version > 1).length).toBeGreaterThan(100);
	});

	it('numbers the lines of its kit on from copy to copy', async () => {
		const lines = (await rowsOf('variants')).map(({ line }) => line);
		expect(lines).toEqual(lines.map((_, index) => index + 1));
	});
});
