/** One-time links to come in by, and the links that end reminders. */
import { and, asc, eq, gt, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { InvitationPurpose } from '../db/schema/access.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';

export type Invitation = Tables['invitations']['$inferSelect'];

/** What a link is for by which somebody comes in. */
export type EntrancePurpose = Exclude<InvitationPurpose, 'unsubscribe'>;
export type Entrance = Invitation & { purpose: EntrancePurpose };

/** The newest link of a person that was not used yet; it may have expired. */
export type OpenLink = Pick<Invitation, 'expiresAt' | 'openedAt'> & { invitedAt: number };

const isEntrance = ({ t }: Queries) => ne(t.invitations.purpose, 'unsubscribe');

const byToken = one((tx, given: Given<{ tokenHash: string }>) =>
	tx.q
		.select()
		.from(tx.t.invitations)
		.where(and(eq(tx.t.invitations.tokenHash, given.tokenHash), isEntrance(tx)))
);

/** A link to come in by, whether it still works or not. */
export function* entrance(tx: Queries, given: { tokenHash: string }): Steps<Entrance | undefined> {
	return (yield* byToken(tx, given)) as Entrance | undefined;
}

/** True for a link that was not used and has not expired. */
export const isOpen = ({ usedAt, expiresAt }: Invitation, now: number): boolean =>
	usedAt === null && expiresAt > now;

/** The invitation of a link to come in by that was not used and has not expired. */
export function* open(
	tx: Queries,
	{ tokenHash, now }: { tokenHash: string; now: number }
): Steps<Entrance | undefined> {
	const found = yield* entrance(tx, { tokenHash });
	return found !== undefined && isOpen(found, now) ? found : undefined;
}

/** Whom a link asks to send no more reminders; it works as often as it is followed. */
export const unsubscribing = one(({ q, t }, given: Given<{ tokenHash: string; now: number }>) =>
	q
		.select({ userId: t.invitations.userId })
		.from(t.invitations)
		.where(
			and(
				eq(t.invitations.tokenHash, given.tokenHash),
				eq(t.invitations.purpose, 'unsubscribe'),
				gt(t.invitations.expiresAt, given.now)
			)
		)
);

/** Of each of these people the newest link that was not used yet; those who have none are left out. */
export function* ofUsers(tx: Queries, userIds: number[]): Steps<Map<number, OpenLink>> {
	const { q, t } = tx;
	const unused = and(
		inArray(t.invitations.userId, userIds),
		isNull(t.invitations.usedAt),
		isEntrance(tx)
	);
	const found = yield* run(
		q
			.select({
				userId: t.invitations.userId,
				invitedAt: t.invitations.createdAt,
				openedAt: t.invitations.openedAt,
				expiresAt: t.invitations.expiresAt
			})
			.from(t.invitations)
			.where(unused)
			.orderBy(asc(t.invitations.id))
	);
	return new Map(found.map(({ userId, ...link }) => [userId!, link]));
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
export function* use(tx: Queries, tokenHash: string, now: number): Steps<Entrance | undefined> {
	const found = yield* open(tx, { tokenHash, now });
	if (found === undefined) return undefined;
	const { id } = found;
	const [used] = yield* rows.update(tx, tx.t.invitations, { id, usedAt: null }, { usedAt: now });
	return used as Entrance | undefined;
}

const revoked = all((tx, given: Given<{ userId: number; now: number }>) =>
	tx.q
		.update(tx.t.invitations)
		.set({ usedAt: sql`${given.now}` })
		.where(
			and(
				eq(tx.t.invitations.userId, given.userId),
				isNull(tx.t.invitations.usedAt),
				isEntrance(tx)
			)
		)
		.returning({ id: tx.t.invitations.id })
);

/** Makes every other open link of this person, or of the set-up, useless; those that end reminders stay. */
export function* revokeOpen(tx: Queries, userId: number | null, now: number): Steps<void> {
	if (userId !== null) yield* revoked(tx, { userId, now });
	else yield* rows.update(tx, tx.t.invitations, { userId, usedAt: null }, { usedAt: now });
}

/** Forgets the links that end reminders and have expired. */
export function* removeExpired({ q, t }: Queries, now: number): Steps<void> {
	const ended = and(eq(t.invitations.purpose, 'unsubscribe'), lte(t.invitations.expiresAt, now));
	yield* run(q.delete(t.invitations).where(ended) as Built<unknown>);
}
