/** How studies stand, as their list and their setup list say it: counted, never read as a whole. */
import { and, asc, count, eq, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import { run, type Steps } from '../db/steps.ts';
import { isOnItsWay } from './mails.ts';
import { are, isFirst, isPresent } from './which.ts';

const inRounds = (tx: Queries) =>
	tx.q
		.select({ id: tx.t.assignments.id })
		.from(tx.t.assignments)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.assignments.caseId))
		.innerJoin(tx.t.rounds, eq(tx.t.rounds.id, tx.t.assignments.roundId));

const someGiven = one((tx, given: Given<{ studyId: number }>) =>
	inRounds(tx)
		.where(and(eq(tx.t.rounds.studyId, given.studyId), are(tx, 'ordinary')))
		.limit(1)
);

const someBegun = one((tx, given: Given<{ studyId: number }>) =>
	inRounds(tx)
		.where(
			and(
				eq(tx.t.rounds.studyId, given.studyId),
				ne(tx.t.assignments.state, 'assigned'),
				are(tx, 'ordinary')
			)
		)
		.limit(1)
);

/** True once a case of a study was given to somebody; qualification cases are none. */
export function* isUnderWay(tx: Queries, studyId: number): Steps<boolean> {
	return (yield* someGiven(tx, { studyId })) !== undefined;
}

/** True once somebody has rated something in such a case. */
export function* isBegun(tx: Queries, studyId: number): Steps<boolean> {
	return (yield* someBegun(tx, { studyId })) !== undefined;
}

/** How many ordinary cases a study has of each specialty. */
export const casesBySpecialty = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({ specialty: tx.t.cases.specialty, cases: count() })
		.from(tx.t.cases)
		.where(and(eq(tx.t.cases.studyId, given.studyId), are(tx, 'ordinary')))
		.groupBy(tx.t.cases.specialty)
		.orderBy(asc(tx.t.cases.specialty))
);

/** How many cases a study has that are not withdrawn, how many of them are for qualification, and their actions. */
export const present = one((tx, asked: Given<{ studyId: number }>) => {
	const { cases, actions } = tx.t;
	const isThere = and(
		eq(cases.studyId, asked.studyId),
		isNull(cases.stagedBy),
		isNull(cases.withdrawnAt)
	);
	const ofCases = tx.q
		.select({ n: count() })
		.from(actions)
		.innerJoin(cases, eq(cases.id, actions.caseId))
		.where(and(isThere, isPresent(tx)));
	return tx.q
		.select({
			ordinary: sql<number>`count(case when not ${cases.gold} then 1 end)`.mapWith(Number),
			gold: sql<number>`count(case when ${cases.gold} then 1 end)`.mapWith(Number),
			actions: sql<number>`(${ofCases})`.mapWith(Number)
		})
		.from(cases)
		.where(isThere);
});

/** What was given in a round: assignments, those who have one, and the cases that have one. */
export const given = one((tx, asked: Given<{ roundId: number }>) => {
	const { assignments, cases } = tx.t;
	return tx.q
		.select({
			assignments: count(),
			people: sql<number>`count(distinct ${assignments.memberId})`.mapWith(Number),
			cases: sql<number>`count(distinct ${assignments.caseId})`.mapWith(Number)
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.where(
			and(
				eq(assignments.roundId, asked.roundId),
				isNull(assignments.releasedAt),
				isFirst(tx),
				are(tx, 'ordinary')
			)
		);
});

/** How many people were told by mail that cases are theirs, or will be. */
export const told = one(({ q, t }, asked: Given<{ studyId: number }>) =>
	q
		.select({ people: sql<number>`count(distinct ${t.mails.userId})`.mapWith(Number) })
		.from(t.mails)
		.where(
			and(eq(t.mails.studyId, asked.studyId), eq(t.mails.kind, 'round-opened'), isOnItsWay({ t }))
		)
);

/** How far a study is: its newest round, and what was given and signed in it. */
export type Standing = {
	studyId: number;
	round: { id: number; number: number; dueAt: number | null; closedAt: number | null };
	cases: number;
	raters: number;
	given: number;
	signed: number;
};

/** The standing of each of these studies, some dozens at most, by the study's id. */
export function* ofStudies(tx: Queries, studyIds: readonly number[]): Steps<Map<number, Standing>> {
	const { q, t } = tx;
	const ids = [...studyIds];
	const all = yield* run(
		q.select().from(t.rounds).where(inArray(t.rounds.studyId, ids)).orderBy(asc(t.rounds.number))
	);
	// The newest is the last of each.
	const newest = new Map(all.map((round) => [round.studyId, round]));
	const cases = yield* run(
		q
			.select({ studyId: t.cases.studyId, n: count() })
			.from(t.cases)
			.where(and(inArray(t.cases.studyId, ids), are(tx, 'ordinary')))
			.groupBy(t.cases.studyId)
	);
	const raters = yield* run(
		q
			.select({ studyId: t.members.studyId, n: count() })
			.from(t.members)
			.where(
				and(inArray(t.members.studyId, ids), eq(t.members.role, 'rater'), isNull(t.members.leftAt))
			)
			.groupBy(t.members.studyId)
	);
	const work = yield* run(
		q
			.select({
				roundId: t.assignments.roundId,
				given: count(),
				signed:
					sql<number>`count(case when ${t.assignments.state} = 'submitted' then 1 end)`.mapWith(
						Number
					)
			})
			.from(t.assignments)
			.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
			.where(
				and(
					inArray(
						t.assignments.roundId,
						[...newest.values()].map(({ id }) => id)
					),
					isNull(t.assignments.releasedAt),
					isFirst(tx),
					are(tx, 'ordinary')
				)
			)
			.groupBy(t.assignments.roundId)
	);
	const numberOf = (list: { studyId: number; n: number }[]) =>
		new Map(list.map(({ studyId, n }) => [studyId, n]));
	const [casesOf, ratersOf] = [numberOf(cases), numberOf(raters)];
	const workOf = new Map(work.map((one) => [one.roundId, one]));
	return new Map(
		[...newest].map(([studyId, { id, number, dueAt, closedAt }]) => [
			studyId,
			{
				studyId,
				round: { id, number, dueAt, closedAt },
				cases: casesOf.get(studyId) ?? 0,
				raters: ratersOf.get(studyId) ?? 0,
				given: workOf.get(id)?.given ?? 0,
				signed: workOf.get(id)?.signed ?? 0
			}
		])
	);
}

/** How many cases a person has to rate in each of these rounds, those for qualification among them. */
export function* openOf(
	tx: Queries,
	{ userId, roundIds, now }: { userId: number; roundIds: readonly number[]; now: number }
): Steps<Map<number, number>> {
	const { q, t } = tx;
	const found = yield* run(
		q
			.select({ roundId: t.assignments.roundId, n: count() })
			.from(t.assignments)
			.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
			.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
			.where(
				and(
					eq(t.members.userId, userId),
					inArray(t.assignments.roundId, [...roundIds]),
					isNull(t.assignments.releasedAt),
					isNull(t.cases.withdrawnAt),
					ne(t.assignments.state, 'submitted'),
					or(eq(t.assignments.repeat, 0), lte(t.assignments.availableAt, now))
				)
			)
			.groupBy(t.assignments.roundId)
	);
	return new Map(found.map(({ roundId, n }) => [roundId, n]));
}
