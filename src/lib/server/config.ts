/** What the environment says, read once and checked. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { z } from 'zod';
import type { App } from './app.ts';
import { inProcess } from './crew/in-process.ts';
import { threads } from './crew/threads.ts';
import { connect } from './db/connect.ts';
import { turns } from './db/turns.ts';

const schema = z.object({
	PRIMUM_DATA: z.string().min(1).default('data'),
	DATABASE_URL: z
		.string()
		.regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
		.optional(),
	ORIGIN: z
		.url('must be an address such as https://primum.example.org')
		.default('http://localhost:3000'),
	PRIMUM_DEMO: z.stringbool().default(false),
	PRIMUM_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')
});

export type Config = {
	/** The data folder, as an absolute path. */
	dataDir: string;
	/** Where the rows are: the file in the data folder, or a server. */
	database: string;
	origin: string;
	demo: boolean;
	logLevel: z.output<typeof schema>['PRIMUM_LOG'];
};

/**
 * Reads the configuration.
 *
 * @param env environment variables
 * @throws Error with a sentence a line for every variable that is wrong
 */
export function readConfig(env: Record<string, string | undefined>): Config {
	const read = schema.safeParse(env);
	if (!read.success) {
		throw new Error(
			read.error.issues
				.map((issue) => `The environment variable ${issue.path.join('.')} ${issue.message}.`)
				.join('\n')
		);
	}
	const { PRIMUM_DATA, DATABASE_URL, ORIGIN, PRIMUM_DEMO, PRIMUM_LOG } = read.data;
	const dataDir = resolve(PRIMUM_DATA);
	return {
		dataDir,
		database: DATABASE_URL ?? join(dataDir, 'primum.sqlite'),
		origin: new URL(ORIGIN).origin,
		demo: PRIMUM_DEMO,
		logLevel: PRIMUM_LOG
	};
}

/**
 * Opens the installation that a configuration names. The data folder is made, readable by its owner only;
 * the database is not migrated here.
 *
 * @param options.threads true where what takes long is done on threads of its own: in a server, which answers
 *   others meanwhile
 * @throws Refusal ('busy') where the database cannot be opened
 */
export function openApp(
	config: Config,
	{ threads: onThreads = false }: { threads?: boolean } = {}
): App {
	mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
	const log = pino({ level: config.logLevel });
	const shared = turns();
	const app: App = {
		db: connect(config.database, shared),
		crew: onThreads ? threads(config, shared, log) : inProcess(() => app),
		now: Date.now,
		origin: config.origin,
		demo: config.demo,
		log
	};
	return app;
}
