/** What a database holds, beside what was acknowledged. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Acknowledged } from './crowd.ts';
import { holds } from './fault.ts';

type Row = { operation: string; rating: number; action: number; version: number };

/** Where the rows are: a data folder, or the address of a PostgreSQL server. */
export type Where = string;

async function revisionsIn(where: Where): Promise<Row[]> {
	const asked = `select v.operation, v.rating_id as rating, r.action_id as action, r.version
		from revisions v join ratings r on r.id = v.rating_id order by v.id`;
	if (!where.startsWith('postgres')) {
		const file = new Sqlite(join(where, 'primum.sqlite'), { readonly: true });
		try {
			return file.prepare(asked).all() as Row[];
		} finally {
			file.close();
		}
	}
	const client = new pg.Client(where);
	await client.connect();
	try {
		return (await client.query<Row>(asked)).rows;
	} finally {
		await client.end();
	}
}

/**
 * Every acknowledged save is there once, in the order in which it was acknowledged, and no rating has a version that
 * nobody was told of, but for a save that was under way.
 *
 * @returns how many were acknowledged
 * @throws Error with what is lost or doubled
 */
export async function assertKept(
	where: Where,
	acknowledged: readonly Acknowledged[]
): Promise<number> {
	const rows = await revisionsIn(where);
	const places = new Map<string, number>();
	for (const [place, { operation }] of rows.entries()) {
		holds(!places.has(operation), `A save is there twice: ${operation}.`);
		places.set(operation, place);
	}
	const lost = acknowledged.filter(({ operation }) => !places.has(operation));
	holds(lost.length === 0, `${lost.length} of ${acknowledged.length} acknowledged saves are lost.`);
	const last = new Map<number, number>();
	for (const { operation } of acknowledged) {
		const place = places.get(operation)!;
		const { rating } = rows[place]!;
		holds((last.get(rating) ?? -1) < place, `Saves of rating ${rating} changed their order.`);
		last.set(rating, place);
	}
	return acknowledged.length;
}
