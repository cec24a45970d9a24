/** What the environment says, read once and checked. */
import { accessSync, constants } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { DEFAULT_LIMITS, type Limits } from '#lib/formats/limits.ts';
import type { App, BackupSettings, MailSettings } from './app.ts';
import { inProcess } from './crew/in-process.ts';
import { threads } from './crew/threads.ts';
import { connect } from './db/connect.ts';
import { turns } from './db/turns.ts';
import { makeFolder, whyNot } from './folder.ts';

/** Cookies, forms and links know one address only, and pages stand at the top of it. */
const originSchema = z
	.url({
		protocol: /^https?$/,
		error: 'must be an address such as https://primum.example.org',
		abort: true
	})
	.refine(
		(text) => new URL(text).href === `${new URL(text).origin}/`,
		'must end after the host, as https://primum.example.org does: Primum is served at the top of an ' +
			'address, not below a path'
	)
	.transform((text) => new URL(text).origin);

const MIB = 1024 * 1024;

/** A whole number from 1 on. */
const limit = (unless: number) =>
	z
		.string()
		.regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1 on')
		.default(String(unless))
		.transform(Number);

const schema = z.object({
	PRIMUM_DATA: z.string().min(1, 'must name a folder').default('data'),
	DATABASE_URL: z
		.string()
		.regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres://', abort: true })
		.refine(
			(text) => URL.canParse(text),
			'must be postgres://user:password@host/name, with special characters percent-encoded'
		)
		.optional(),
	HOST: z.string().min(1, 'must name an address of this machine').default('127.0.0.1'),
	PORT: z
		.string()
		.regex(/^\d{1,5}$/, { error: 'must be a number from 1 to 65535', abort: true })
		.default('3000')
		.transform(Number)
		.refine((port) => port >= 1 && port <= 65_535, 'must be a number from 1 to 65535'),
	ORIGIN: originSchema.optional(),
	SMTP_URL: z
		.string()
		.regex(/^smtps?:\/\//, { error: 'must begin with smtp:// or smtps://', abort: true })
		.refine(
			(text) => URL.canParse(text),
			'must be smtp://user:password@host:port, with special characters percent-encoded'
		)
		.optional(),
	MAIL_FROM: z
		.string()
		.regex(/@/, 'must be an address, as primum@example.org or "Primum <primum@example.org>"')
		.optional(),
	PRIMUM_LIMIT_FILE_MIB: limit(DEFAULT_LIMITS.fileBytes / MIB),
	PRIMUM_LIMIT_UNPACKED_MIB: limit(DEFAULT_LIMITS.totalBytes / MIB),
	PRIMUM_LIMIT_DEPTH: limit(DEFAULT_LIMITS.depth),
	PRIMUM_LIMIT_ROWS: limit(DEFAULT_LIMITS.actions),
	PRIMUM_BACKUPS: z.string().min(1, 'must name a folder').optional(),
	PRIMUM_BACKUP_KEY: z
		.string()
		.min(20, 'must have at least 20 characters: it is all that keeps a backup secret')
		.optional(),
	PRIMUM_BACKUPS_KEPT: z
		.string()
		.regex(/^\d{1,4}$/, 'must be a whole number; 0 makes no nightly backups')
		.default('14')
		.transform(Number),
	PRIMUM_DEMO: z.stringbool('must be true or false').default(false),
	PRIMUM_LOG: z
		.enum(['debug', 'info', 'warn', 'error', 'silent'], {
			error: 'must be debug, info, warn, error or silent'
		})
		.default('info')
});

export type Config = {
	/** The data folder, as an absolute path. */
	dataDir: string;
	/** Where the rows are: the file in the data folder, or a server. */
	database: string;
	/** Where to listen. */
	host: string;
	port: number;
	/** The address that people type, without a slash at its end. */
	origin: string;
	demo: boolean;
	/** By which server mails leave, and from whom; null where none is named. */
	mail: MailSettings | null;
	/** How much a file that is imported may ask of this machine. */
	limits: Limits;
	backups: BackupSettings;
	logLevel: z.output<typeof schema>['PRIMUM_LOG'];
};

/**
 * Reads the configuration. Unless the environment says otherwise, Primum listens on this machine only, on
 * port 3000, and people find it at `http://localhost:PORT`.
 *
 * @param env environment variables
 * @throws Error with a sentence a line for every variable that is wrong
 */
export function readConfig(env: Record<string, string | undefined>): Config {
	const read = schema.safeParse(env);
	if (!read.success) {
		throw new Error(
			read.error.issues
				.map(({ path, message }) => `The environment variable ${path.join('.')} ${message}.`)
				.join('\n')
		);
	}
	const { SMTP_URL, MAIL_FROM } = read.data;
	const { PRIMUM_DATA, DATABASE_URL, HOST, PORT, ORIGIN, PRIMUM_DEMO, PRIMUM_LOG } = read.data;
	const dataDir = resolve(PRIMUM_DATA);
	return {
		dataDir,
		database: DATABASE_URL ?? join(dataDir, 'primum.sqlite'),
		host: HOST,
		port: PORT,
		origin: ORIGIN ?? `http://localhost:${PORT}`,
		demo: PRIMUM_DEMO,
		mail: mailSettings(SMTP_URL, MAIL_FROM),
		limits: limitsIn(read.data),
		backups: backupSettings(read.data, dataDir),
		logLevel: PRIMUM_LOG
	};
}

function limitsIn(given: z.output<typeof schema>): Limits {
	return {
		...DEFAULT_LIMITS,
		fileBytes: given.PRIMUM_LIMIT_FILE_MIB * MIB,
		totalBytes: given.PRIMUM_LIMIT_UNPACKED_MIB * MIB,
		depth: given.PRIMUM_LIMIT_DEPTH,
		actions: given.PRIMUM_LIMIT_ROWS
	};
}

function backupSettings(given: z.output<typeof schema>, dataDir: string): BackupSettings {
	return {
		// A demonstration leaves alone what an operator keeps.
		folder: resolve((!given.PRIMUM_DEMO && given.PRIMUM_BACKUPS) || join(dataDir, 'backups')),
		staging: join(dataDir, '.making'),
		key: given.PRIMUM_BACKUP_KEY ?? null,
		// What a demonstration holds is made anew by its seed.
		nightly: given.PRIMUM_DEMO ? 0 : given.PRIMUM_BACKUPS_KEPT
	};
}

function mailSettings(url: string | undefined, from: string | undefined): MailSettings | null {
	if (url === undefined) return null;
	if (from === undefined) {
		throw new Error(
			'The environment variable MAIL_FROM is missing: with SMTP_URL, set it to the address mails come from.'
		);
	}
	return { url, from };
}

/**
 * Opens the installation that a configuration names. The data folder is made, readable by its owner only;
 * the database is not migrated here.
 *
 * @param options.threads true where what takes long is done on threads of its own: in a server, which answers
 *   others meanwhile
 * @throws Refusal ('invalid') where the data folder cannot be made or written to, ('busy') where the
 *   database cannot be opened
 */
export function openApp(
	config: Config,
	{ threads: onThreads = false }: { threads?: boolean } = {}
): App {
	prepareFolder(config.dataDir);
	const log = pino({ level: config.logLevel });
	const shared = turns();
	const app: App = {
		db: connect(config.database, shared),
		crew: onThreads ? threads(config, shared, log) : inProcess(() => app),
		now: Date.now,
		origin: config.origin,
		demo: config.demo,
		mail: config.mail,
		limits: config.limits,
		backups: config.backups,
		log
	};
	return app;
}

/**
 * Makes the data folder where there is none, readable by its owner only.
 *
 * @throws Refusal ('invalid') where it cannot be made or written to
 */
export function prepareFolder(folder: string): void {
	try {
		makeFolder(folder, 0o700);
		accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new Refusal(
			'invalid',
			`The data folder ${folder} cannot be used: ${whyNot(error)}. ` +
				'Choose another with PRIMUM_DATA or --data.'
		);
	}
}
