/** Starts the production server in this process. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Config } from '#lib/server/config.ts';
import { IS_BUILT } from '#lib/server/home.ts';
import { ensureBuilt, programIn, ROOT } from './built.ts';
import * as interrupt from './interrupt.ts';
import { note } from './notes.ts';

/** A release export or a kit may be sent through a form: no smaller than what an import takes. */
const BODY_SIZE_LIMIT = '256M';

/** Seconds that requests in flight get to finish. */
const SHUTDOWN_TIMEOUT = '10';

/** A second Ctrl-C counts from here on: npm passes the first one on, so it arrives twice at once. */
const SECOND_SIGNAL_AFTER_MS = 1_000;

/**
 * Checks, before anything slow or lasting is done, that the server will be able to listen.
 *
 * @throws Refusal ('conflict') where the port is in use or not allowed
 */
export function assertFree({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => reject(portRefusal(error, host, port)));
		probe.listen(port, host, () => probe.close(() => resolve()));
	});
}

function portRefusal(error: NodeJS.ErrnoException, host: string, port: number): Refusal {
	const unknown = `HOST is "${host}", which is no known name. Set it to an address of this machine.`;
	const why: Record<string, string> = {
		EADDRINUSE: `Port ${port} is in use, perhaps by another Primum. Stop that, or choose another port: PORT=3001 npm start`,
		EACCES: `Port ${port} may not be used by this account. Choose one above 1023: PORT=3000 npm start`,
		EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one it has, or leave it out.`,
		ENOTFOUND: unknown,
		EAI_AGAIN: unknown
	};
	return new Refusal(
		'conflict',
		why[error.code ?? ''] ?? `Cannot listen on port ${port}: ${error.message}.`
	);
}

/**
 * Makes the build where it is needed; then the same command goes on in it, which is lighter than in the sources.
 *
 * @returns true where it does: there is nothing left to do here
 */
export async function goesOnInBuild(): Promise<boolean> {
	// Whoever runs in the build was led there because it is of these very sources.
	if (IS_BUILT) return false;
	await ensureBuilt(ROOT, note);
	interrupt.leave();
	await import(programIn(ROOT));
	return true;
}

/**
 * Starts the server; it runs until a signal ends it. The settings it does not find in the environment
 * are put there for it.
 */
export async function start({ host, port, origin, dataDir, demo }: Config): Promise<void> {
	const defaults = { BODY_SIZE_LIMIT, SHUTDOWN_TIMEOUT };
	const settings = { HOST: host, PORT: String(port), ORIGIN: origin, PRIMUM_DATA: dataDir };
	process.env = { ...defaults, ...process.env, ...settings, NODE_ENV: 'production' };
	if (demo) process.env.PRIMUM_DEMO = 'true';
	handOverSignals();
	await import(pathToFileURL(join(ROOT, 'build', 'index.js')).href);
	if (new URL(origin).hostname === 'localhost' && !isLocal(host)) {
		note(
			'Set ORIGIN to the address people type, such as https://primum.example.org: sign-in needs it.'
		);
	}
}

const isLocal = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host);

/** The server ends itself on the first signal, when it has answered; a later second one ends it at once. */
function handOverSignals(): void {
	interrupt.leave();
	let first: number | null = null;
	const listen = () => {
		first ??= performance.now();
		if (performance.now() - first > SECOND_SIGNAL_AFTER_MS) process.exit(130);
	};
	process.on('SIGINT', listen);
	process.on('SIGTERM', listen);
}
