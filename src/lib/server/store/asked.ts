/**
 * Which actions an assignment asks: those of its case that its round asks. A first round asks every present
 * one; a later round may ask only some, named in `round_actions`.
 */
import { and, eq, exists, isNull, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';

/** The condition on `actions` beside `rounds` in the same query. */
export function isAsked({ q, t }: Queries) {
	const named = q
		.select({ one: sql`1` })
		.from(t.roundActions)
		.where(and(eq(t.roundActions.roundId, t.rounds.id), eq(t.roundActions.actionId, t.actions.id)));
	return and(isNull(t.actions.supersededAt), or(eq(t.rounds.asks, 'all'), exists(named)));
}
