/** A form that is taken: what it shows, and what is stored then. */
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { Fields } from '../endpoints/asking.ts';
import { everyRow } from '../support.ts';
import type { AtWork } from './a-study-at-work.ts';

export type Done = {
	form: string;
	/** What is sent in place of what the form is sent elsewhere. */
	fields?: Fields;
	/** What has happened before. */
	first?: (at: AtWork) => Promise<unknown>;
	/** All that the form shows then. */
	shows: (at: AtWork) => Record<string, unknown>;
	/** A reading of what is stored, and what it gives then. */
	stored: (at: AtWork) => Promise<unknown>;
	is: (at: AtWork) => unknown;
};

type Row<T extends keyof Tables> = Tables[T]['$inferSelect'];

export async function rows<T extends keyof Tables>(
	{ db }: AtWork,
	table: T,
	which: (row: Row<T>) => boolean
): Promise<Row<T>[]> {
	return ((await everyRow(db, (tables) => tables[table])) as Row<T>[]).filter(which);
}
