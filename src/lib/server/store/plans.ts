/** Plans that are looked at before they are applied, one a round, with the places they would fill. */
import {
	and,
	asc,
	eq,
	exists,
	getTableColumns,
	inArray,
	isNotNull,
	isNull,
	not,
	sql
} from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { inBulk, withoutId } from '../db/in-bulk.ts';
import { all, columns, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';
import { unbegun } from './unbegun.ts';
import { are } from './which.ts';

export type StoredPlan = Tables['plans']['$inferSelect'];
export type StoredPlace = Tables['planPlaces']['$inferSelect'];
export type NewPlace = Tables['planPlaces']['$inferInsert'];

export const ofRound = one(({ q, t }, given: Given<{ roundId: number }>) =>
	q.select().from(t.plans).where(eq(t.plans.roundId, given.roundId))
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.plans).where(eq(t.plans.id, given.id))
);

export function* insert(tx: Queries, plan: Tables['plans']['$inferInsert']): Steps<StoredPlan> {
	return yield* rows.insert(tx, tx.t.plans, plan);
}

export function* update(tx: Queries, id: number, change: Partial<StoredPlan>): Steps<void> {
	yield* rows.update(tx, tx.t.plans, { id }, change);
}

/**
 * Changes a plan that is being computed.
 *
 * @param run when the computing was asked for: it tells one computing of a plan from the next
 * @returns false where it was stopped, or begun anew
 */
export function* updateRun(
	tx: Queries,
	{ id, createdAt }: Pick<StoredPlan, 'id' | 'createdAt'>,
	change: Partial<StoredPlan>
): Steps<boolean> {
	const where = { id, createdAt, state: 'computing' as const };
	return (yield* rows.update(tx, tx.t.plans, where, change)).length > 0;
}

export function* remove(tx: Queries, id: number): Steps<void> {
	yield* rows.remove(tx, tx.t.planPlaces, { planId: id });
	yield* rows.remove(tx, tx.t.plans, { id });
}

export const place = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.planPlaces).where(eq(t.planPlaces.id, given.id))
);

/** The places of a plan as they were written: id, case, member, fit, by hand. */
export const places = columns(({ q, t }, given: Given<{ planId: number }>) =>
	q
		.select({
			id: t.planPlaces.id,
			caseId: t.planPlaces.caseId,
			memberId: t.planPlaces.memberId,
			fit: t.planPlaces.fit,
			byHand: t.planPlaces.byHand
		})
		.from(t.planPlaces)
		.where(eq(t.planPlaces.planId, given.planId))
		.orderBy(asc(t.planPlaces.id))
);

export const placesOfCase = all(({ q, t }, given: Given<{ planId: number; caseId: number }>) =>
	q
		.select()
		.from(t.planPlaces)
		.where(and(eq(t.planPlaces.planId, given.planId), eq(t.planPlaces.caseId, given.caseId)))
		.orderBy(asc(t.planPlaces.id))
);

/** The places of a plan that a person chose, in the order in which they were. */
export const byHand = all(({ q, t }, given: Given<{ planId: number }>) =>
	q
		.select()
		.from(t.planPlaces)
		.where(and(eq(t.planPlaces.planId, given.planId), eq(t.planPlaces.byHand, true)))
		.orderBy(asc(t.planPlaces.id))
);

export function* insertPlaces(tx: Queries, places: readonly NewPlace[]): Steps<void> {
	yield* rows.insertMany(tx, tx.t.planPlaces, places);
}

export function* updatePlace(tx: Queries, id: number, change: Partial<NewPlace>): Steps<void> {
	yield* rows.update(tx, tx.t.planPlaces, { id }, change);
}

export function* removePlace(tx: Queries, id: number): Steps<void> {
	yield* rows.remove(tx, tx.t.planPlaces, { id });
}

const computed = all(({ q, t }, given: Given<{ planId: number; limit: number }>) =>
	q
		.select({ id: t.planPlaces.id })
		.from(t.planPlaces)
		.where(and(eq(t.planPlaces.planId, given.planId), eq(t.planPlaces.byHand, false)))
		.orderBy(asc(t.planPlaces.id))
		.limit(given.limit)
);

