import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect, type Database } from '#lib/server/db/connect.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { saveRating } from '#lib/server/services/rating/index.ts';
import { assertReady } from '#lib/server/services/operations/index.ts';
import { onEach } from '../databases.ts';
import { aDesk, anApp, aSave, everyRow, refusals, scored } from '../support.ts';

/** SQLite's own client, for what no store offers. */
function clientOf({ shell }: Database) {
	if (shell.dialect !== 'sqlite') throw new Error('For SQLite only.');
	return shell.client;
}

/** Saves longer and longer comments until none fits any more. */
async function saveUntilRefused({
	app,
	actor,
	assignment,
	ids
}: Awaited<ReturnType<typeof aDesk>>) {
	for (let version = 0; version < 10_000; version += 1) {
		const value = scored(5, `${version} `.padEnd(4_000, 'x'));
		try {
			await saveRating(app, actor, assignment.id, aSave(ids[0]!, version, value));
		} catch (error) {
			return { error, version };
		}
	}
	throw new Error('It never was full.');
}

onEach(({ fresh }) => {
	it('is ready with and without people, and leaves nothing behind', async () => {
		const db = await fresh();
		await expect(assertReady(anApp(db))).resolves.toBeUndefined();
		const { app } = await aDesk(db);
		for (let count = 0; count < 3; count += 1) await assertReady(app);
		expect(await everyRow(db, (t) => t.sessions)).toEqual([]);
		expect(await everyRow(db, (t) => t.jobs)).toEqual([]);
	});
});

onEach(
	({ fresh }) => {
		it('is not ready while the database may not grow, as no save is, and is again once it may', async () => {
			const db = await fresh();
			const desk = await aDesk(db);
			const client = clientOf(db);
			const pages = client.pragma('page_count', { simple: true }) as number;
			client.pragma(`max_page_count = ${pages + 4}`);
			const { error, version } = await saveUntilRefused(desk);
			expect(error).toMatchObject({ kind: 'busy', retryAfter: 2 });
			expect(await refusals(assertReady(desk.app))).toEqual(['busy']);

			client.pragma('max_page_count = 1000000');
			await assertReady(desk.app);
			const { app, actor, assignment, ids } = desk;
			await saveRating(app, actor, assignment.id, aSave(ids[0]!, version, scored(5)));
		});
	},
	['SQLite in memory', 'SQLite on disk']
);

/** A file system of its own of so many MiB, where this account may mount one. */
function aSmallDisk(mebibytes: number): string | null {
	const folder = mkdtempSync(join(tmpdir(), 'primum-disk-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], {
			stdio: 'ignore'
		});
		return folder;
	} catch {
		rmSync(folder, { recursive: true });
		return null;
	}
}

describe('a full disk', () => {
	it('makes it not ready, as no save is, until there is room again', async ({ skip }) => {
		const disk = aSmallDisk(8);
		if (disk === null) return skip('this account may not mount a file system');
		const db = connect(join(disk, 'primum.sqlite'));
		try {
			await migrate(db);
			const desk = await aDesk(db);
			await assertReady(desk.app);
			const ballast = join(disk, 'ballast');
			expect(() => writeFileSync(ballast, Buffer.alloc(16 * 1024 * 1024))).toThrow('ENOSPC');
			const { version } = await saveUntilRefused(desk);
			expect(await refusals(assertReady(desk.app))).toEqual(['busy']);

			rmSync(ballast);
			await assertReady(desk.app);
			const { app, actor, assignment, ids } = desk;
			await saveRating(app, actor, assignment.id, aSave(ids[0]!, version, scored(5)));
		} finally {
			await db.close();
			execFileSync('umount', [disk]);
			rmSync(disk, { recursive: true });
		}
	});
});
