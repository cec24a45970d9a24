/** One-time links: the first administrator's, an invitation, a new password. */
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
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

/** The invitation of a link, whether it still works or not. */
export const byToken = one(({ q, t }, given: Given<{ tokenHash: string }>) =>
	q.select().from(t.invitations).where(eq(t.invitations.tokenHash, given.tokenHash))
);

/** True for a link that was not used and has not expired. */
export const isOpen = ({ usedAt, expiresAt }: Invitation, now: number): boolean =>
	usedAt === null && expiresAt > now;

/** The invitation of a link that was not used and has not expired. */
export function* open(
	tx: Queries,
	{ tokenHash, now }: { tokenHash: string; now: number }
): Steps<Invitation | undefined> {
	const found = yield* byToken(tx, { tokenHash });
	return found !== undefined && isOpen(found, now) ? found : undefined;
}

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

/** Remembers that somebody has looked at where a link leads; only the first time counts. */
export function* setOpened(tx: Queries, tokenHash: string, openedAt: number): Steps<void> {
	const where = { tokenHash, usedAt: null, openedAt: null };
	yield* rows.update(tx, tx.t.invitations, where, { openedAt });
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
