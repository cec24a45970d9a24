/** Places to back up to and to restore into. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BackupSettings } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import type { Kind } from '../databases.ts';
import type { TestApp } from '../support.ts';

/** A folder that is gone after the test. */
export function aFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'primum-backups-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** The same application, which keeps its backups in a folder of its own. */
export function withBackups(app: TestApp, settings: Partial<BackupSettings> = {}): TestApp {
	const folder = aFolder();
	const own = { folder: join(folder, 'backups'), staging: join(folder, 'making') };
	app.backups = { ...own, key: null, nightly: 14, ...settings };
	return app;
}

/** Where nothing is yet, and a way to look at what came there. */
export async function anEmptyPlace({
	empty,
	again
}: Kind): Promise<{ where: string; open(): Database }> {
	const db = await empty();
	if (db.shell.dialect === 'postgresql') {
		return { where: db.shell.pool.options.connectionString!, open: () => again(db) };
	}
	const { shell } = db;
	await db.close();
	const file = shell.file === ':memory:' ? join(aFolder(), 'primum.sqlite') : shell.file;
	rmSync(file, { force: true });
	return { where: file, open: () => again({ ...db, shell: { ...shell, file } }) };
}
