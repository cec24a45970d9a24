import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { TERMINAL, type App } from '../app.ts';
import { inProcess } from '../crew/in-process.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import * as boards from '../services/boards/index.ts';
import * as releasing from '../services/releasing/index.ts';
import * as submitting from '../services/submitting/index.ts';
import { GENERALISTS, SYSTEMS } from './answerers.ts';
import { answersOf } from './seed-answers.ts';
import { finishBoard } from './seed-board.ts';
import { DEMO_STUDY, seed } from './seed.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 30);

describe('the leaderboard of the demonstration', { timeout: 30_000 }, () => {
	let app: App;
	beforeAll(async () => {
		const db = connect(':memory:');
		await migrate(db);
		const log = { info() {}, warn() {}, error() {} };
		const crew = inProcess(() => app);
		const [origin, now] = ['http://localhost:3000', () => NOW];
		app = {
			db,
			crew,
			now,
			origin,
			demo: true,
			mail: null,
			limits: DEFAULT_LIMITS,
			log,
			backups: { staging: '/nowhere/making', folder: '/nowhere/backups', key: null, nightly: 0 }
		};
		await seed(app, { board: true });
		await finishBoard(app, DEMO_STUDY);
	}, 60_000);
	afterAll(() => app.db.close());

	it('is public, with eight systems and five generalists, each said to be synthetic', async () => {
		const board = await boards.readBoard(app, null, 'demo', null);
		expect(board).toMatchObject({ release: 1, publishedAt: NOW, accepts: true });
		const names = [...SYSTEMS, GENERALISTS].map(({ name }) => name);
		expect(board.entries.map(({ name }) => name).sort()).toEqual(names.sort());
		for (const { name } of board.entries) expect(name).toContain('synthetic');
		const people = board.entries.find(({ kind }) => kind === 'human');
		expect(people).toMatchObject({ people: 5, covers: 1 });
		expect(board.humanLine).toBe(people!.entry);
		expect(board.set!.cases).toBeGreaterThanOrEqual(9);
		const best = board.baselines.find(({ name }) => name === 'appropriate')!;
		expect(best.figures.F1_weighted!.value).toBe(1);
		expect(board.ceiling).not.toBeNull();
		expect(board.baselines.map(({ name }) => name)).toContain('everything');
	});

	it('tells systems apart by their characters', async () => {
		const { entries } = await boards.readBoard(app, null, 'demo', null, { by: 'Severe_rate' });
		expect(entries.at(-1)!.about).toBe('harmful');
	});

	it('leaves nothing to decide on', async () => {
		const look = { release: 0, waiting: 1, entries: 1 };
		const { board } = await boards.desk(app, TERMINAL, 'demo', look);
		expect(board!.counts).toEqual({ approved: 9 });
	});

	it('decides on nothing that somebody else sent', async () => {
		const [{ number, sha256 } = { number: 0, sha256: '' }] = await releasing.list(
			app,
			TERMINAL,
			DEMO_STUDY
		);
		const { set } = await boards.setOfRelease(app, { slug: DEMO_STUDY, number, sha256 });
		const at = { actor: TERMINAL, slug: DEMO_STUDY, release: number };
		const words = { kind: 'model', name: 'Visitor', provider: 'Elsewhere', about: '' } as const;
		const file = { name: 'answers.jsonl', bytes: answersOf(set, SYSTEMS[0]!, 99) };
		const { termsVersion } = (await submitting.portal(app, at)).board;
		await submitting.send(app, at, file, { words, terms: termsVersion, revises: null });
		await finishBoard(app, DEMO_STUDY);
		const look = { release: number, waiting: 1, entries: 1 };
		const { board } = await boards.desk(app, TERMINAL, DEMO_STUDY, look);
		expect(board!.counts).toEqual({ approved: 9, waiting: 1 });
	});
});
