/** Where actions that stay open are sent: to a later round, or to adjudication. An action is in one place at a time. */
import {
	and,
	asc,
	count,
	eq,
	getTableColumns,
	inArray,
	isNull,
	ne,
	type SQLWrapper
} from 'drizzle-orm';
import { all, one, type Given } from '../db/query.ts';
import { insertMany, update } from '../db/rows.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';
import { are, isFirst, isPresent } from './which.ts';

export type Referral = Tables['referrals']['$inferSelect'];

/** An open referral, and the place of its action. */
export type Waiting = Referral & Pick<Place, 'caseId' | 'externalId' | 'number'>;

/**
 * The condition on referrals of a study that wait, whose actions and cases are joined by `crossJoin`: SQLite keeps that
 * order, and goes from the few that wait, and not from every action of the study.
 */
export function isWaiting({ t }: Pick<Queries, 't'>, studyId: SQLWrapper) {
	return and(
		eq(t.actions.id, t.referrals.actionId),
		eq(t.cases.id, t.actions.caseId),
		eq(t.cases.studyId, studyId),
		are({ t }, 'ordinary'),
		isPresent({ t }),
		isNull(t.referrals.settledAt)
	);
}

/** What waits to be asked or ruled on in a study, the oldest first; what is withdrawn or worded anew waits no more. */
export const waiting = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({
			...getTableColumns(t.referrals),
			caseId: t.actions.caseId,
			externalId: t.cases.externalId,
			number: t.actions.number
		})
		.from(t.referrals)
		.crossJoin(t.actions)
		.crossJoin(t.cases)
		.where(isWaiting({ t }, given.studyId))
		.orderBy(asc(t.referrals.id))
);

/** Where an action stands: in which case, and under which number. */
export type Place = { actionId: number; caseId: number; externalId: string; number: number };

/** As many ids as one statement asks for: both databases bound the values of one. */
const AT_ONCE = 500;

/** Those of some actions that can be sent anywhere: the present ones of a study's ordinary cases, in its order. */
export function* places(
	{ q, t }: Queries,
	studyId: number,
	ids: readonly number[]
): Steps<Place[]> {
	const found: (Place & { position: number })[] = [];
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const some = yield* run(
			q
				.select({
					...{ actionId: t.actions.id, number: t.actions.number, caseId: t.cases.id },
					...{ externalId: t.cases.externalId, position: t.cases.position }
				})
				.from(t.actions)
				.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
				.where(
					and(
						inArray(t.actions.id, ids.slice(from, from + AT_ONCE)),
						eq(t.cases.studyId, studyId),
						are({ t }, 'ordinary'),
						isPresent({ t })
					)
				)
		);
		found.push(...some);
	}
	return found
		.sort((a, b) => a.position - b.position || a.caseId - b.caseId || a.number - b.number)
		.map(({ position: _, ...place }) => place);
}

/** The cases in which somebody may still change a rating of a round, and how many have not signed. */
export const unsigned = all(({ q, t }, given: Given<{ roundId: number }>) =>
	q
		.select({ caseId: t.assignments.caseId, raters: count(t.assignments.id) })
		.from(t.assignments)
		.where(
			and(
				eq(t.assignments.roundId, given.roundId),
				isFirst({ t }),
				isNull(t.assignments.releasedAt),
				ne(t.assignments.state, 'submitted')
			)
		)
		.groupBy(t.assignments.caseId)
);

/** @throws the driver's error where one of the actions is sent somewhere already (errors.ts reads it) */
export function* send(
	tx: Queries,
	given: readonly Tables['referrals']['$inferInsert'][]
): Steps<void> {
	yield* insertMany(tx, tx.t.referrals, given);
}

/** The action is where it was sent no more: it was asked, ruled on, or called back. */
export function* settle(tx: Queries, actionId: number, at: number): Steps<void> {
	yield* update(tx, tx.t.referrals, { actionId, settledAt: null }, { settledAt: at });
}

/** Where an action waits; undefined where it was sent nowhere. */
export const openOf = one(({ q, t }, given: Given<{ actionId: number }>) =>
	q
		.select()
		.from(t.referrals)
		.where(and(eq(t.referrals.actionId, given.actionId), isNull(t.referrals.settledAt)))
);

/** Everywhere an action was ever sent, the oldest first. */
export const ofAction = all(({ q, t }, given: Given<{ actionId: number }>) =>
	q
		.select()
		.from(t.referrals)
		.where(eq(t.referrals.actionId, given.actionId))
		.orderBy(asc(t.referrals.id))
);

/** What waits for one adjudicator waits for every one of them. */
export function* openToAll(tx: Queries, actionId: number): Steps<void> {
	yield* update(tx, tx.t.referrals, { actionId, settledAt: null }, { memberId: null });
}
