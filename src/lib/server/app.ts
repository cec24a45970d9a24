/** What every service is given: the open database, the clock, and what the installation was told. */
import type { Database } from './db/connect.ts';

/** Where the application writes what happened; pino on a server, silence in a test. */
export type Log = {
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
	error(fields: object, message: string): void;
};

export type App = {
	db: Database;
	/** Milliseconds since 1970, UTC. */
	now: () => number;
	/** Links in invitations are built from this, never from a request's Host header. */
	origin: string;
	/** A synthetic study with accounts offered on the sign-in page. */
	demo: boolean;
	log: Log;
};

/** Who asks. `id` is null for the command line, whose user owns the machine. */
export type Actor = { id: number | null; name: string; isAdmin: boolean };

/** Whoever runs `primum` on the server's own terminal. */
export const TERMINAL: Actor = { id: null, name: 'command line', isAdmin: true };
