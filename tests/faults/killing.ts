/** F1, F3, F11: the server ends at any moment. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { Crowd } from './crowd.ts';
import { between, holds, type Fault } from './fault.ts';
import { assertKept } from './ledger.ts';
import { assertSound, killed, withServer } from './server.ts';

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

export const KILLING = [killedUnderLoad, cutLog, terminated];
