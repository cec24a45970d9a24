/** What stands around a case that is written: where the next one goes, whose ids are taken, and what says the same. */
import { and, asc, eq, max, ne } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import { run, type Steps } from '../db/steps.ts';
import type { CaseRow } from './cases.ts';
import { are } from './which.ts';

type OfStudy = { studyId: number };

/** Those that an import is still bringing in have their places too. */
const last = one(({ q, t }, given: Given<OfStudy>) =>
	q
		.select({ position: max(t.cases.position) })
		.from(t.cases)
		.where(eq(t.cases.studyId, given.studyId))
);

/** The place of a case that comes after all the others of a study. */
export function* nextPosition(tx: Queries, studyId: number): Steps<number> {
	const found = yield* last(tx, { studyId });
	return (found?.position ?? -1) + 1;
}

/** The ids of all variants of a study, each with its case. */
export const variantIds = all((tx, given: Given<OfStudy>) =>
	tx.q
		.select({ caseId: tx.t.variants.caseId, externalId: tx.t.variants.externalId })
		.from(tx.t.variants)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.variants.caseId))
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'all')))
);

/** As many as are named. */
const MOST = 5;

/** The ids of other cases of the study with the very presentation and question of one, withdrawn ones too. */
export function* twins(
	tx: Queries,
	{ studyId, id, presentation, question }: CaseRow
): Steps<string[]> {
	const { q, t } = tx;
	const same = and(
		eq(t.cases.studyId, studyId),
		are(tx, 'all'),
		ne(t.cases.id, id),
		eq(t.cases.presentation, presentation)
	);
	const found = yield* run(
		q
			.select({ externalId: t.cases.externalId, question: t.cases.question })
			.from(t.cases)
			.where(same)
			.orderBy(asc(t.cases.position), asc(t.cases.id))
	);
	return found
		.filter((other) => other.question === question)
		.slice(0, MOST)
		.map(({ externalId }) => externalId);
}
