/** F1, F3, F11, F12: the process ends at any moment. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { ROOT } from '../../src/cli/built.ts';
import { install, remove } from '../e2e/installation.ts';
import { Crowd } from './crowd.ts';
import { between, holds, type Fault } from './fault.ts';
import { assertKept } from './ledger.ts';
import { aFolder, assertSound, killed, withServer } from './server.ts';

const MOST_STARTING_MS = 5_000;

const killedUnderLoad: Fault = {
	name: 'F1',
	what: 'kill -9 while 20 raters save',
	run: (length) =>
		withServer(10, async (server) => {
			const crowd = await Crowd.signedIn(server.origin, 20);
			const [kills, least] = length === 'short' ? [50, 20_000] : [200, 100_000];
			let slowest = 0;
			crowd.begin();
			let times = 0;
			for (; times < kills || crowd.acknowledged.length < least; times += 1) {
				await setTimeout(between(200, 1_000));
				slowest = Math.max(slowest, await killed(server));
			}
			await crowd.end();
			await crowd.close();
			holds(crowd.faults.length === 0, crowd.faults[0]!);
			const kept = await assertKept(server.data, crowd.acknowledged);
			await assertSound(server);
			holds(slowest <= MOST_STARTING_MS, `A start took ${slowest.toFixed(0)} ms.`);
			return `${times} kills, ${kept} acknowledged, 0 lost, 0 doubled, ${crowd.repeated} sent again, ready within ${slowest.toFixed(0)} ms`;
		})
};

const cutLog: Fault = {
	name: 'F3',
	what: 'the write-ahead log is cut at 300 places',
	run: () =>
		withServer(1, async (server) => {
			const crowd = await Crowd.signedIn(server.origin, 6);
			crowd.begin();
			const log = join(server.data, 'primum.sqlite-wal');
			while (statSync(log).size < 2 * 1024 * 1024) await setTimeout(20);
			await server.stop('SIGKILL');
			await Promise.race([crowd.end(), setTimeout(500)]);
			await crowd.close();
			const folder = mkdtempSync(join(tmpdir(), 'primum-faults-'));
			const { size } = statSync(log);
			let before = -1;
			try {
				for (let cut = 0; cut <= 300; cut += 1) {
					const file = join(folder, `${cut}.sqlite`);
					copyFileSync(join(server.data, 'primum.sqlite'), file);
					copyFileSync(log, `${file}-wal`);
					truncateSync(`${file}-wal`, Math.floor((size * cut) / 300));
					before = prefixIn(file, before);
					for (const name of readdirSync(folder)) rmSync(join(folder, name));
				}
			} finally {
				rmSync(folder, { recursive: true, force: true });
			}
			await server.start();
			return `301 opened, each a prefix of ${before} revisions`;
		})
};

/** Gaps that the seed left are in every cut. */
let seeded: number | null = null;

/** @returns how many revisions there are: the first ones, and no fewer than where less of the log was left */
function prefixIn(file: string, before: number): number {
	const client = new Sqlite(file);
	try {
		const integrity = client.pragma('integrity_check', { simple: true });
		holds(integrity === 'ok', `${file}: ${String(integrity)}`);
		holds((client.pragma('foreign_key_check') as unknown[]).length === 0, `${file}: references`);
		const { count, last } = client
			.prepare('select count(*) as count, coalesce(max(id), 0) as last from revisions')
			.get() as { count: number; last: number };
		const [gaps] = client
			.prepare(
				'select count(*) from (select id - lag(id) over (order by id) as step from revisions) where step > 1'
			)
			.raw()
			.get() as [number];
		seeded ??= gaps;
		holds(gaps === seeded, 'Revisions are missing in between.');
		holds(
			count >= before && last >= count,
			`${count} revisions after ${before} with less of the log.`
		);
		return count;
	} finally {
		client.close();
	}
}

const terminated: Fault = {
	name: 'F11',
	what: 'SIGTERM in the middle of saves',
	run: (length) =>
		withServer(10, async (server) => {
			const crowd = await Crowd.signedIn(server.origin, 20);
			crowd.begin();
			const times = length === 'short' ? 5 : 50;
			for (let time = 0; time < times; time += 1) {
				await setTimeout(between(300, 900));
				const code = await server.stop('SIGTERM');
				holds(code === 0, `The server ended with ${code}.`);
				await server.start();
			}
			await crowd.end();
			await crowd.close();
			holds(crowd.faults.length === 0, crowd.faults[0]!);
			const kept = await assertKept(server.data, crowd.acknowledged);
			await assertSound(server);
			return `${times} times, ${kept} acknowledged, 0 lost, every session went on`;
		})
};

