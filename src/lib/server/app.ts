/** What every service is given: the open database, the clock, and what the installation was told. */
import type { By, Via } from '#lib/domain/trail.ts';
import type { Limits } from '#lib/formats/limits.ts';
import type { Crew } from './crew/task.ts';
import type { Database } from './db/connect.ts';

/** Where the application writes what happened; pino on a server, silence in a test. */
export type Log = {
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
	error(fields: object, message: string): void;
};

/** An SMTP server as an address, `smtp://user:password@host:port`, and the sender of every mail. */
export type MailSettings = { url: string; from: string };

/** Where backups are kept, and how. */
export type BackupSettings = {
	/** The folder of those that are not given a path. */
	folder: string;
	/** A folder that only its owner may look into: the database stands in it in the clear while it is packed. */
	staging: string;
	/** The operator's words by which they are sealed; null leaves them open. */
	key: string | null;
	/** Nightly backups that are kept; 0 makes none. */
	nightly: number;
};

export type App = {
	db: Database;
	/** Whoever does what takes long. */
	crew: Crew;
	/** Milliseconds since 1970, UTC. */
	now: () => number;
	/** Links in invitations are built from this, never from a request's Host header. */
	origin: string;
	/** A synthetic study with accounts offered on the sign-in page. */
	demo: boolean;
	/** By which server mails leave, and from whom; null where there is none: every text is there to copy. */
	mail: MailSettings | null;
	/** How much a file that is imported may ask of this machine. */
	limits: Limits;
	backups: BackupSettings;
	log: Log;
};

/** Who asks. `id` is null for the command line, whose user owns the machine. */
export type Actor = {
	id: number | null;
	name: string;
	isAdmin: boolean;
	from?: From;
	/** The id of the only study there is for whoever asks: for a program, that of its token. */
	onlyIn?: number;
};

/** From where somebody asks; the trail keeps it beside what was changed. */
export type From = { via: Via } & Partial<Pick<By, 'session' | 'token' | 'request' | 'address'>>;

/** Whoever runs `primum` on the server's own terminal. */
export const TERMINAL: Actor = {
	id: null,
	name: 'command line',
	isAdmin: true,
	from: { via: 'command line' }
};

/** The installation, where it does something of its own accord. */
export const INSTALLATION: Actor = {
	id: null,
	name: 'Primum',
	isAdmin: true,
	from: { via: 'installation' }
};

/** What a change by this person, at this moment, says of itself. */
export function by(app: Pick<App, 'now'>, { id, from }: Actor): By {
	const { via = 'page', session = null, token = null, request = null, address = null } = from ?? {};
	return { userId: id, at: app.now(), via, session, token, request, address };
}
