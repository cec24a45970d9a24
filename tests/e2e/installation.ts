/**
 * Tests run the production entry point in a temporary folder: what a stranger would start, on a free port,
 * with nothing in it but what the tests put there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, type Page } from '@playwright/test';
import manifest from '../../package.json' with { type: 'json' };
import { freePort } from '../free-port.ts';

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
	/** The process of the server that runs now. */
	process(): ChildProcess;
};

/** How a test wants its installation other than empty and plain. */
export type Wishes = {
	/** What is done in the folder before the server starts. */
	prepare?: (primum: Installation['primum']) => Promise<unknown>;
	/** A data folder, perhaps with something in it; it is removed with the installation. */
	data?: string;
	/** Settings on top of the environment. */
	env?: Record<string, string>;
	/** A file that runs in the server's process before it, and can talk to the test by `process()`. */
	before?: string;
};

const CLI = join(import.meta.dirname, '../../src/cli/primum.js');

/** What `npm start` tells Node. */
const FLAGS = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--'));

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
 * Starts an installation, in an empty folder unless told otherwise.
 *
 * @param verb `serve` for a real one, `demo` for the seeded demonstration, `dev` for one from the sources
 */
export async function install(
	verb: 'serve' | 'demo' | 'dev' = 'serve',
	{ data = mkdtempSync(join(tmpdir(), 'primum-e2e-')), env: wanted, before, prepare }: Wishes = {}
): Promise<Installation> {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const own = { PORT: String(port), PRIMUM_DATA: data, PRIMUM_LOG: 'warn' };
	// What this machine is set up with must not reach it.
	const others = Object.entries(process.env).filter(
		([name]) => !/^(PRIMUM_|DATABASE_URL$)/.test(name)
	);
	const env = { ...Object.fromEntries(others), ...own, ...wanted };
	let child: ChildProcess;
	let printed = () => ({ stdout: '', stderr: '' });
	const output = () => `${printed().stdout}${printed().stderr}`;
	const start = async () => {
		// Said outright, because the demonstration has a folder of its own by default.
		const first = before === undefined ? [] : ['--import', pathToFileURL(before).href];
		child = spawn(process.execPath, [...FLAGS, ...first, CLI, verb, '--data', data], {
			env,
			stdio: ['pipe', 'pipe', 'pipe', before === undefined ? 'ignore' : 'ipc']
		});
		printed = capture(child);
		await untilReady(origin, child, output);
	};
	const primum: Installation['primum'] = async (...args) => {
		const run = spawn(process.execPath, [CLI, ...args], { env });
		const lines = capture(run);
		const code = await ended(run);
		return { code: code ?? 1, ...lines() };
	};
	await prepare?.(primum);
	await start();
	return {
		origin,
		data,
		output,
		start,
		process: () => child,
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
