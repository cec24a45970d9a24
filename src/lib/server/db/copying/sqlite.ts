/** A database of SQLite as a file of its own. */
import SqliteClient from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { Refusal } from '#lib/domain/refusal.ts';
import { settle } from '../../folder.ts';
import { reader, type SqliteShell } from '../connect.ts';
import { assertSame, type Copied, type Incoming, type Watched } from './copied.ts';

/** Pages copied before others of this thread get their turn: some milliseconds. */
const AT_ONCE = 500;

/**
 * The copy is made page by page by SQLite itself, within one look at the file: without that, each write of another
 * connection would begin it anew.
 */
export async function copyOut(
	shell: SqliteShell,
	file: string,
	{ onProgress, signal }: Watched
): Promise<Copied> {
	const { client } = reader(shell);
	try {
		client.exec('begin');
		client.prepare('select 1 from sqlite_schema').get();
		signal.throwIfAborted();
		await client.backup(file, {
			progress: ({ totalPages, remainingPages }) => {
				signal.throwIfAborted();
				onProgress(totalPages - remainingPages, totalPages);
				return AT_ONCE;
			}
		});
	} finally {
		client.close();
	}
	return examined(file);
}

/** Looks whether a file is a sound database, and leaves it as one file without a log beside it. */
function examined(file: string): Copied {
	const client = new SqliteClient(file);
	try {
		client.pragma('journal_mode = DELETE');
		const integrity = client.pragma('integrity_check', { simple: true }) as string;
		if (integrity !== 'ok') throw new Error(`The copy of the database is not sound: ${integrity}`);
		const broken = (client.pragma('foreign_key_check') as unknown[]).length;
		if (broken > 0) throw new Error(`The copy of the database has ${broken} broken references.`);
		const names = client
			.prepare(
				String.raw`select name from sqlite_schema where type = 'table' and name not like 'sqlite\_%' escape '\' and name not like '\_\_%' escape '\' order by name`
			)
			.pluck()
			.all() as string[];
		const count = (name: string) =>
			client.prepare(`select count(*) from "${name}"`).pluck().get() as number;
		return { tables: Object.fromEntries(names.map((name) => [name, count(name)])) };
	} finally {
		client.close();
	}
}

export async function copyIn(file: string, to: string, { expected }: Incoming): Promise<void> {
	assertSame(examined(file), expected);
	for (const path of [to, `${to}-wal`, `${to}-shm`]) {
		if (existsSync(path)) throw inTheWay(path);
	}
	if (!settle(file, to)) throw inTheWay(to);
}

const inTheWay = (path: string) =>
	new Refusal(
		'conflict',
		`There is ${path} already. A backup is restored to where no database is: name an empty folder ` +
			'with --data, or move what is there to another place first.'
	);
