/** The production build: made when there is none, or when it was made from other sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '#lib/domain/refusal.ts';
import { atHome } from '#lib/server/home.ts';
import { tidily } from './interrupt.ts';

/** The folder of Primum itself. */
export const ROOT = dirname(atHome('package.json'));

const SOURCES = [
	'src',
	'static',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'vite.node.config.ts'
];

/** No part of what runs: a change here asks for no build. */
const NO_SOURCE = /\.spec\.ts$/;

const PROGRAM = join('build', 'node', 'main.js');

/** The parts of the build, each with what Vite is told to make it. */
const PARTS = [
	{ made: join('build', 'index.js'), by: [] },
	{ made: PROGRAM, by: ['--config', 'vite.node.config.ts'] }
];
const RECORD = join('build', '.built-from');

/**
 * Makes the build where it is needed.
 *
 * @param root the folder of Primum
 * @param onProgress told before a build begins and after it has ended
 * @throws Refusal ('invalid') where it cannot be made, with what the build said
 */
export async function ensureBuilt(root: string, onProgress: (text: string) => void): Promise<void> {
	const sources = sourcesOf(root);
	const state = fingerprint(root, sources);
	if (isFresh(root, sources, state)) return;
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	if (!existsSync(vite)) {
		throw new Refusal(
			'missing',
			'The production build has to be made, and the tool for it is not installed. ' +
				'Run `npm install` in the folder of Primum, then start again.'
		);
	}
	const began = performance.now();
	onProgress('Building Primum. This happens at the first start and after an upgrade ...');
	for (const { by } of PARTS) await build(root, [vite, 'build', '--logLevel', 'warn', ...by]);
	writeFileSync(join(root, RECORD), `${state}\n`);
	onProgress(`Built in ${Math.round((performance.now() - began) / 1000)} s.`);
}

/**
 * True where the build was made from these sources.
 *
 * @param sources as of `sourcesOf`
 * @param state as of `fingerprint`
 */
export function isFresh(root: string, sources: readonly string[], state: string): boolean {
	const parts = PARTS.map(({ made }) => join(root, made));
	if (!parts.every((part) => existsSync(part))) return false;
	if (existsSync(join(root, RECORD))) {
		return readFileSync(join(root, RECORD), 'utf8').trim() === state;
	}
	// Made by `npm run build`, which leaves no record: then it must be younger than every source.
	const made = Math.min(...parts.map((part) => statSync(part).mtimeMs));
	return sources.every((path) => statSync(join(root, path)).mtimeMs < made);
}

/** Every file that the build is made from: relative paths, in the order of their names. */
export function sourcesOf(root: string): string[] {
	return SOURCES.flatMap((name) => {
		const path = join(root, name);
		if (!existsSync(path)) return [];
		if (statSync(path).isFile()) return [name];
		return readdirSync(path, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
	})
		.filter((path) => !NO_SOURCE.test(path))
		.sort();
}

/** SHA-256 over the names and contents of the sources. */
export function fingerprint(root: string, sources: readonly string[]): string {
	const hash = createHash('sha256');
	for (const path of sources) {
		const content = readFileSync(join(root, path));
		hash.update(`${path}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}

/** The address of the command line in the build, to be loaded. */
export function programIn(root: string): string {
	return pathToFileURL(join(root, PROGRAM)).href;
}

/** The same; null where there is no build, or one of other sources. */
export function freshProgramIn(root: string): string | null {
	const sources = sourcesOf(root);
	return isFresh(root, sources, fingerprint(root, sources)) ? programIn(root) : null;
}

function build(root: string, args: readonly string[]): Promise<void> {
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const said: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
	return tidily(
		() => child.kill(),
		() =>
			new Promise<void>((resolve, reject) => {
				child.once('error', reject);
				child.once('close', (code) => {
					if (code === 0) return resolve();
					const output = Buffer.concat(said).toString().trim();
					reject(new Refusal('invalid', `The production build failed:\n${output}`));
				});
			})
	);
}
