/** One-time links: the first administrator's, an invitation, a new password. */
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Steps } from '../db/steps.ts';

export type Invitation = Tables['invitations']['$inferSelect'];

/** What is on record of the links of a person that were not used. */
export type OpenLink = {
	/** When the newest was made. */
	invitedAt: number;
	/** Until when it works; that may be over. */
	expiresAt: number;
	/** When somebody first looked at where one of them leads; null where nobody has. */
	openedAt: number | null;
};

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

/** Of each of these people the links that were not used; those who have none are left out. */
export function* ofUsers({ q, t }: Queries, userIds: number[]): Steps<Map<number, OpenLink>> {
	const { userId, createdAt, expiresAt, openedAt, usedAt, id } = t.invitations;
	const found = yield* run(
		q
			.select({ userId, createdAt, expiresAt, openedAt })
			.from(t.invitations)
			.where(and(inArray(userId, userIds), isNull(usedAt)))
			.orderBy(asc(id))
	);
	const links = new Map<number, OpenLink>();
	for (const { userId: person, createdAt: invitedAt, ...link } of found) {
		const opened = link.openedAt ?? links.get(person!)?.openedAt ?? null;
		links.set(person!, { invitedAt, expiresAt: link.expiresAt, openedAt: opened });
	}
	return links;
}

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
