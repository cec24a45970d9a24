/**
 * A process of its own that makes a backup, or restores one, and is killed in the middle:
 * `node backup-and-die.ts make DATABASE FOLDER` or `restore FILE DATABASE`.
 */
import { TERMINAL } from '#lib/server/app.ts';
import { connect } from '#lib/server/db/connect.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import { anApp } from '../support.ts';

const [, , does, first, second] = process.argv as [string, string, string, string, string];
const isFile = does === 'make' && !first.startsWith('postgres');
const on = {
	onProgress: ({ done, of }: { done: number; of: number }) => {
		// A small file of SQLite is copied in one step.
		if (isFile || done * 2 >= of) process.kill(process.pid, 'SIGKILL');
	},
	signal: new AbortController().signal
};
if (does === 'make') {
	const app = anApp(connect(first));
	app.backups = { folder: second, staging: second, key: null, nightly: 14 };
	await backups.make(app, TERMINAL, { reason: 'by-hand', file: null }, on);
} else await backups.restore(first, second, null, on);
