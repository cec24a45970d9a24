/** The rounds of a study: 1 is independent; a later one may ask only some actions again. */
import { and, asc, desc, eq } from 'drizzle-orm';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import { isPresent } from './which.ts';

export type Round = Tables['rounds']['$inferSelect'];
type NewRound = Tables['rounds']['$inferInsert'];

/** The rounds of a study, the newest last. */
export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q.select().from(t.rounds).where(eq(t.rounds.studyId, given.studyId)).orderBy(asc(t.rounds.number))
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.rounds).where(eq(t.rounds.id, given.id))
);

const newest = one(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select()
		.from(t.rounds)
		.where(eq(t.rounds.studyId, given.studyId))
		.orderBy(desc(t.rounds.number))
		.limit(1)
);

/** The newest round of a study. Every study has one from its first moment. */
export function* present(tx: Queries, studyId: number): Steps<Round> {
	const round = yield* newest(tx, { studyId });
	if (round === undefined) throw new Error(`Study ${studyId} has no round.`);
	return round;
}

/**
 * The round of this number in a study.
 *
 * @throws Refusal ('missing') where there is none
 */
export function* numbered(tx: Queries, studyId: number, number: number): Steps<Round> {
	const found = (yield* ofStudy(tx, { studyId })).find((round) => round.number === number);
	if (found !== undefined) return found;
	throw new Refusal('missing', `This study has no round ${number}.`);
}

/** The cases of which a round that asks only some actions asks any. */
export const casesAsked = all(({ q, t }, given: Given<{ roundId: number }>) =>
	q
		.selectDistinct({ caseId: t.actions.caseId })
		.from(t.roundActions)
		.innerJoin(t.actions, eq(t.actions.id, t.roundActions.actionId))
		.where(and(eq(t.roundActions.roundId, given.roundId), isPresent({ t })))
);

/** Undefined where such a round asks no action of a case. */
export const anyAsked = one(({ q, t }, given: Given<{ roundId: number; caseId: number }>) =>
	q
		.select({ actionId: t.roundActions.actionId })
		.from(t.roundActions)
		.innerJoin(t.actions, eq(t.actions.id, t.roundActions.actionId))
		.where(
			and(
				eq(t.roundActions.roundId, given.roundId),
				eq(t.actions.caseId, given.caseId),
				isPresent({ t })
			)
		)
		.limit(1)
);

export function* open(tx: Queries, round: NewRound): Steps<Round> {
	return yield* rows.insert(tx, tx.t.rounds, round);
}

/** Changes a round, and raises its version. */
export function* update(
	tx: Queries,
	{ id, version }: Pick<Round, 'id' | 'version'>,
	change: Partial<NewRound>
): Steps<void> {
	yield* rows.update(tx, tx.t.rounds, { id }, { ...change, version: version + 1 });
}

/** Names the actions that a round asks. */
export function* ask(tx: Queries, roundId: number, actionIds: readonly number[]): Steps<void> {
	yield* rows.insertMany(
		tx,
		tx.t.roundActions,
		actionIds.map((actionId) => ({ roundId, actionId }))
	);
}
