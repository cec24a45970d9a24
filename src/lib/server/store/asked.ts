/**
 * Which actions an assignment asks: those of its case that its round asks. A first round asks every present
 * one; a later round may ask only some, named in `round_actions`. By qualification cases raters show what they can,
 * so they are asked whole in every round.
 */
import { and, eq, exists, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { one, type Given } from '../db/query.ts';
import { isPresent, isWording } from './which.ts';

/** The condition on `actions` beside `rounds` in the same query. */
export function isAsked(tx: Queries) {
	return and(isPresent(tx), isOfRound(tx));
}

/** The same of present actions and withdrawn ones. */
function isOfRound({ q, t }: Queries) {
	const named = q
		.select({ one: sql`1` })
		.from(t.roundActions)
		.where(and(eq(t.roundActions.roundId, t.rounds.id), eq(t.roundActions.actionId, t.actions.id)));
	const isGold = q
		.select({ one: sql`1` })
		.from(t.cases)
		.where(and(eq(t.cases.id, t.actions.caseId), eq(t.cases.gold, true)));
	return or(eq(t.rounds.asks, 'all'), exists(named), exists(isGold));
}

/**
 * An action as an assignment asks it, or would if it were not withdrawn; undefined for one that is of another case,
 * reworded, or left out of the round.
 */
export const action = one((tx, given: Given<{ assignmentId: number; actionId: number }>) => {
	const { q, t } = tx;
	return q
		.select({ id: t.actions.id })
		.from(t.assignments)
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.innerJoin(t.actions, eq(t.actions.caseId, t.assignments.caseId))
		.where(
			and(
				eq(t.assignments.id, given.assignmentId),
				eq(t.actions.id, given.actionId),
				isWording(tx),
				isOfRound(tx)
			)
		);
});
