/** Releases whose process is lost in the middle, or whose errand is carried out twice. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ErrandKind } from '#lib/domain/errand.ts';
import type { Database, SqliteShell } from '#lib/server/db/connect.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import type { ErrandWork } from '#lib/server/services/errands/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as releases from '#lib/server/store/releases.ts';
import { onEach, sql } from '../databases.ts';
import { DAY, START, write } from '../support.ts';
import { aRatedStudy } from './releasing-support.ts';

const DYING = fileURLToPath(new URL('release-and-die.ts', import.meta.url));

async function names(db: Database): Promise<string[]> {
	const rows = await sql(db, 'select distinct sha256 from release_parts');
	return rows.map((row) => String(row['sha256'])).sort();
}

const works = (release: ErrandWork) =>
	({ release }) as unknown as Readonly<Record<ErrandKind, ErrandWork>>;

onEach(({ fresh }) => {
	describe('a release that an errand asks for', () => {
		it('ends its errand in the change that makes it', async () => {
			const db = await fresh();
			const { app, actor, slug } = await aRatedStudy(db);
			const id = await releasing.createSoon(app, actor, slug, {});
			const lost: ErrandWork = async (...given) => {
				await releasing.carryOut(...given);
				throw new Error('The process was lost.');
			};
			await errands.carryOut(app, id, works(lost)).catch(() => {});
			const [made] = await releasing.list(app, actor, slug);
			const done = { state: 'done', outcome: { number: 1, sha256: made!.sha256 } };
			expect(await errands.show(app, actor, slug, id)).toMatchObject(done);
			// The job is run again, and finds that there is nothing to do.
			await errands.carryOut(app, id, works(lost));
			expect(await releasing.list(app, actor, slug)).toHaveLength(1);
			expect(await errands.show(app, actor, slug, id)).toMatchObject(done);
			expect(await names(db)).toEqual([made!.sha256]);
		});

		it('begins anew where an attempt at it was lost, and throws away what that has left', async () => {
			const db = await fresh();
			const { app, actor, slug } = await aRatedStudy(db);
			const id = await releasing.createSoon(app, actor, slug, {});
			for (const sha256 of [`making:${id}/0`, `making:${id}/3`, 'making:other/0']) {
				const part = { sha256, part: 0, createdAt: START, content: Buffer.from('half') };
				await write(db, (tx) => releases.keepPart(tx, part));
			}
			await errands.carryOut(app, id, works(releasing.carryOut));
			const [made] = await releasing.list(app, actor, slug);
			expect(await names(db)).toEqual([made!.sha256, 'making:other/0'].sort());
		});

		it('is not made once its errand is over', async () => {
			const db = await fresh();
			const { app, actor, slug } = await aRatedStudy(db);
			const id = await releasing.createSoon(app, actor, slug, {});
			const late: ErrandWork = async (given, task, course) => {
				await errands.giveUp(app, id);
				return releasing.carryOut(given, task, course);
			};
			await errands.carryOut(app, id, works(late));
			expect(await errands.show(app, actor, slug, id)).toMatchObject({ state: 'failed' });
			expect(await releasing.list(app, actor, slug)).toEqual([]);
			expect(await names(db)).toEqual([]);
		});
	});
});

onEach(
	({ fresh }) => {
		it.each(['reading the study', 'writing the files', 'storing the release'])(
			'a process that is killed while %s leaves the old state, and the next makes the release',
			async (what) => {
				const db = await fresh();
				const { app, actor, slug } = await aRatedStudy(db);
				const { file } = db.shell as SqliteShell;
				const { signal, stderr } = spawnSync(process.execPath, [DYING, file, slug, what], {
					encoding: 'utf8'
				});
				expect(signal, stderr).toBe('SIGKILL');
				expect(await releasing.list(app, actor, slug)).toEqual([]);
				const { sha256 } = await releasing.create(app, actor, slug, {});
				app.pass(2 * DAY);
				await releasing.create(app, actor, slug, { note: 'later' });
				expect(await names(db)).toContain(sha256);
				expect(await names(db)).toHaveLength(2);
			},
			120_000
		);
	},
	['SQLite on disk']
);
