/**
 * Which actions an assignment asks: those of its case that its round asks. A first round asks every present
 * one; a later round may ask only some, named in `round_actions`. By qualification cases raters show what they can,
 * so they are asked whole in every round.
 */
import { and, eq, exists, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { isPresent } from './which.ts';

/** The condition on `actions` beside `rounds` in the same query. */
export function isAsked({ q, t }: Queries) {
	const named = q
		.select({ one: sql`1` })
		.from(t.roundActions)
		.where(and(eq(t.roundActions.roundId, t.rounds.id), eq(t.roundActions.actionId, t.actions.id)));
	const isGold = q
		.select({ one: sql`1` })
		.from(t.cases)
		.where(and(eq(t.cases.id, t.actions.caseId), eq(t.cases.gold, true)));
	return and(isPresent({ t }), or(eq(t.rounds.asks, 'all'), exists(named), exists(isGold)));
}
