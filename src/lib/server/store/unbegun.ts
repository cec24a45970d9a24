/**
 * An assignment that nobody has begun, as columns of a selection that is inserted: an insertion from a selection
 * names every column, and its database must be told the type of each that holds nothing.
 */
import { sql } from 'drizzle-orm';
import type { Given } from '../db/query.ts';

/** @param at when it is made, in milliseconds since 1970 */
export function unbegun(at: Given<{ at: number }>['at']) {
	return {
		state: sql<'assigned'>`'assigned'`.as('state'),
		comment: sql<string>`''`.as('comment'),
		version: sql<number>`0`.as('version'),
		createdAt: sql<number>`cast(${at} as bigint)`.as('created_at'),
		startedAt: sql<null>`cast(null as bigint)`.as('started_at'),
		submittedAt: sql<null>`cast(null as bigint)`.as('submitted_at'),
		signedName: sql<null>`cast(null as text)`.as('signed_name'),
		signedMeaning: sql<null>`cast(null as text)`.as('signed_meaning'),
		repeat: sql<number>`0`.as('repeat'),
		availableAt: sql<null>`cast(null as bigint)`.as('available_at'),
		releasedAt: sql<null>`cast(null as bigint)`.as('released_at'),
		releaseReason: sql<null>`cast(null as text)`.as('release_reason'),
		counts: sql<boolean>`true`.as('counts')
	};
}
