/**
 * Which cases of a study a query means. Gold cases, by which raters qualify, enter no figure, plan or
 * release: a query that says nothing leaves them out, and whoever wants them asks for them. Cases that an
 * import is still bringing in are in none.
 *
 * And which assignments speak: what was left out when a case was taken from its rater, and what a rater says the
 * second time a case is shown, are in no figure, export or release.
 */
import { and, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';

export type Which = 'ordinary' | 'gold' | 'all';

/** The condition on `assignments`: it speaks for its rater, as a first time that was not left out when it was taken. */
export function isVoice({ t }: Queries) {
	return and(isFirst({ t }), eq(t.assignments.counts, true));
}

/** The condition on `assignments`: the case is not shown a second time by it. */
export function isFirst({ t }: Pick<Queries, 't'>) {
	return eq(t.assignments.repeat, 0);
}

/** The condition on `cases`. */
export function are({ t }: Queries, which: Which) {
	const kind = which === 'all' ? undefined : eq(t.cases.gold, which === 'gold');
	return and(isNull(t.cases.stagedBy), kind);
}
