/** What each database can say of its own health. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from './connect.ts';
import { pending } from './migrate.ts';

type Finding = { check: string; ok: boolean; detail: string };

/** Bytes below which the disk is too full to go on rating for long. */
const LEAST_FREE = 256 * 1024 * 1024;

export async function examine(db: Database): Promise<Finding[]> {
	const open = await pending(db);
	const schema = {
		check: 'schema',
		ok: open === 0,
		detail: open === 0 ? 'up to date' : `${open} migrations to apply: start Primum once`
	};
	if (db.shell.dialect === 'postgresql') {
		const { rows } = await db.shell.pool.query('show server_version');
		return [
			{ check: 'database', ok: true, detail: `PostgreSQL ${rows[0].server_version}` },
			schema
		];
	}
	const { client, file } = db.shell;
	const version = client.prepare('select sqlite_version()').pluck().get() as string;
	const integrity = client.pragma('integrity_check', { simple: true }) as string;
	const orphans = (client.pragma('foreign_key_check') as unknown[]).length;
	const findings = [
		{ check: 'database', ok: true, detail: `SQLite ${version}` },
		schema,
		{ check: 'integrity', ok: integrity === 'ok', detail: integrity },
		{ check: 'foreign keys', ok: orphans === 0, detail: `${orphans} broken` }
	];
	return file === ':memory:' ? findings : [...findings, space(dirname(file))];
}

function space(folder: string): Finding {
	const { bavail, bsize } = statfsSync(folder);
	const free = bavail * bsize;
	return {
		check: 'free space',
		ok: free >= LEAST_FREE,
		detail: `${Math.round(free / 1024 / 1024).toLocaleString('en')} MiB`
	};
}
