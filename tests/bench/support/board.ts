/** A leaderboard of many systems in a database of its own, with figures as scoring would keep them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded, type Random } from '../../../src/lib/agreement/random.ts';
import type { JsonObject } from '../../../src/lib/domain/case.ts';
import type { BoardSet } from '../../../src/lib/domain/leaderboard.ts';
import { studySettingsSchema } from '../../../src/lib/domain/study.ts';
import type { Figured, Figures } from '../../../src/lib/domain/submission.ts';
import { DEFAULT_LIMITS } from '../../../src/lib/formats/limits.ts';
import { BASELINES } from '../../../src/lib/scoring/baselines.ts';
import { SCHEME_NAMES } from '../../../src/lib/scoring/scheme.ts';
import { schemeOf } from '../../../src/lib/scoring/score.ts';
import { by, INSTALLATION, type App } from '../../../src/lib/server/app.ts';
import { inProcess } from '../../../src/lib/server/crew/in-process.ts';
import { atomically } from '../../../src/lib/server/db/atomically.ts';
import { connect } from '../../../src/lib/server/db/connect.ts';
import { migrate } from '../../../src/lib/server/db/migrate.ts';
import * as boards from '../../../src/lib/server/store/boards.ts';
import * as releases from '../../../src/lib/server/store/releases.ts';
import * as studies from '../../../src/lib/server/store/studies.ts';
import * as scores from '../../../src/lib/server/store/submission-scores.ts';
import * as submissions from '../../../src/lib/server/store/submissions.ts';

export const SLUG = 'bench';
const SPECIALTIES = 12;
const CATEGORIES = 6;
const CASES = 1_000;

export type OpenBoard = { app: App; close(): Promise<void> };

/** Opens a published board with so many systems, each with figures under every scheme. */
export async function aBoard(systems: number): Promise<OpenBoard> {
	const folder = mkdtempSync(join(tmpdir(), 'primum-bench-'));
	const db = connect(join(folder, 'primum.sqlite'));
	await migrate(db);
	const app: App = {
		db,
		crew: inProcess(() => app),
		now: Date.now,
		origin: 'http://127.0.0.1',
		...{ demo: false, mail: null, limits: DEFAULT_LIMITS },
		backups: { folder, staging: folder, key: null, nightly: 0 },
		log: { info() {}, warn() {}, error() {} }
	};
	const random = seeded(3);
	const boardId = await write(app, function* (tx) {
		const settings = studySettingsSchema.parse({ slug: SLUG, name: 'Bench', synthetic: true });
		const { id: studyId } = yield* studies.insert(tx, { ...settings, createdAt: tx.by.at });
		const { id: releaseId } = yield* releases.insert(tx, {
			...{ studyId, number: 1, createdAt: tx.by.at, options: {} as never },
			...{ manifest: {} as never, sha256: '0' }
		});
		const made = { releaseId, scheme: SCHEME_NAMES[0], createdAt: tx.by.at };
		const id = yield* boards.insert(tx, { ...made, publishedAt: tx.by.at });
		yield* boards.keepBaselines(tx, id, keptBeside(random));
		return id;
	});
	for (let at = 1; at <= systems; at += 1) {
		await write(app, function* (tx) {
			const { id } = yield* submissions.insert(tx, {
				...{ boardId, entry: `entry-${at}`, version: 1, kind: 'model' },
				...{ name: `System ${at}`, provider: `Provider ${at % 40}`, form: 'judge' },
				...{ fileName: 'answers.jsonl', bytes: 1, sha256: '', records: 3_300 },
				...{ coverage: { items: 3_300, of: 3_300 }, state: 'approved', createdAt: tx.by.at }
			});
			yield* scores.keep(
				tx,
				SCHEME_NAMES.map((scheme) => ({
					...{ submissionId: id, scheme, schemeVersion: schemeOf(scheme).version },
					...{ figures: someFigures(random, scheme), scoredAt: tx.by.at }
				}))
			);
		});
	}
	return {
		app,
		close: async () => {
			await db.close();
			rmSync(folder, { recursive: true });
		}
	};
}

const write: <R>(app: App, change: Parameters<typeof atomically<R>>[2]) => Promise<R> = (
	app,
	change
) => atomically(app.db, by(app, INSTALLATION), change);

/** What is kept beside a board: its set, and seven lines under each scheme. */
function keptBeside(random: Random): JsonObject {
	const set: BoardSet = {
		...{ cases: CASES, heldOut: 0, items: 3 * CASES, actions: 40 * CASES },
		specialties: namesOf('Specialty', SPECIALTIES).map((code) => ({ code, cases: 80 })),
		categories: namesOf('Category', CATEGORIES).map((name) => ({ name, actions: 6_000 })),
		open: Array.from({ length: CASES }, (_, at) => `Card${at + 1}`)
	};
	const lines = SCHEME_NAMES.map((scheme) => [
		scheme,
		{
			schemeVersion: schemeOf(scheme).version,
			lines: [...BASELINES, 'raters'].map((name) => ({
				name,
				figures: someFigures(random, scheme)
			}))
		}
	]);
	return { set, ...Object.fromEntries(lines) };
}

const namesOf = (what: string, count: number) =>
	Array.from({ length: count }, (_, at) => `${what} ${at + 1}`);

function someFigures(random: Random, scheme: (typeof SCHEME_NAMES)[number]): Figures {
	const names = schemeOf(scheme).metrics.map(({ name }) => name);
	const some = (cases: number): Record<string, Figured> => {
		const figure = (): Figured => {
			const value = 0.2 + 0.7 * random();
			const half = 0.02 + 0.05 * random();
			return { value, ci95: [value - half, value + half], cases, records: 3 * cases };
		};
		return Object.fromEntries(names.map((name) => [name, figure()]));
	};
	const parts = (what: string, count: number) =>
		Object.fromEntries(namesOf(what, count).map((name) => [name, some(CASES / count)]));
	const harms = () => ({ severe: 9 * random(), moderate: 40 * random(), mild: 90 * random() });
	return {
		aggregate: some(CASES),
		bySpecialty: parts('Specialty', SPECIALTIES),
		byCategory: parts('Category', CATEGORIES),
		...{ omissions: harms(), commissions: harms() }
	};
}
