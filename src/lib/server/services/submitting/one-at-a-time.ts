/** One file of somebody's is looked at at a time: however many a program sends, others get their turn. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '../../app.ts';
import type { Database } from '../../db/connect.ts';
import type { AtBoard } from './places.ts';

const underWay = new WeakMap<Database, Set<string>>();

/**
 * Does something with a file, unless another of the same sender's to the same study is being looked at.
 *
 * @throws Refusal ('conflict') where one is; whatever `does` throws
 */
export async function oneAtATime<Done>(
	{ db }: Pick<App, 'db'>,
	{ actor, slug }: AtBoard,
	does: () => Promise<Done>
): Promise<Done> {
	const busy = underWay.get(db) ?? new Set();
	underWay.set(db, busy);
	const who = JSON.stringify([actor.id, slug]);
	if (busy.has(who)) {
		throw new Refusal(
			'conflict',
			'Another file of yours is being checked. Wait until that is done, then send this one.'
		);
	}
	busy.add(who);
	try {
		return await does();
	} finally {
		busy.delete(who);
	}
}
