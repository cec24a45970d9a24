/**
 * A whole database as one file, and back: of SQLite the file of the database itself, of PostgreSQL a script of COPY that
 * its own tools read as well. What is copied is one moment, whatever is written meanwhile.
 */
import type { Database } from '../connect.ts';
import type { Copied, Incoming, Watched } from './copied.ts';
import * as postgres from './postgres.ts';
import * as sqlite from './sqlite.ts';

export type { Copied, Watched } from './copied.ts';

export type Dialect = Database['shell']['dialect'];

/**
 * Copies a database into a file, while others go on writing.
 *
 * @param file a path where nothing stands; what is there after an error is not whole
 * @throws Refusal ('busy') where the database does not answer; Error where the copy is not sound; the reason of
 *   `signal` where that stops it
 */
export function copyOut(db: Database, file: string, watched: Watched): Promise<Copied> {
	return db.shell.dialect === 'sqlite'
		? sqlite.copyOut(db.shell, file, watched)
		: postgres.copyOut(db.shell, file, watched);
}

/**
 * Puts what `copyOut` wrote into a place where nothing is. That place has all of it afterwards, or, after an error,
 * nothing.
 *
 * @param file on PostgreSQL it is read; on SQLite it *becomes* the database, so it must stand on the same disk
 * @param to a path of SQLite, or the address of an empty database of PostgreSQL
 * @throws Error where what comes in is not what was copied; Refusal ('conflict') where something is there already
 */
export function copyIn(
	file: string,
	to: string,
	{ dialect, ...incoming }: Incoming & { dialect: Dialect }
): Promise<void> {
	return dialect === 'sqlite'
		? sqlite.copyIn(file, to, incoming)
		: postgres.copyIn(file, to, incoming);
}
