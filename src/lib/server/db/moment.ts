/**
 * One moment of the database, looked at for as long as it takes. `read` runs steps in one go; what is too much for that
 * is read here slice by slice, each with steps of its own, and all of them see the same moment, whatever is written
 * meanwhile.
 *
 * It has a connection of its own. On SQLite the write-ahead log cannot be begun anew before the moment is over, and grows
 * by what is written until then; on PostgreSQL rows that are replaced meanwhile are kept for as long.
 */
import { reader, type Database, type Queries } from './connect.ts';
import { unavailable } from './errors.ts';
import * as serialisable from './serialisable.ts';
import { drive, type Steps } from './steps.ts';

export type Moment = {
	/** Runs steps that change nothing. */
	read<R>(steps: (tx: Queries) => Steps<R>): Promise<R>;
};

/**
 * @param look what is done with the moment, which is over with it
 * @throws whatever it throws; Refusal ('busy') where the database does not answer
 */
export async function during<R>(
	{ shell }: Database,
	look: (moment: Moment) => Promise<R>
): Promise<R> {
	if (shell.dialect === 'postgresql') return serialisable.during(shell, look);
	const { client, queries } = reader(shell);
	try {
		client.exec('begin');
		// The moment is that of the first statement.
		client.prepare('select 1 from sqlite_schema').get();
		return await look({
			read: async (steps) => {
				try {
					return drive(steps(queries));
				} catch (error) {
					throw unavailable(error);
				}
			}
		});
	} finally {
		client.close();
	}
}
