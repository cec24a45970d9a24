/** A backup is made while people rate, and what is restored from it is what was there. */
import { spawnSync } from 'node:child_process';
import {
	existsSync,
	readdirSync,
	readFileSync,
	statSync,
	utimesSync,
	writeFileSync
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import { violation } from '#lib/server/db/errors.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import * as operations from '#lib/server/services/operations/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql, type Kind } from '../databases.ts';
import { dump, tablesOf } from '../rows.ts';
import {
	aDesk,
	anApp,
	ask,
	aSave,
	DAY,
	everyRow,
	everything,
	refusals,
	scored,
	type TestApp
} from '../support.ts';
import { anEmptyPlace, aFolder, withBackups } from './backups-support.ts';

/** Found in no packed file, unless it is not packed. */
const CANARY = 'A word that stands in a comment alone.';
const KEY = 'the key of the hospital, long enough';

const byHand = { reason: 'by-hand' as const, file: null };

/** A desk with two rated actions; signs of every kind among them. */
async function aStudy(kind: Kind, settings: Parameters<typeof withBackups>[1] = {}) {
	const db = await kind.fresh();
	const desk = await aDesk(db, 3);
	const app = withBackups(desk.app, settings);
	const [first, second] = desk.ids as [number, number];
	const save = (id: number, version: number, score: number, comment: string) =>
		rating.saveRating(
			app,
			desk.actor,
			desk.assignment.id,
			aSave(id, version, scored(score, comment))
		);
	await save(first, 0, 7, CANARY);
	await save(second, 0, 2, 'Tab\t, line\n, \\. and “🫀” \\N \u007f');
	await save(second, 1, 3, '\\.');
	return { ...desk, db, app, save };
}

const pathsIn = (folder: string) => readdirSync(folder).sort();

onEach((kind) => {
	it('is restored to the same rows, and numbers go on behind them', async () => {
		const { db, app } = await aStudy(kind);
		// Given once and gone: no other may have its number.
		const { id: gone } = await aRow(app);
		const tables = await tablesOf(db);
		const before = await dump(db, tables);
		const { file, bytes, rows } = await backups.make(app, TERMINAL, byHand);
		expect(bytes).toBe(readFileSync(file).length);
		expect(rows).toBe(Object.values(before).flat().length);
		expect(basename(file)).toBe('primum-2026-11-02T080000Z-by-hand.backup');

		const place = await anEmptyPlace(kind);
		const head = await backups.restore(file, place.where, null);
		expect(head).toMatchObject({ madeAt: app.now(), reason: 'by-hand', sealed: null });
		const restored = place.open();
		expect(await tablesOf(restored)).toEqual(tables);
		expect(await dump(restored, tables)).toEqual(before);
		expect(await migrate(restored)).toEqual({ applied: 0, backup: null });
		const findings = await operations.examine(anApp(restored));
		expect(findings.filter(({ ok }) => !ok)).toEqual([]);
		const { id } = await aRow(anApp(restored));
		expect(id).toBeGreaterThan(gone);
		const change = sql(restored, "update revisions set operation = operation || 'x'");
		await expect(change.catch(violation)).resolves.toBe('append-only');
	});

	it('holds every save that was acknowledged before it began, and part of no other', async () => {
		const { db, app, ids, save } = await aStudy(kind);
		let acknowledged = 0;
		let going = true;
		const rates = (async () => {
			for (let version = 0; going; version += 1) {
				await save(ids[2]!, version, (version % 9) + 1, '');
				acknowledged += 1;
				await new Promise((resolve) => setImmediate(resolve));
			}
		})();
		while (acknowledged < 5) await new Promise((resolve) => setImmediate(resolve));
		const before = acknowledged;
		const { file } = await backups.make(app, TERMINAL, byHand);
		const after = acknowledged;
		going = false;
		await rates;
		const place = await anEmptyPlace(kind);
		await backups.restore(file, place.where, null);
		const restored = place.open();
		const [row] = await sql(
			restored,
			`select version, (select count(*) from revisions r where r.rating_id = ratings.id) as revisions
				from ratings where action_id = ${ids[2]}`
		);
		const version = Number(row!['version']);
		expect(version).toBeGreaterThanOrEqual(before);
		expect(version).toBeLessThanOrEqual(after + 1);
		expect(Number(row!['revisions'])).toBe(version);
		expect((await operations.examine(anApp(restored))).filter(({ ok }) => !ok)).toEqual([]);
		expect((await sql(db, 'select 1 from ratings')).length).toBe(3);
	});

	it('is refused where one byte is another, and nothing is restored', async () => {
		const { app } = await aStudy(kind);
		const { file } = await backups.make(app, TERMINAL, byHand);
		const whole = readFileSync(file);
		const damaged = join(aFolder(), 'damaged.backup');
		const place = await anEmptyPlace(kind);
		const middle = Math.floor(whole.length / 2);
		for (const at of [0, 20, 200, middle, whole.length - 40, whole.length - 1]) {
			const bytes = Buffer.from(whole);
			bytes[at]! ^= 1;
			writeFileSync(damaged, bytes);
			await expect(backups.check(damaged), `byte ${at}`).rejects.toThrow(
				/damaged|no backup of Primum/
			);
			await expect(backups.restore(damaged, place.where, null)).rejects.toThrow();
		}
		for (const length of [0, 10, 100, middle, whole.length - 1]) {
			writeFileSync(damaged, whole.subarray(0, length));
			await expect(backups.check(damaged), `${length} bytes`).rejects.toThrow(
				/damaged|no backup of Primum/
			);
		}
		expect(await backups.check(file)).toMatchObject({ reason: 'by-hand' });
		await backups.restore(file, place.where, null);
	});

	it('is sealed by a key, without which there is no reading it', async () => {
		const { db, app } = await aStudy(kind, { key: KEY });
		const { file, isSealed } = await backups.make(app, TERMINAL, byHand);
		expect(isSealed).toBe(true);
		expect(() => gunzipSync(bodyOf(file))).toThrow();
		const open = withBackups(app, { key: null });
		const unsealed = await backups.make(open, TERMINAL, byHand);
		expect(gunzipSync(bodyOf(unsealed.file)).includes(CANARY)).toBe(true);
		const sealed = { sealed: { cipher: 'aes-256-gcm' } };
		expect(await backups.check(file)).toMatchObject(sealed);
		expect(await backups.check(file, { key: KEY })).toMatchObject(sealed);
		await expect(backups.check(file, { key: `${KEY}.` })).rejects.toThrow('another key');
		expect(statSync(file).mode & 0o077).toBe(0);
		const place = await anEmptyPlace(kind);
		await expect(backups.restore(file, place.where, null)).rejects.toThrow('PRIMUM_BACKUP_KEY');
		const other = backups.restore(file, place.where, `${KEY}.`);
		await expect(other).rejects.toThrow('another key');
		await backups.restore(file, place.where, KEY);
		const tables = await tablesOf(db);
		expect((await dump(place.open(), tables))['ratings']).toEqual(
			(await dump(db, tables))['ratings']
		);
	});

	it('goes to no place where something is', async () => {
		const { db, app } = await aStudy(kind);
		const { file } = await backups.make(app, TERMINAL, byHand);
		const place = await anEmptyPlace(kind);
		await backups.restore(file, place.where, null);
		const restored = place.open();
		await sql(restored, 'update users set name = name || name');
		const before = await everything(restored);
		const again = backups.restore(file, place.where, null);
		await expect(again).rejects.toThrow(/already|not empty/);
		expect(await everything(restored)).toEqual(before);
		const elsewhere =
			db.shell.dialect === 'sqlite'
				? 'postgres://nobody@127.0.0.1:1/none'
				: join(aFolder(), 'a.sqlite');
		await expect(backups.restore(file, elsewhere, null)).rejects.toThrow(/is a backup of/);
		const newer = join(aFolder(), 'newer.backup');
		writeFileSync(
			newer,
			readFileSync(file, 'latin1').replace(/"migration":\d+/, '"migration":9e15'),
			'latin1'
		);
		const empty = await anEmptyPlace(kind);
		await expect(backups.restore(newer, empty.where, null)).rejects.toThrow('newer version');
		await expect(backups.restore(join(aFolder(), 'none'), empty.where, null)).rejects.toThrow(
			'no file'
		);
	});

	it('leaves nothing behind where it is stopped, or the place cannot be written to', async () => {
		const { app } = await aStudy(kind);
		const stopping = new AbortController();
		const stopped = backups.make(app, TERMINAL, byHand, {
			onProgress: () => stopping.abort(new Error('Stopped.')),
			signal: stopping.signal
		});
		await expect(stopped).rejects.toThrow();
		expect(pathsIn(app.backups.folder)).toEqual([]);
		expect(pathsIn(app.backups.staging)).toEqual([]);
		expect(statSync(app.backups.staging).mode & 0o077).toBe(0);
		writeFileSync(join(app.backups.folder, 'a file'), '');
		const inAFile = withBackups(app, { folder: join(app.backups.folder, 'a file') });
		await expect(backups.make(inAFile, TERMINAL, byHand)).rejects.toThrow(
			'No backup can be written'
		);
		const taken = join(aFolder(), 'taken.backup');
		writeFileSync(taken, 'mine');
		const onto = backups.make(withBackups(app), TERMINAL, { reason: 'by-hand', file: taken });
		await expect(onto).rejects.toThrow('exists. Choose another name.');
		expect(readFileSync(taken, 'utf8')).toBe('mine');
	});

	it('is made every night; the newest stay, and those made by hand', async () => {
		const { app } = await aStudy(kind, { nightly: 2 });
		await backups.planNightly(app);
		await backups.planNightly(app);
		expect(await nights(app)).toHaveLength(1);
		await backups.make(app, TERMINAL, byHand);
		for (let night = 0; night < 4; night += 1) {
			app.pass(DAY);
			await backups.makeNightly(app);
		}
		expect(pathsIn(app.backups.folder)).toEqual([
			'primum-2026-11-02T080000Z-by-hand.backup',
			'primum-2026-11-05T080000Z-nightly.backup',
			'primum-2026-11-06T080000Z-nightly.backup'
		]);
		expect(backups.keptIn(app.backups.folder).map(({ reason }) => reason)).toEqual([
			...['nightly', 'nightly', 'by-hand']
		]);
		const [next] = await nights(app);
		const at = new Date(next!);
		expect([at.getHours(), at.getMinutes()]).toEqual([2, 30]);

		const off = withBackups(anApp(await kind.fresh()), { nightly: 0 });
		await backups.planNightly(off);
		await backups.makeNightly(off);
		expect(await nights(off)).toEqual([]);
		expect(existsSync(off.backups.folder)).toBe(false);
	});

	it('keeps the nights where none are made any more', async () => {
		const { app } = await aStudy(kind);
		await backups.makeNightly(app);
		app.pass(DAY);
		app.backups.nightly = 0;
		await backups.make(app, TERMINAL, byHand);
		expect(backups.keptIn(app.backups.folder).map(({ reason }) => reason)).toEqual([
			...['by-hand', 'nightly']
		]);
	});

	it('gives two of the same moment a name each', async () => {
		const { app } = await aStudy(kind);
		const made = [0, 1].map(() => backups.make(app, TERMINAL, byHand));
		const files = (await Promise.all(made)).map(({ file }) => basename(file)).sort();
		expect(files).toEqual([
			'primum-2026-11-02T080000Z-by-hand-1.backup',
			'primum-2026-11-02T080000Z-by-hand.backup'
		]);
	});

	it('is not begun anew by what is restored from it', async () => {
		const { app, db } = await aStudy(kind);
		await backups.planNightly(app);
		await sql(db, `update jobs set state = 'running', lease_until = 1`);
		const { file } = await backups.make(app, TERMINAL, byHand);
		const place = await anEmptyPlace(kind);
		const head = await backups.restore(file, place.where, null);
		const restored = anApp(place.open());
		await backups.recordRestored(restored, TERMINAL, file, head);
		const jobs = await everyRow(restored.db, (t) => t.jobs);
		expect(jobs.map((job) => [job.kind, job.state])).toEqual([[backups.NIGHTLY, 'done']]);
	});

	it('asks for the next night where this one failed', async () => {
		const { app } = await aStudy(kind);
		const file = join(aFolder(), 'file');
		writeFileSync(file, '');
		const full = withBackups(app, { folder: file });
		expect(await refusals(backups.makeNightly(full))).toEqual(['busy']);
		expect(await nights(app)).toHaveLength(1);
	});

	it('stands in the findings, and so does that there is none of late', async () => {
		const { app } = await aStudy(kind);
		const found = async () =>
			(await operations.examine(app)).find(({ check }) => check === 'backups')!;
		expect(await found()).toMatchObject({ ok: true, detail: expect.stringContaining('yet') });
		await backups.make(app, TERMINAL, byHand);
		expect(await found()).toMatchObject({ ok: true, detail: expect.stringContaining('1 in ') });
		app.pass(3 * DAY);
		expect(await found()).toMatchObject({ ok: false, detail: expect.stringContaining('two days') });
		const off = withBackups(app, { nightly: 0 });
		expect(await backups.standing(off)).toMatchObject({
			ok: true,
			detail: expect.stringContaining('switched off')
		});
	});
});

onEach(
	(kind) => {
		it('is whole or not there where its process is killed, and so is what is restored', async () => {
			const { db, app } = await aStudy(kind);
			const { file } = await backups.make(app, TERMINAL, byHand);
			const there = addressOf(db);
			const killed = killedWhile('make', there, app.backups.folder);
			expect(killed).toBe('SIGKILL');
			expect(backups.keptIn(app.backups.folder)).toHaveLength(1);
			const left = pathsIn(app.backups.folder).filter((name) => name.startsWith('.making-'));
			expect(left.length).toBeGreaterThan(0);
			const long = (Date.now() - 2 * DAY) / 1_000;
			for (const name of left) utimesSync(join(app.backups.folder, name), long, long);
			app.pass(1_000);
			await backups.make(app, TERMINAL, byHand);
			expect(pathsIn(app.backups.folder)).toHaveLength(2);

			const place = await anEmptyPlace(kind);
			if (db.shell.dialect === 'postgresql') {
				expect(killedWhile('restore', file, place.where)).toBe('SIGKILL');
				const half = place.open();
				expect(await ask(half, users.count)).toBe(0);
			}
			await backups.restore(file, place.where, null);
			const tables = await tablesOf(db);
			const restored = await dump(place.open(), tables);
			expect(restored['ratings']).toEqual((await dump(db, tables))['ratings']);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);

/** What stands between the head of a backup and its digest. */
function bodyOf(file: string): Buffer {
	const bytes = readFileSync(file);
	const head = bytes.indexOf('\n', bytes.indexOf('\n') + 1);
	return bytes.subarray(head + 1, -32);
}

const DYING = fileURLToPath(new URL('backup-and-die.ts', import.meta.url));

/** By what signal a process ended that makes or restores a backup, and kills itself in the middle. */
function killedWhile(does: 'make' | 'restore', first: string, second: string) {
	const { signal, stderr } = spawnSync(process.execPath, [DYING, does, first, second]);
	return signal ?? stderr.toString();
}

const addressOf = ({ shell }: Database) =>
	shell.dialect === 'sqlite' ? shell.file : shell.pool.options.connectionString!;

const nights = async (app: TestApp) =>
	(await everyRow(app.db, (t) => t.jobs))
		.filter(({ kind }) => kind === backups.NIGHTLY)
		.map(({ runAt }) => runAt);

/** A row that is there for a moment only. */
async function aRow({ db }: TestApp): Promise<{ id: number }> {
	const [row] = await sql(
		db,
		`insert into jobs (kind, payload, state, run_at, attempts, created_at)
			values ('none', '{}', 'done', 1, 0, 1) returning id`
	);
	await sql(db, `delete from jobs where id = ${Number(row!['id'])}`);
	return { id: Number(row!['id']) };
}
