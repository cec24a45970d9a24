/** Runs the command line as people do: a process of its own on a data folder of its own. */
import { execFile, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, inject, vi } from 'vitest';

export const ROOT = join(import.meta.dirname, '..', '..');
export const KIT = join(ROOT, 'src', 'lib', 'server', 'demo', 'kit');

const ENTRY = join(ROOT, 'src', 'cli', 'primum.js');

const SETTINGS = [
	...['DATABASE_URL', 'ORIGIN', 'PRIMUM_DEMO', 'PRIMUM_LOG'],
	...['SMTP_URL', 'MAIL_FROM', 'PRIMUM_TOKEN']
];

/** Every step is a process that starts from nothing, and other tests want the processor too. */
const PATIENCE_MS = 120_000;

export type Run = { code: number; stdout: string; stderr: string };

/**
 * A folder that is gone after the file's tests, and the command line on the data folder in it.
 *
 * @param settings environment variables for the commands
 */
export function aTerminal(settings: Record<string, string> = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'primum-cli-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	vi.setConfig({ testTimeout: PATIENCE_MS });
	// What this machine is set up with must not reach the commands.
	const own = Object.entries(process.env).filter(
		([name]) => !SETTINGS.includes(name) && !name.startsWith('PRIMUM_')
	);
	const env = { ...Object.fromEntries(own), PRIMUM_DATA: join(folder, 'data'), ...settings };
	return {
		folder,
		/** Runs `primum` with these arguments. */
		primum: (...args: string[]): Promise<Run> => run(args, { cwd: folder, env }),
		/** The same, stopped as by Ctrl-C as soon as it has said something. */
		interrupted: (...args: string[]): Promise<Run> =>
			run(args, { cwd: folder, env }, (child) =>
				child.stderr!.once('data', () => child.kill('SIGINT'))
			),
		/** The same, stopped as by Ctrl-C as soon as something is so. */
		stopped: (when: () => boolean, ...args: string[]): Promise<Run> =>
			run(args, { cwd: folder, env }, (child) => {
				const looking = setInterval(() => {
					if (!when()) return;
					clearInterval(looking);
					child.kill('SIGINT');
				}, 20);
				child.once('exit', () => clearInterval(looking));
			}),
		/** The same with something on stdin. */
		fed: (input: string, ...args: string[]): Promise<Run> =>
			run(args, { cwd: folder, env }, (child) => child.stdin!.end(input)),
		/** The same with a reader of stdout that is gone before anything is written. */
		unread: (...args: string[]): Promise<Run> =>
			run(args, { cwd: folder, env }, (child) => child.stdout!.destroy()),
		/** Writes files below the folder; returns the path of their own. */
		put: (name: string, files: Record<string, string>): string => {
			for (const [path, content] of Object.entries(files)) {
				mkdirSync(dirname(join(folder, name, path)), { recursive: true });
				writeFileSync(join(folder, name, path), content);
			}
			return join(folder, name);
		}
	};
}

/** The same on a PostgreSQL database of its own, which is gone after the file's tests. */
export function aTerminalOnPostgres() {
	const name = `cli_${process.pid}`;
	const ask = async (statement: string) => {
		const client = new pg.Client({ connectionString: `${inject('postgres')}postgres` });
		await client.connect();
		await client.query(statement).finally(() => client.end());
	};
	beforeAll(() => ask(`create database ${name} template template0`));
	afterAll(() => ask(`drop database ${name} with (force)`));
	return aTerminal({ DATABASE_URL: `${inject('postgres')}${name}` });
}

function run(
	args: readonly string[],
	options: { cwd: string; env: NodeJS.ProcessEnv },
	meanwhile: (child: ChildProcess) => void = () => {}
): Promise<Run> {
	return new Promise((resolve) => {
		const child = execFile(process.execPath, [ENTRY, ...args], options, (error, stdout, stderr) =>
			resolve({
				code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
				stdout,
				stderr
			})
		);
		meanwhile(child);
	});
}

/** The files of a kit's folder as values: JSON is compared by what it says, YAML by its bytes. */
export function valuesIn(folder: string): Record<string, unknown> {
	const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
		.sort();
	return Object.fromEntries(paths.map((path) => [path, valueOf(path, join(folder, path))]));
}

function valueOf(path: string, file: string): unknown {
	const text = readFileSync(file, 'utf8');
	if (path.endsWith('.json')) return JSON.parse(text);
	if (!path.endsWith('.jsonl')) return text;
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line));
}

/** A rubric with one action a score; the fields that a kit must have and no others. */
export function aRubric(id: string, options: { id: number; score: number }[]): string {
	return JSON.stringify({
		id,
		open: true,
		case: { presentation: 'A patient.', recommendations: 'Do what helps.' },
		options: options.map((option) => ({
			...option,
			text: `Action ${option.id}`,
			category: 'Diagnostic',
			bestInGroup: false,
			isHarmOfInaction: false
		})),
		abstractionGroups: [],
		specialistConsult: { consults: [] }
	});
}
