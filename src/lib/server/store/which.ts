/**
 * Which cases of a study a query means. Gold cases, by which raters qualify, enter no figure, plan or
 * release: a query that says nothing leaves them out, and whoever wants them asks for them. What was withdrawn is
 * kept, and is in none but "all". Cases that an import is still bringing in are in none at all.
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
export function are({ t }: Pick<Queries, 't'>, which: Which) {
	if (which === 'all') return isNull(t.cases.stagedBy);
	return and(
		isNull(t.cases.stagedBy),
		isNull(t.cases.withdrawnAt),
		eq(t.cases.gold, which === 'gold')
	);
}

/** The condition on `actions`: this is how it is worded now, and it was not withdrawn. */
export function isPresent({ t }: Pick<Queries, 't'>) {
	return and(isNull(t.actions.supersededAt), isNull(t.actions.withdrawnAt));
}

/** The condition on `actions`: this is how it is worded now, withdrawn or not. */
export function isWording({ t }: Pick<Queries, 't'>) {
	return isNull(t.actions.supersededAt);
}
