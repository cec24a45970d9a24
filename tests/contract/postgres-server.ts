/** A PostgreSQL 18 of its own, from an npm package: on a free port, in a folder that the caller removes. */
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { postgresPackage } from './postgres-package.ts';

const PASSWORD = 'contract';

export type PostgresServer = {
	/** Address of the server without a database name, ending in a slash. */
	address: string;
	createDatabase(name: string): Promise<void>;
	/** Stops it at once, as a crash would (an immediate shutdown), and starts it again on the same port. */
	crash(): Promise<void>;
	stop(): Promise<void>;
};

/**
 * Starts it.
 *
 * @param folder an empty temporary folder
 * @param settings as the server's `-c` takes them, e.g. `fsync=off`
 * @throws Error with what the server said where it does not start
 */
export async function startPostgres(
	folder: string,
	settings: readonly string[]
): Promise<PostgresServer> {
	// A temporary folder is closed to others; the system user `postgres` must pass through it.
	await chmod(folder, 0o711);
	const port = await freePort();
	const said: string[] = [];
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
		postgresFlags: settings.flatMap((setting) => ['-c', setting]),
		onLog: (line) => said.push(String(line)),
		onError: (line) => said.push(String(line))
	});
	try {
		await server.initialise();
		await server.start();
	} catch (cause) {
		throw new Error(`PostgreSQL did not start on port ${port}:\n${said.join('\n')}`, { cause });
	}
	// Where this process ends before its time, the server must not outlive it.
	const end = () => void server.stop();
	process.once('exit', end);
	return {
		address: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/`,
		createDatabase: (name) => server.createDatabase(name),
		crash: async () => {
			const pid = Number(
				(await readFile(join(folder, 'data/postmaster.pid'), 'utf8')).split('\n')[0]
			);
			process.kill(pid, 'SIGQUIT');
			while (isAlive(pid)) await setTimeout(20);
			await server.start();
		},
		stop: async () => {
			process.off('exit', end);
			await server.stop();
		}
	};
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
