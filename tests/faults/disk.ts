/** F2, F4, F5, F6: the disk, and who else is at it. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ROOT } from '../../src/cli/built.ts';
import { saveOf, savesPath } from '../bench/support/rating.ts';
import { signInRaters } from '../bench/saves/raters.ts';
import { install } from '../e2e/installation.ts';
import { Crowd } from './crowd.ts';
import { CannotRun, holds, type Fault } from './fault.ts';
import { assertKept } from './ledger.ts';
import { aFolder, assertSound, has, withServer } from './server.ts';

const MIB = 1024 * 1024;

const synced: Fault = {
	name: 'F2',
	what: 'is every save synced to the disk before it is acknowledged?',
	run: () => {
		if (!has('strace')) throw new CannotRun('strace is not on this machine');
		return withServer(1, async (server) => {
			const log = join(server.data, 'strace.txt');
			const pid = String(server.process().pid);
			const tracing = spawn('strace', ['-f', '-qq', '-e', 'fsync,fdatasync', '-o', log, '-p', pid]);
			await setTimeout(1_000);
			if (tracing.exitCode !== null) throw new CannotRun('strace may not look into a process here');
			const crowd = await Crowd.signedIn(server.origin, 1);
			const before = syncsIn(log);
			crowd.begin(100);
			await setTimeout(3_000);
			await crowd.end();
			await crowd.close();
			const syncs = syncsIn(log) - before;
			tracing.kill();
			const saves = crowd.acknowledged.length;
			holds(syncs >= saves, `${saves} saves were acknowledged after ${syncs} syncs.`);
			return `${saves} acknowledged, ${syncs} syncs`;
		});
	}
};

const syncsIn = (log: string) =>
	Number(spawnSync('grep', ['-cE', 'sync.* = 0', log]).stdout.toString().trim() || 0);

/** A small disk of its own. @throws CannotRun where this account may not mount one */
async function onSmallDisk<T>(mib: number, work: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'primum-disk-'));
	const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder]);
	if (mounted.status !== 0) {
		rmSync(folder, { recursive: true });
		throw new CannotRun('this account may not mount a small disk');
	}
	try {
		return await work(folder);
	} finally {
		spawnSync('umount', ['-l', folder]);
		rmSync(folder, { recursive: true, force: true });
	}
}

const full: Fault = {
	name: 'F4',
	what: 'the disk is full',
	run: () =>
		onSmallDisk(48, async (folder) => {
			const seed = await aFolder(1);
			const data = join(folder, 'data');
			cpSync(seed, data, { recursive: true });
			rmSync(seed, { recursive: true });
			return withServer(1, (server) => fill(server, folder), { data });
		})
};

async function fill(server: Parameters<Parameters<typeof withServer>[1]>[0], folder: string) {
	const crowd = await Crowd.signedIn(server.origin, 6);
	crowd.begin(20);
	await setTimeout(1_000);
	const file = join(folder, 'filling');
	const kept = crowd.acknowledged.length;
	try {
		for (let at = 0; ; at += 1) writeFileSync(file, Buffer.alloc(MIB), { flag: 'a' });
	} catch {
		// Full, but for less than one of those.
	}
	try {
		for (;;) writeFileSync(file, Buffer.alloc(4096), { flag: 'a' });
	} catch {
		// Full.
	}
	await setTimeout(5_000);
	const refused = crowd.repeated;
	const during = crowd.acknowledged.length;
	const [lives, ready] = await Promise.all(
		['/healthz', '/readyz'].map((path) => fetch(server.origin + path))
	);
	holds(refused > 0, 'No save was refused, though the disk was full.');
	holds(lives!.status === 200, `/healthz answered ${lives!.status} on a full disk.`);
	holds(ready!.status === 503, `/readyz answered ${ready!.status} on a full disk.`);
	rmSync(file);
	await setTimeout(3_000);
	await crowd.end();
	await crowd.close();
	holds(crowd.faults.length === 0, crowd.faults[0]!);
	holds(crowd.acknowledged.length > during, 'Saves did not go on once there was room again.');
	const all = await assertKept(server.data, crowd.acknowledged);
	await assertSound(server);
	return `${kept} acknowledged before, ${refused} answers 503, ${all} in all, 0 lost, no restart`;
}

const readOnly: Fault = {
	name: 'F5',
	what: 'the data folder may only be read',
	run: () =>
		onSmallDisk(48, async (folder) => {
			const seed = await aFolder(1);
			const data = join(folder, 'data');
			cpSync(seed, data, { recursive: true });
			rmSync(seed, { recursive: true });
			const remounted = spawnSync('mount', ['-o', 'remount,ro', folder]);
			if (remounted.status !== 0) throw new CannotRun('this disk cannot be made read-only');
			const refused = await install('serve', { data }).then(
				async (server) => {
					await server.stop('SIGKILL');
					return 'It started.';
				},
				(error: Error) => error.message
			);
			holds(/may only be read|cannot be used|cannot be opened/.test(refused), refused);
			return 'refuses to start, and says why';
		})
};

/** A process that holds the write lock of a database for a while. */
function holdingLock(file: string, ms: number): Promise<void> {
	const program = `import Sqlite from 'better-sqlite3';
		const file = new Sqlite(${JSON.stringify(file)});
		file.exec('begin immediate');
		console.log('held');
		setTimeout(() => { file.exec('rollback'); process.exit(); }, ${ms});`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	return new Promise((resolve, reject) => {
		child.stdout.once('data', () => resolve());
		child.once('exit', () => reject(new Error('The lock could not be taken.')));
	});
}

const MOST_WAIT_MS = 2_500;

const locked: Fault = {
	name: 'F6',
	what: 'another process holds the write lock for 10 s',
	run: () =>
		withServer(1, async (server) => {
			const [rater] = await signInRaters(server.origin, 1);
			const { cookie, assignment, actions } = rater!;
			const body = JSON.stringify(saveOf(actions[0]!));
			const headers = { cookie, origin: server.origin, 'content-type': 'application/json' };
			const send = () =>
				fetch(server.origin + savesPath(assignment), { method: 'POST', headers, body });
			const until = performance.now() + 10_000;
			await holdingLock(join(server.data, 'primum.sqlite'), 10_000);
			let refused = 0;
			let slowest = 0;
			while (performance.now() < until - 1_000) {
				const began = performance.now();
				const [saved, lives] = await Promise.all([send(), fetch(`${server.origin}/healthz`)]);
				slowest = Math.max(slowest, performance.now() - began);
				holds(saved.status === 503, `A save was answered ${saved.status}.`);
				holds(saved.headers.has('retry-after'), 'A refused save does not say when to try again.');
				holds(lives.status === 200, `/healthz answered ${lives.status}.`);
				refused += 1;
				await setTimeout(200);
			}
			await setTimeout(2_000);
			const saved = await send();
			holds(saved.status === 200, `After the lock a save was answered ${saved.status}.`);
			holds(slowest <= MOST_WAIT_MS, `An answer took ${slowest.toFixed(0)} ms.`);
			await assertSound(server);
			return `${refused} answers 503 with Retry-After, slowest ${slowest.toFixed(0)} ms, then saved`;
		})
};

export const DISK = [synced, full, readOnly, locked];
