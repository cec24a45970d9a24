/**
 * Vitest's global set-up of the contract project: one PostgreSQL 18 for the whole run, from an npm
 * package, in a folder of its own. It holds a template with the schema of this version, from which each
 * test makes its database: copying it is faster than migrating again.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '#lib/server/db/connect.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { postgresPackage } from './postgres-package.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Address of the server without a database name, ending in a slash. */
		postgres: string;
	}
}

export const TEMPLATE = 'primum_template';

const PASSWORD = 'contract';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { address, server, stop } = await aServer();
	await server.createDatabase(TEMPLATE);
	const template = connect(address + TEMPLATE);
	await migrate(template);
	await template.close();
	project.provide('postgres', address);
	return stop;
}

/** A PostgreSQL of its own, empty, and its address without a database name, ending in a slash. */
export async function aServer() {
	const folder = await mkdtemp(join(tmpdir(), 'primum-postgres-'));
	const port = await freePort();
	const said: string[] = [];
	const server = await startServer(folder, port, said).catch(async (cause: unknown) => {
		await rm(folder, { recursive: true, force: true });
		throw new Error(`PostgreSQL did not start on port ${port}:\n${said.join('\n')}`, { cause });
	});
	const stop = async () => {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	};
	return { address: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/`, server, stop };
}

/** @param said where the server's words are put */
async function startServer(folder: string, port: number, said: string[]) {
	// A temporary folder is closed to others; the system user `postgres` must pass through it.
	await chmod(folder, 0o711);
	const EmbeddedPostgres = await postgresPackage(folder);
	const server = new EmbeddedPostgres({
		databaseDir: join(folder, 'data'),
		port,
		user: 'postgres',
		password: PASSWORD,
		persistent: false,
		// The server refuses to run as root; the package then runs it as the system user `postgres`.
		createPostgresUser: process.getuid?.() === 0,
		// Most servers sort text by a language, not by bytes as SQLite does: so does this one.
		initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C'],
		// No test here cuts the power, so no write waits for the disk.
		postgresFlags: ['-c', 'fsync=off', '-c', 'shared_buffers=16MB', '-c', 'max_connections=200'],
		onLog: (line) => said.push(String(line)),
		onError: (line) => said.push(String(line))
	});
	await server.initialise();
	await server.start();
	return server;
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
