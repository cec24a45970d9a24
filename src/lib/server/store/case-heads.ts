/** The heads of cases, as lists of them show: no variant, no wording. */
import { and, asc, count, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, columns, one, type Given } from '../db/query.ts';
import { run, type Steps } from '../db/steps.ts';
import type { CaseRow } from './cases.ts';
import { are, isPresent, type Which } from './which.ts';

/** Which case it is, and whether it is one that a release may leave out. */
export type PlacedCase = Pick<CaseRow, 'id' | 'externalId' | 'specialty' | 'heldOut' | 'position'>;

const placedOf = (which: Which) =>
	all((tx, given: Given<{ studyId: number }>) => {
		const { id, externalId, specialty, heldOut, position } = tx.t.cases;
		return tx.q
			.select({ id, externalId, specialty, heldOut, position })
			.from(tx.t.cases)
			.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, which)))
			.orderBy(asc(position), asc(id));
	});

/** A study's ordinary cases, in file order. */
export const placed = placedOf('ordinary');

/** Its qualification cases. */
export const placedGold = placedOf('gold');

/** The head of a case, with the number of its present actions. */
export type CaseSummary = Pick<CaseRow, 'id' | 'externalId' | 'specialty' | 'position' | 'gold'> & {
	actions: number;
	/** Those of them that have a reference score. */
	keyed: number;
};

const summarised = (tx: Queries, which: Which, ...narrower: SQL[]) => {
	const { q, t } = tx;
	const { id, externalId, specialty, position, gold } = t.cases;
	return q
		.select({
			id,
			externalId,
			specialty,
			position,
			gold,
			actions: count(t.actions.id),
			keyed: count(t.actions.referenceScore)
		})
		.from(t.cases)
		.leftJoin(t.actions, and(eq(t.actions.caseId, t.cases.id), isPresent({ t })))
		.where(and(are(tx, which), ...narrower))
		.groupBy(id, externalId, specialty, position, gold)
		.orderBy(asc(position), asc(id));
};

const summariesOf = (which: Which) =>
	all((tx, given: Given<{ studyId: number }>) =>
		summarised(tx, which, eq(tx.t.cases.studyId, given.studyId))
	);

/** The heads of a study's ordinary cases, in file order. */
export const summaries = summariesOf('ordinary');

/** The heads of all its cases, those for qualification among them. */
export const allSummaries = summariesOf('all');

/** The heads of its qualification cases. */
export const goldSummaries = summariesOf('gold');

/** The heads of those of its cases that have one of these ids, some hundreds at most. */
export function* named(
	tx: Queries,
	studyId: number,
	externalIds: readonly string[]
): Steps<CaseSummary[]> {
	const { cases } = tx.t;
	const isNamed = inArray(cases.externalId, [...externalIds]);
	return yield* run(summarised(tx, 'all', eq(cases.studyId, studyId), isNamed));
}

/** All cases of a study in file order, bare: id, external id, specialty, for qualification, when withdrawn. */
export const bare = columns((tx, given: Given<{ studyId: number }>) => {
	const { id, externalId, specialty, gold, withdrawnAt, position } = tx.t.cases;
	return tx.q
		.select({ id, externalId, specialty, gold, withdrawnAt })
		.from(tx.t.cases)
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'all')))
		.orderBy(asc(position), asc(id));
});

/** How many present actions each case has that is in no figure, for qualification or withdrawn: case, actions. */
export const apart = columns((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({ id: tx.t.cases.id, actions: count(tx.t.actions.id).as('actions') })
		.from(tx.t.cases)
		.leftJoin(tx.t.actions, and(eq(tx.t.actions.caseId, tx.t.cases.id), isPresent(tx)))
		.where(
			and(
				eq(tx.t.cases.studyId, given.studyId),
				are(tx, 'all'),
				or(eq(tx.t.cases.gold, true), isNotNull(tx.t.cases.withdrawnAt))
			)
		)
		.groupBy(tx.t.cases.id)
);

/** The categories that the present actions of a study have. */
export const categories = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.selectDistinct({ category: t.actions.category })
		.from(t.actions)
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(and(eq(t.cases.studyId, given.studyId), are({ t }, 'all'), isPresent({ t })))
);

/** The specialties that the ordinary cases of a study have. */
export const specialties = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.selectDistinct({ code: tx.t.cases.specialty })
		.from(tx.t.cases)
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'ordinary')))
);

/** How many cases a study has, and how many of them are for qualification. */
export const counted = one((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({
			cases: count(),
			gold: sql<number>`count(case when ${tx.t.cases.gold} then 1 end)`.mapWith(Number)
		})
		.from(tx.t.cases)
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'all')))
);

/** The heads of the cases that a member has in a round. */
export const ofMember = all(({ q, t }, given: Given<{ memberId: number; roundId: number }>) =>
	q
		.select({ id: t.cases.id, externalId: t.cases.externalId, specialty: t.cases.specialty })
		.from(t.cases)
		.innerJoin(t.assignments, eq(t.assignments.caseId, t.cases.id))
		.where(
			and(eq(t.assignments.memberId, given.memberId), eq(t.assignments.roundId, given.roundId))
		)
);
