/** One-time links: the first administrator's, an invitation, a new password. */
import { and, eq, gt, isNull } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';

export type Invitation = Tables['invitations']['$inferSelect'];

export async function open(
	{ q, t }: Queries,
	tokenHash: string,
	now: number
): Promise<Invitation | undefined> {
	const rows = await q
		.select()
		.from(t.invitations)
		.where(
			and(
				eq(t.invitations.tokenHash, tokenHash),
				isNull(t.invitations.usedAt),
				gt(t.invitations.expiresAt, now)
			)
		);
	return rows[0];
}

export function* insert(
	{ q, t }: Queries,
	invitation: Tables['invitations']['$inferInsert']
): Steps<void> {
	yield* run(q.insert(t.invitations).values(invitation));
}

/**
 * Marks a link as used.
 *
 * @returns the invitation, or undefined where it is unknown, used or expired
 */
export function* use(
	{ q, t }: Queries,
	tokenHash: string,
	now: number
): Steps<Invitation | undefined> {
	const rows = yield* run(
		q
			.update(t.invitations)
			.set({ usedAt: now })
			.where(
				and(
					eq(t.invitations.tokenHash, tokenHash),
					isNull(t.invitations.usedAt),
					gt(t.invitations.expiresAt, now)
				)
			)
			.returning()
	);
	return rows[0];
}

/** Makes every other open link of this person, or of the set-up, useless. */
export function* revokeOpen({ q, t }: Queries, userId: number | null, now: number): Steps<void> {
	yield* run(
		q
			.update(t.invitations)
			.set({ usedAt: now })
			.where(
				and(
					userId === null ? isNull(t.invitations.userId) : eq(t.invitations.userId, userId),
					isNull(t.invitations.usedAt)
				)
			)
	);
}
