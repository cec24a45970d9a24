/** One-time links: the first administrator's, an invitation, a new password. */
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Invitation = Tables['invitations']['$inferSelect'];

const stillOpen = ({ t }: Queries, given: Given<{ tokenHash: string; now: number }>) =>
	and(
		eq(t.invitations.tokenHash, given.tokenHash),
		isNull(t.invitations.usedAt),
		gt(t.invitations.expiresAt, given.now)
	);

/** The invitation of a link that was not used and has not expired. */
export const open = one((tx, given: Given<{ tokenHash: string; now: number }>) =>
	tx.q.select().from(tx.t.invitations).where(stillOpen(tx, given))
);

export function* insert(
	tx: Queries,
	invitation: Tables['invitations']['$inferInsert']
): Steps<void> {
	yield* rows.insert(tx, tx.t.invitations, invitation);
}

/**
 * Marks a link as used.
 *
 * @returns the invitation, or undefined where it is unknown, used or expired
 */
export function* use(tx: Queries, tokenHash: string, now: number): Steps<Invitation | undefined> {
	const found = yield* open(tx, { tokenHash, now });
	if (found === undefined) return undefined;
	const { id } = found;
	const [used] = yield* rows.update(tx, tx.t.invitations, { id, usedAt: null }, { usedAt: now });
	return used;
}

/** Makes every other open link of this person, or of the set-up, useless. */
export function* revokeOpen(tx: Queries, userId: number | null, now: number): Steps<void> {
	yield* rows.update(tx, tx.t.invitations, { userId, usedAt: null }, { usedAt: now });
}
