/** F1 and F6 on PostgreSQL: its server goes away at once, or cuts every connection. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { seed } from '../bench/support/seeded.ts';
import { startPostgres, type PostgresServer } from '../contract/postgres-server.ts';
import type { Installation } from '../e2e/installation.ts';
import { Crowd } from './crowd.ts';
import { between, holds, type Fault } from './fault.ts';
import { assertKept } from './ledger.ts';
import { assertSound, withServer } from './server.ts';

/** A server of PostgreSQL that syncs as it should, with the invented study, and Primum on it. */
async function onPostgres<T>(
	work: (given: { server: Installation; address: string; postgres: PostgresServer }) => Promise<T>
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'primum-postgres-'));
	const data = mkdtempSync(join(tmpdir(), 'primum-faults-'));
	const postgres = await startPostgres(folder, []);
	try {
		await postgres.createDatabase('primum');
		const address = `${postgres.address}primum`;
		const env = { DATABASE_URL: address };
		await seed(10, { ...env, PRIMUM_DATA: data });
		return await withServer(1, (server) => work({ server, address, postgres }), { data, env });
	} finally {
		await postgres.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function underLoad(
	length: 'short' | 'long',
	happens: (given: { address: string; postgres: PostgresServer }) => Promise<void>
): Promise<string> {
	return onPostgres(async ({ server, address, postgres }) => {
		const crowd = await Crowd.signedIn(server.origin, 20);
		crowd.begin();
		const times = length === 'short' ? 6 : 60;
		for (let time = 0; time < times; time += 1) {
			await setTimeout(between(500, 1_500));
			await happens({ address, postgres });
		}
		await setTimeout(2_000);
		await crowd.end();
		await crowd.close();
		holds(crowd.faults.length === 0, crowd.faults[0]!);
		const kept = await assertKept(address, crowd.acknowledged);
		await assertSound(server);
		return `${times} times, ${kept} acknowledged, 0 lost, 0 doubled, ${crowd.repeated} sent again, Primum was not restarted`;
	});
}

const crashed: Fault = {
	name: 'F1p',
	what: 'PostgreSQL stops at once while 20 raters save, and starts again',
	run: (length) => underLoad(length, ({ postgres }) => postgres.crash())
};

const cut: Fault = {
	name: 'F6p',
	what: 'PostgreSQL cuts every connection while 20 raters save',
	run: (length) =>
		underLoad(length, async ({ address }) => {
			const client = new pg.Client(address);
			await client.connect();
			await client.query(
				'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
			);
			await client.end();
		})
};

export const POSTGRES = [crashed, cut];
