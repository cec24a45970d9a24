/**
 * Which cases of a study a query means. Gold cases, by which raters qualify, enter no figure, plan or
 * release: a query that says nothing leaves them out, and whoever wants them asks for them.
 */
import { eq } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';

export type Which = 'ordinary' | 'gold' | 'all';

/** The condition on `cases`; undefined, which is no condition, for all of them. */
export function are({ t }: Queries, which: Which) {
	return which === 'all' ? undefined : eq(t.cases.gold, which === 'gold');
}
