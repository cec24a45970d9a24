/** The invented study at a scale, seeded once and copied for each run. */
import { spawn } from 'node:child_process';
import {
	constants,
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	renameSync,
	rmSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, fingerprint } from '../../../src/cli/built.ts';
import type { Progress } from '../figure.ts';

/** What decides on the rows of a seed. */
const SOURCES = ['src/lib/server/demo', 'migrations/sqlite'];

const CLI = join(ROOT, 'src/cli/primum.js');

/**
 * A data folder with the study `demo`. The seed is kept in the system's folder for temporary files, by scale
 * and by the sources it was made from; whoever asks gets a copy, to do with as they like.
 *
 * @param fresh true to seed again where there is one
 */
export async function seeded(scale: number, fresh: boolean, progress: Progress): Promise<string> {
	const kept = join(tmpdir(), 'primum-bench', `scale-${scale}-${version()}`);
	if (fresh) rmSync(kept, { recursive: true, force: true });
	if (!existsSync(kept)) {
		progress(`seeding at scale ${scale}`);
		const making = `${kept}.${process.pid}`;
		await seed(scale, { PRIMUM_DATA: making });
		renameSync(making, kept);
	}
	const copy = mkdtempSync(join(tmpdir(), 'primum-bench-'));
	cpSync(kept, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
	return copy;
}

/**
 * Runs `primum seed`.
 *
 * @param env says where to: PRIMUM_DATA and perhaps DATABASE_URL
 */
export async function seed(scale: number, env: Record<string, string>): Promise<void> {
	const child = spawn(process.execPath, [CLI, 'seed', '--scale', String(scale)], {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const code = await new Promise((resolve) => child.once('exit', resolve));
	if (code !== 0) throw new Error(`The seed ended with ${String(code)}.`);
}

function version(): string {
	const paths = SOURCES.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
			.map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
	);
	return fingerprint(ROOT, paths.sort()).slice(0, 12);
}
