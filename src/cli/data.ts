/** Opens the data folder for a verb, and closes it again. */
import { existsSync } from 'node:fs';
import pino from 'pino';
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '#lib/server/app.ts';
import { openApp, readConfig, type Config } from '#lib/server/config.ts';
import { reach } from '#lib/server/db/reach.ts';
import * as backups from '#lib/server/services/backups/index.ts';
import { Usage } from './failure.ts';
import { note } from './notes.ts';
import type { Common } from './verb.ts';

/**
 * What the environment and `--data` say.
 *
 * @throws Usage with a sentence for every variable that is wrong
 */
export function configOf({ data }: Pick<Common, 'data'>): Config {
	const env = data === undefined ? process.env : { ...process.env, PRIMUM_DATA: data };
	try {
		return readConfig(env);
	} catch (error) {
		throw new Usage((error as Error).message);
	}
}

/** True where the configuration names a database that can be opened without making it. */
export function exists(config: Config): boolean {
	return config.database.startsWith('postgres') || existsSync(config.database);
}

/**
 * Opens the installation without touching its schema.
 *
 * @throws Refusal ('missing') where there is no database
 */
export async function withExisting<T>(
	given: Pick<Common, 'data'>,
	work: (app: App) => Promise<T>
): Promise<T> {
	const config = configOf(given);
	if (!exists(config)) {
		throw new Refusal(
			'missing',
			`There is no database in ${config.dataDir} yet. Name the data folder with --data, or begin with ` +
				'`primum study create`, `primum import` or `npm start`.'
		);
	}
	return opened(config, work);
}

/** Opens the installation at the schema of this version. A folder that is not there refuses. */
export function withApp<T>(
	given: Pick<Common, 'data'>,
	work: (app: App) => Promise<T>
): Promise<T> {
	return withExisting(given, async (app) => {
		await bringUpToDate(app);
		return work(app);
	});
}

/** Opens the installation at the schema of this version, and makes it where there is none. */
export function withNewApp<T>(config: Config, work: (app: App) => Promise<T>): Promise<T> {
	return opened(config, async (app) => {
		await bringUpToDate(app);
		return work(app);
	});
}

async function opened<T>(config: Config, work: (app: App) => Promise<T>): Promise<T> {
	// stdout is for the answer, so the log goes to stderr, and only where someone asked for it.
	const level = process.env.PRIMUM_LOG === undefined ? 'silent' : config.logLevel;
	const app = { ...openApp(config), log: pino({ level }, pino.destination(2)) };
	try {
		await reach(app.db);
		return await work(app);
	} finally {
		await app.db.close();
	}
}

async function bringUpToDate(app: App): Promise<void> {
	const { applied, backup } = await backups.bringUpToDate(app);
	if (applied === 0) return;
	const count = `${applied} ${applied === 1 ? 'migration' : 'migrations'}`;
	if (backup === null) note(`The database was prepared (${count}).`);
	else
		note(`The database was brought to this version (${count}). The state before is in ${backup}`);
}
