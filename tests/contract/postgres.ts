/**
 * Vitest's global set-up of the contract project: one PostgreSQL 18 for the whole run, in a folder of its
 * own. It holds a template with the schema of this version, from which each test makes its database: copying
 * it is faster than migrating again.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '#lib/server/db/connect.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Address of the server without a database name, ending in a slash. */
		postgres: string;
	}
}

export const TEMPLATE = 'primum_template';

/** No test here cuts the power, so no write waits for the disk. */
const SETTINGS = ['fsync=off', 'shared_buffers=16MB', 'max_connections=200'];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { server, stop } = await aServer();
	await server.createDatabase(TEMPLATE);
	const template = connect(server.address + TEMPLATE);
	await migrate(template);
	await template.close();
	project.provide('postgres', server.address);
	return stop;
}

/** A PostgreSQL of its own, empty, and what stops it and removes its folder. */
export async function aServer() {
	const folder = await mkdtemp(join(tmpdir(), 'primum-postgres-'));
	const server = await startPostgres(folder, SETTINGS).catch(async (error: unknown) => {
		await rm(folder, { recursive: true, force: true });
		throw error;
	});
	const stop = async () => {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	};
	return { server, stop };
}
