/**
 * Which cases of a study a query means. Gold cases, by which raters qualify, enter no figure, plan or
 * release: a query that says nothing leaves them out, and whoever wants them asks for them. Cases that an
 * import is still bringing in are in none.
 */
import { and, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';

export type Which = 'ordinary' | 'gold' | 'all';

/** The condition on `cases`. */
export function are({ t }: Queries, which: Which) {
	const kind = which === 'all' ? undefined : eq(t.cases.gold, which === 'gold');
	return and(isNull(t.cases.stagedBy), kind);
}