/**
 * Takes out some of the places that nobody chose by hand.
 *
 * @returns false once there is none
 */
export function* removeComputed(tx: Queries, planId: number, limit: number): Steps<boolean> {
	const ids = (yield* computed(tx, { planId, limit })).map(({ id }) => id);
	if (ids.length === 0) return false;
	const { q, t } = tx;
	yield* run(q.delete(t.planPlaces).where(inArray(t.planPlaces.id, ids)) as Built<unknown>);
	return true;
}

/** A place that is filled, and not set aside. */
const isFilled = ({ t }: Queries) =>
	and(isNotNull(t.planPlaces.memberId), isNotNull(t.planPlaces.fit));

/** The assignment of a place, where there is one in the round. */
const isAssigned = ({ t }: Queries, given: { roundId: unknown }) =>
	and(
		eq(t.assignments.caseId, t.planPlaces.caseId),
		eq(t.assignments.memberId, t.planPlaces.memberId),
		eq(t.assignments.roundId, given.roundId as never),
		eq(t.assignments.repeat, 0)
	);

type Applying = { planId: number; roundId: number; at: number };

/** Makes an assignment of every filled place that has none yet. */
export const assign = inBulk<Applying>((tx, given) => {
	const { q, t } = tx;
	const there = q
		.select({ one: sql`1` })
		.from(t.assignments)
		.where(isAssigned(tx, given));
	return q.insert(withoutId(t.assignments)).select(
		q
			.select({
				caseId: t.planPlaces.caseId,
				memberId: sql<number>`${t.planPlaces.memberId}`.as('member_id'),
				roundId: sql<number>`cast(${given.roundId} as integer)`.as('round_id'),
				...unbegun(given.at)
			})
			.from(t.planPlaces)
			.where(and(eq(t.planPlaces.planId, given.planId), isFilled(tx), not(exists(there))))
			.orderBy(asc(t.planPlaces.caseId), asc(t.planPlaces.memberId)) as never
	);
});

/** The assignments that a plan has made, as `assignment.made` of the trail tells them. */
export const made = all(({ q, t }, given: Given<{ roundId: number; after: number }>) =>
	q
		.select({
			id: t.assignments.id,
			caseId: t.assignments.caseId,
			memberId: t.assignments.memberId
		})
		.from(t.assignments)
		.where(and(eq(t.assignments.roundId, given.roundId), sql`${t.assignments.id} > ${given.after}`))
		.orderBy(asc(t.assignments.id))
);

/** The assignments of a round that nobody has begun and that a plan has no place for. */
export const leftOver = all((tx, given: Given<{ planId: number; roundId: number }>) => {
	const { q, t } = tx;
	const kept = q
		.select({ one: sql`1` })
		.from(t.planPlaces)
		.where(and(eq(t.planPlaces.planId, given.planId), isFilled(tx), isAssigned(tx, given)));
	return q
		.select(getTableColumns(t.assignments))
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(
			and(
				eq(t.assignments.roundId, given.roundId),
				eq(t.assignments.state, 'assigned'),
				eq(t.assignments.repeat, 0),
				isNull(t.assignments.releasedAt),
				are(tx, 'ordinary'),
				not(exists(kept))
			)
		)
		.orderBy(asc(t.assignments.id));
});

/**
 * What is given in a round, bare: id, case, member, state, when taken from its rater, first or second time.
 * Qualification cases are left out.
 */
export const given = columns((tx, asked: Given<{ roundId: number }>) => {
	const { q, t } = tx;
	return q
		.select({
			id: t.assignments.id,
			caseId: t.assignments.caseId,
			memberId: t.assignments.memberId,
			state: t.assignments.state,
			releasedAt: t.assignments.releasedAt,
			repeat: t.assignments.repeat
		})
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(and(eq(t.assignments.roundId, asked.roundId), are(tx, 'ordinary')))
		.orderBy(asc(t.assignments.id));
});