/** Runs `primum`, and kills it after a while. @returns whether it was still running then */
async function cutShort(data: string, ms: number, ...args: string[]): Promise<boolean> {
	const child = spawn(process.execPath, [join(ROOT, 'src/cli/primum.js'), ...args], {
		env: { ...process.env, PRIMUM_DATA: data },
		stdio: 'ignore'
	});
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	await Promise.race([ended, setTimeout(ms)]);
	const was = child.exitCode === null;
	child.kill('SIGKILL');
	await ended;
	return was;
}

const killedInside: Fault = {
	name: 'F12',
	what: 'kill -9 inside import, release, backup and migration',
	run: async (length) => {
		const times = length === 'short' ? 6 : 60;
		const data = await aFolder(1);
		const kit = mkdtempSync(join(tmpdir(), 'primum-faults-'));
		let cut = 0;
		const server = await install('serve', { data });
		try {
			const out = await server.primum(
				'export',
				'--study',
				'demo',
				'--format',
				'kit',
				'--out',
				join(kit, 'kit')
			);
			holds(out.code === 0, out.stderr);
			const verbs: [name: string, args: (time: number) => string[]][] = [
				['import', (time) => ['import', join(kit, 'kit'), '--study', `again-${time}`, '--create']],
				['release', (time) => ['release', 'create', '--study', 'demo', '--note', `Time ${time}.`]],
				['backup', () => ['backup']]
			];
			for (const [, args] of verbs) {
				for (let time = 0; time < times; time += 1) {
					if (await cutShort(data, between(150, 1_500), ...args(time))) cut += 1;
				}
			}
			await assertSound(server);
			const studies = await server.primum('study', 'list', '--json');
			holds(studies.code === 0, studies.stderr);
			for (const number of releasesIn(data)) {
				const { code, stderr } = await server.primum('verify', `demo:${number}`);
				holds(code === 0, `Release ${number} is not whole: ${stderr}`);
			}
			const held = casesIn(data);
			for (const [study, cases] of held) {
				holds(
					cases === 0 || cases === held.get('demo'),
					`${study} has ${cases} cases: half an import.`
				);
			}
			for (const name of readdirSync(join(data, 'backups')).filter((one) =>
				one.endsWith('.backup')
			)) {
				const { code, stderr } = await server.primum(
					'restore',
					join(data, 'backups', name),
					'--check'
				);
				holds(code === 0, `A backup is not whole: ${stderr}`);
			}
		} finally {
			await remove(server);
			rmSync(kit, { recursive: true, force: true });
		}
		for (let time = 0; time < times; time += 1) if (await migrationCut()) cut += 1;
		holds(cut >= times, `Only ${cut} of ${times * 4} were cut: the others had ended before.`);
		return `${cut} of ${times * 4} cut in the middle; old or new state each time, never half`;
	}
};

/** Cases by study. */
function casesIn(data: string): Map<string, number> {
	const file = new Sqlite(join(data, 'primum.sqlite'), { readonly: true });
	const rows = file
		.prepare(
			'select s.slug, count(c.id) as cases from studies s left join cases c on c.study_id = s.id group by s.id'
		)
		.all() as { slug: string; cases: number }[];
	file.close();
	return new Map(rows.map(({ slug, cases }) => [slug, cases]));
}

/** The numbers of releases of the invented study. */
function releasesIn(data: string): number[] {
	const file = new Sqlite(join(data, 'primum.sqlite'), { readonly: true });
	const numbers = file
		.prepare('select number from releases order by number')
		.pluck()
		.all() as number[];
	file.close();
	return numbers;
}

const OLD = join(ROOT, 'tests/contract/databases/0.1.0-0003.sqlite.gz');

/** Kills a start that migrates, and looks whether the next one goes on from the old or the new state. */
async function migrationCut(): Promise<boolean> {
	const data = mkdtempSync(join(tmpdir(), 'primum-faults-'));
	try {
		const file = join(data, 'primum.sqlite');
		writeFileSync(file, gunzipSync(readFileSync(OLD)));
		const before = ratingsIn(file);
		const was = await cutShort(data, between(150, 900), 'study', 'list');
		const whole = await new Promise<number | null>((resolve) => {
			const child = spawn(process.execPath, [join(ROOT, 'src/cli/primum.js'), 'study', 'list'], {
				env: { ...process.env, PRIMUM_DATA: data },
				stdio: 'ignore'
			});
			child.once('exit', resolve);
		});
		holds(whole === 0, `After a migration that was cut, primum ended with ${whole}.`);
		holds(ratingsIn(file) === before, 'A migration that was cut changed ratings.');
		return was;
	} finally {
		rmSync(data, { recursive: true, force: true });
	}
}

function ratingsIn(file: string): string {
	const client = new Sqlite(file, { readonly: true });
	const rows = client
		.prepare('select id, action_id, score, version from ratings order by id')
		.all();
	client.close();
	return JSON.stringify(rows);
}

export const KILLING = [killedUnderLoad, cutLog, terminated, killedInside];
