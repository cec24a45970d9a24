/**
 * Tests run the production entry point in a temporary folder: what a stranger would start, on a free port,
 * with nothing in it but what the tests put there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';

export type Installation = {
	origin: string;
	/** The data folder. */
	data: string;
	/** All the server has printed so far. */
	output(): string;
	/** Runs `primum` on the same data folder; resolves to its exit code and what it printed. */
	primum(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
	/** Stops the server as the terminal would, or as a crash would, and resolves to its exit code. */
	stop(signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
	/** Starts it again on the same folder and port. */
	start(): Promise<void>;
};

const CLI = join(import.meta.dirname, '../../src/cli/primum.js');

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('No port.');
	return address.port;
}

async function untilReady(
	origin: string,
	child: ChildProcess,
	output: () => string
): Promise<void> {
	for (let attempt = 0; attempt < 300; attempt += 1) {
		if (child.exitCode !== null) throw new Error(`The server ended:\n${output()}`);
		const ready = await fetch(`${origin}/readyz`).then(
			(response) => response.ok,
			() => false
		);
		if (ready) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`The server did not come up:\n${output()}`);
}

function capture(child: ChildProcess): () => { stdout: string; stderr: string } {
	let stdout = '';
	let stderr = '';
	child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
	child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
	return () => ({ stdout, stderr });
}

const ended = (child: ChildProcess) =>
	new Promise<number | null>((resolve) => {
		if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
		else child.once('exit', (code) => resolve(code));
	});

/**
 * Starts an installation in an empty folder.
 *
 * @param verb `serve` for a real one, `demo` for the seeded demonstration, `dev` for one from the sources
 * @param settings environment variables
 * @param before what is done in the folder before the server starts
 */
export async function install(
	verb: 'serve' | 'demo' | 'dev' = 'serve',
	settings: Record<string, string> = {},
	before: (primum: Installation['primum']) => Promise<unknown> = async () => {}
): Promise<Installation> {
	const data = mkdtempSync(join(tmpdir(), 'primum-e2e-'));
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const own = { PORT: String(port), PRIMUM_DATA: data, PRIMUM_LOG: 'warn' };
	const env = { ...process.env, ...own, ...settings };
	let child: ChildProcess;
	let printed = () => ({ stdout: '', stderr: '' });
	const output = () => `${printed().stdout}${printed().stderr}`;
	const start = async () => {
		// Said outright, because the demonstration has a folder of its own by default.
		child = spawn(process.execPath, [CLI, verb, '--data', data], { env });
		printed = capture(child);
		await untilReady(origin, child, output);
	};
	const primum: Installation['primum'] = async (...args) => {
		const run = spawn(process.execPath, [CLI, ...args], { env });
		const lines = capture(run);
		const code = await ended(run);
		return { code: code ?? 1, ...lines() };
	};
	await before(primum);
	await start();
	return {
		origin,
		data,
		output,
		start,
		primum,
		stop: async (signal = 'SIGTERM') => {
			child.kill(signal);
			return ended(child);
		}
	};
}

/** Stops an installation and removes its folder. */
export async function remove(installation: Installation): Promise<void> {
	await installation.stop('SIGKILL');
	rmSync(installation.data, { recursive: true, force: true });
}

const running =
	(verb: 'serve' | 'demo') =>
	async ({}, use: (installation: Installation) => Promise<void>): Promise<void> => {
		const installation = await install(verb);
		await use(installation);
		await remove(installation);
	};

/**
 * A test with a real installation that the files of a worker share, so that each names its studies and
 * people as no other does; or with one of its own, empty or a demonstration, because whoever rates, submits
 * or locks there would change it for the next.
 */
export const test = base.extend<
	{ empty: Installation; demo: Installation },
	{ installation: Installation }
>({
	installation: [running('serve'), { scope: 'worker', timeout: 60_000 }],
	empty: [running('serve'), { timeout: 60_000 }],
	demo: [running('demo'), { timeout: 60_000 }]
});

export { expect } from '@playwright/test';

/** The password of every demonstration account. */
export const DEMO_PASSWORD = 'first do no harm';

/** Signs in by the form. */
export async function signIn(
	page: Page,
	origin: string,
	email: string,
	password = DEMO_PASSWORD
): Promise<void> {
	await page.goto(`${origin}/sign-in`);
	await page.getByLabel('E-mail address').fill(email);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await page.waitForURL((url) => url.pathname !== '/sign-in');
}
