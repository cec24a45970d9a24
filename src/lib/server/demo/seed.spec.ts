import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDefined } from '#lib/agreement/coefficient.ts';
import { TERMINAL, type Actor, type App } from '../app.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { inProcess } from '../crew/in-process.ts';
import { read } from '../db/atomically.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import * as accounts from '../services/accounts/index.ts';
import * as adjudicating from '../services/adjudicating/index.ts';
import { examine } from '../services/operations/index.ts';
import * as rating from '../services/rating/index.ts';
import * as agreeing from '../services/agreeing/index.ts';
import * as watching from '../services/watching/index.ts';
import * as ratings from '../store/ratings.ts';
import * as users from '../store/users.ts';
import { kitFiles } from './seed-kit.ts';
import { MOST_ASKED, raters, ratersFor } from './seed-people.ts';
import { seed, type Seeded } from './seed.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 30);

const opened: App[] = [];
async function emptyApp(): Promise<App> {
	const db = connect(':memory:');
	await migrate(db);
	const log = { info() {}, warn() {}, error() {} };
	const origin = 'http://localhost:3000';
	const crew = inProcess(() => app);
	const app: App = {
		db,
		crew,
		now: () => NOW,
		origin,
		demo: true,
		mail: null,
		limits: DEFAULT_LIMITS,
		backups: { folder: '/nowhere/backups', staging: '/nowhere/making', key: null, nightly: 0 },
		log
	};
	opened.push(app);
	return app;
}
afterAll(async () => {
	for (const { db } of opened) await db.close();
});

const newest = (app: App) =>
	read(app.db, (tx) => ratings.withNewestRevision(tx, { after: 0, limit: 10_000 }));

async function personOf(app: App, email: string): Promise<Actor> {
	const { id, name } = (await accounts.list(app, TERMINAL)).find((one) => one.email === email)!;
	return { id, name, isAdmin: false };
}

async function casesOf(app: App, email: string) {
	const actor = await personOf(app, email);
	return (await rating.myCases(app, actor))[0]!.cases;
}

describe('the demonstration', { timeout: 30_000 }, () => {
	let app: App;
	let made: Seeded;
	beforeAll(async () => {
		app = await emptyApp();
		made = await seed(app);
	}, 60_000);

	it('is a study in the middle of its first round', async () => {
		expect(made).toMatchObject({ cases: 14, actions: 459, raters: 10 });

		const { cases, needs, raters: panel } = await watching.coverage(app, TERMINAL, 'demo');
		expect(cases.of).toBe(14);
		expect(cases.done).toBeGreaterThanOrEqual(9);
		expect(cases.done).toBeLessThan(14);
		expect(panel).toEqual({ active: 9, of: 10 });
		expect(needs.kinds.map(({ kind }) => kind)).toEqual(['silent', 'not-begun']);

		const first = await casesOf(app, 'rater1@demo.example');
		expect(first.filter(({ state }) => state !== 'submitted')).toMatchObject([
			{ state: 'assigned', rated: 0 }
		]);
		const second = await casesOf(app, 'rater2@demo.example');
		const open = second.filter(({ state }) => state !== 'submitted');
		expect(open).toMatchObject([{ state: 'in-progress' }]);
		expect(open[0]!.rated).toBe(Math.ceil(open[0]!.actions / 2));
	});

	it('has real disagreement, and a history that gives its ratings', async () => {
		const { alpha } = (await agreeing.agreement(app, TERMINAL, 'demo')).figures;
		if (!isDefined(alpha)) throw new Error(alpha.undefined);
		expect(alpha.value).toBeGreaterThan(0.65);
		expect(alpha.value).toBeLessThan(0.9);
		for (const { check, ok, detail } of await examine(app))
			expect(ok, `${check}: ${detail}`).toBe(true);
	});

	it('lies in the three weeks before now', async () => {
		const rows = await newest(app);
		const times = rows.map(({ rating }) => rating.updatedAt);
		const day = 24 * 60 * 60 * 1000;
		expect(Math.min(...times)).toBeGreaterThan(NOW - 22 * day);
		expect(Math.max(...times)).toBeLessThan(NOW);
		expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(14 * day);
	});

	it('has actions for its adjudicator to rule on, each signed by all and remarked upon', async () => {
		const actor = await personOf(app, 'adjudicator@demo.example');
		const { of, next, cases } = await adjudicating.queue(app, actor, 'demo');
		expect(of).toBeGreaterThanOrEqual(5);
		expect(cases.of).toBeGreaterThan(1);
		const { item } = await adjudicating.item(app, actor, 'demo', next!);
		expect(item.positions).toHaveLength(3);
		expect(item.positions.every(({ rounds }) => rounds.every(({ signed }) => signed))).toBe(true);
		expect(JSON.stringify(item.positions)).toMatch(/"comment":"\w/);
	});

	it('opens with the accounts it offers', async () => {
		const people = await accounts.offered(app);
		expect(people.map(({ email }) => email.split('@')[0])).toEqual([
			'admin',
			'coordinator',
			'rater1',
			'rater2',
			'adjudicator'
		]);
		const { email } = people[1]!;
		await accounts.signIn(app, { email, password: accounts.DEMO_PASSWORD, address: '127.0.0.1' });
	});

	it('is the same whenever it is made from the same seed', async () => {
		const told = async (one: App) =>
			(await newest(one)).map(({ rating, revision }) => ({
				...rating,
				operation: revision!.operation
			}));
		const another = await emptyApp();
		await seed(another);
		expect(await told(another)).toEqual(await told(app));
	});

	it('has one newcomer, to whom the practice case is offered', async () => {
		const people = await read(app.db, users.list);
		const left = people.filter(({ practisedAt }) => practisedAt === null);
		expect(left.map(({ email }) => email)).toEqual(['rater1@demo.example']);
	});

	it('is never put beside real accounts', async () => {
		const real = await emptyApp();
		await accounts.add(real, TERMINAL, { name: 'A Person', email: 'a@hospital.example' });
		await expect(seed(real)).rejects.toThrow('holds accounts already');
	});
});

describe('more of it', () => {
	it('renames the cases of a copy everywhere', () => {
		const files = kitFiles(3);
		expect(files.size).toBe(3 * (kitFiles(1).size - 1) + 1);
		const rubric = new TextDecoder().decode(files.get('dataset/rubrics/Card2001.json'));
		expect(rubric).toContain('"id": "Card2001"');
		expect(rubric).not.toContain('Card001');
		const items = new TextDecoder().decode(files.get('dataset/items.jsonl'));
		const ids = items
			.trimEnd()
			.split('\n')
			.map((line) => (JSON.parse(line) as { id: string }).id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('has at most three hundred raters, unless more are asked for', () => {
		expect([1, 8, 100].map(ratersFor)).toEqual([10, 80, 300]);
	});

	it('has no two raters of one name, however many there are', () => {
		const people = raters(MOST_ASKED);
		expect(people).toHaveLength(3_000);
		expect(new Set(people.map(({ name }) => name)).size).toBe(3_000);
	});
});
