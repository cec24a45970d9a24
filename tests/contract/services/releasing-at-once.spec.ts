/** Releases that are made while others are, while ratings change, or that are stopped. */
import { describe, expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import { zip } from '#lib/formats/zip.ts';
import { sha256 } from '#lib/formats/files.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { insert, update } from '#lib/server/db/rows.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as releases from '#lib/server/store/releases.ts';
import { onEach, sql } from '../databases.ts';
import { anApp, ask, DAY, refusals, START, write } from '../support.ts';
import { aRatedStudy, decode, json, lines, wholeOf } from './releasing-support.ts';

/** The hashes of the archives of which parts are stored. */
async function archives(db: Database): Promise<unknown[]> {
	const rows = await sql(db, 'select distinct sha256 from release_parts');
	return rows.map((row) => row['sha256']).sort();
}

onEach(({ fresh, again, name }) => {
	describe('releases at once', () => {
		it('that equal each other are made once; the others are told which it is', async () => {
			const db = await fresh();
			const { app, slug, actor } = await aRatedStudy(db);
			const asked = [1, 2, 3].map(() => releasing.create(app, actor, slug, {}));
			const outcomes = await Promise.allSettled(asked);
			const made = outcomes.filter(({ status }) => status === 'fulfilled');
			expect(made).toHaveLength(1);
			for (const outcome of outcomes) {
				if (outcome.status === 'fulfilled') continue;
				expect(outcome.reason).toBeInstanceOf(Refusal);
				expect(outcome.reason).toMatchObject({ kind: 'conflict' });
				expect(outcome.reason.message).toMatch(/^Release 1 holds exactly this already/);
			}
			const listed = await releasing.list(app, actor, slug);
			expect(listed.map(({ number }) => number)).toEqual([1]);
			expect(await archives(db)).toEqual([listed[0]!.sha256]);
		});

		it('that differ get a number each, and all are there', async () => {
			const db = await fresh();
			const { app, slug, actor } = await aRatedStudy(db);
			// Another process has a connection of its own.
			const other = name === 'SQLite in memory' ? app : anApp(again(db));
			const notes = ['a', 'b', 'c', 'd'];
			const made = await Promise.all(
				notes.map((note, at) => releasing.create(at % 2 ? other : app, actor, slug, { note }))
			);
			expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
			for (const [at, { number, sha256: hash }] of made.entries()) {
				const files = await releasing.files(app, actor, slug, number);
				expect(verifyRelease(files).problems).toEqual([]);
				expect(json(files, 'manifest.json')).toMatchObject({ release: number, note: notes[at] });
				expect(decode(files.get('README.md'))).toContain(`release ${number}\n`);
				expect(sha256(await wholeOf(await releasing.archive(app, actor, slug, number)))).toBe(hash);
			}
			expect(await archives(db)).toEqual(made.map(({ sha256: hash }) => hash).sort());
		});

		it('may be made again once something has changed, or the first is withdrawn', async () => {
			const db = await fresh();
			const { app, slug, actor, actions, raters } = await aRatedStudy(db);
			const create = (options = {}) => releasing.create(app, actor, slug, options);
			await create();
			app.pass(DAY);
			expect(await refusals(create())).toEqual(['conflict']);
			expect(await create({ unresolved: 'keep' })).toMatchObject({ number: 2 });
			await write(db, (tx) =>
				adjudications.rule(tx, {
					...{ actionId: actions[1]!.id, userId: raters[0]!.id },
					...{ score: 3, reason: 'The guideline says so.', createdAt: START }
				})
			);
			expect(await create({ unresolved: 'keep' })).toMatchObject({ number: 3 });
			expect(await refusals(create({ unresolved: 'keep' }))).toEqual(['conflict']);
			await releasing.withdraw(app, actor, slug, 3, 'The ruling was hasty.');
			expect(await create({ unresolved: 'keep' })).toMatchObject({ number: 4 });
		});
	});

	describe('a release that is stopped', () => {
		it.each(['reading the study', 'writing the files', 'storing the release'])(
			'while it is %s leaves nothing behind',
			async (when) => {
				const db = await fresh();
				const { app, slug, actor } = await aRatedStudy(db);
				const stop = new AbortController();
				const seen: string[] = [];
				const onProgress = ({ what }: { what: string }) => {
					seen.push(what);
					if (what === when) stop.abort(new Error('Enough.'));
				};
				const course = { onProgress, signal: stop.signal };
				await expect(releasing.create(app, actor, slug, {}, course)).rejects.toThrow('Enough.');
				expect(seen.at(-1)).toBe(when);
				expect(await releasing.list(app, actor, slug)).toEqual([]);
				expect(await archives(db)).toEqual([]);
				expect(await releasing.create(app, actor, slug, {})).toMatchObject({ number: 1 });
			}
		);

		it('by the end of its process is cleared away by the next', async () => {
			const db = await fresh();
			const { app, slug, actor } = await aRatedStudy(db);
			const part = { part: 0, createdAt: START, content: Buffer.from('half') };
			await write(db, (tx) => releases.keepPart(tx, { sha256: 'lost', ...part }));
			await releasing.create(app, actor, slug, {});
			expect(await archives(db)).toContain('lost');
			app.pass(2 * DAY);
			await releasing.create(app, actor, slug, { note: 'later' });
			expect(await archives(db)).not.toContain('lost');
			expect(await releasing.archive(app, actor, slug, 1)).toBeDefined();
		});
	});

	it('gives a release from before archives were kept under its recorded hash', async () => {
		const db = await fresh();
		const { app, slug, actor, study } = await aRatedStudy(db);
		await releasing.create(app, actor, slug, {});
		const files = await releasing.files(app, actor, slug, 1);
		const { manifest } = (await ask(db, releases.byNumber, { studyId: study.id, number: 1 }))!;
		const options = { unresolved: 'exclude' as const, includeComments: false, includeTimes: false };
		const before = new Map([...files, ['extra.txt', new TextEncoder().encode('x')]]);
		await write(db, function* (tx) {
			const { id } = yield* releases.insert(tx, {
				...{ studyId: study.id, number: 2, createdAt: START, manifest },
				...{ options: { ...options, note: '' }, sha256: sha256(zip(before)) }
			});
			for (const [path, content] of before) {
				const file = {
					releaseId: id,
					path,
					sha256: sha256(content),
					content: Buffer.from(content)
				};
				yield* insert(tx, tx.t.releaseFiles, file);
			}
		});
		const found = await releasing.files(app, actor, slug, 2);
		expect([...found.keys()]).toEqual([...before.keys()].sort());
		for (const [path, content] of found) expect(sha256(content)).toBe(sha256(before.get(path)!));
	});

	it('shows one moment, whatever is written meanwhile', async () => {
		const db = await fresh();
		const { app, slug, actor, actions, raters } = await aRatedStudy(db);
		const other = name === 'SQLite in memory' ? db : again(db);
		const { id: actionId } = actions[0]!;
		const { assignment, id: userId } = raters[0]!;
		// A ruling on the first action always says what the first rater gave it.
		const agree = (score: 3 | 7) =>
			write(other, function* (tx) {
				const where = { assignmentId: assignment.id, actionId };
				yield* update(tx, tx.t.ratings, where, { score });
				const ruling = { actionId, userId, score, reason: 'As given.', createdAt: START };
				yield* adjudications.rule(tx, ruling);
			});
		await agree(3);
		let over = false;
		const writing = (async () => {
			for (let turn = 0; !over; turn += 1) await agree(turn % 2 === 0 ? 7 : 3);
		})();
		try {
			for (let count = 0; count < 12; count += 1) {
				const files = await releasing.exportStudy(app, actor, slug, 'jsonl');
				const first = { case: 'Card900', action: 1 };
				const is = (line: Record<string, unknown>) =>
					line['case'] === first.case && line['action'] === first.action;
				const final = lines(files, 'final.jsonl').find(is)!;
				const given = lines(files, 'ratings.jsonl').filter(is)[0]!;
				expect(final['score']).toBe(given['score']);
			}
		} finally {
			over = true;
			await writing;
		}
	});
});
