/** The mails that other subjects ask for in their own changes. */
import { isPaused } from '#lib/domain/participation.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '../../app.ts';
import * as links from '../../auth/links.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as mails from '../../store/mails.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import { queue, queueAll } from './queueing.ts';

/**
 * Invites somebody to a study by mail: to choose a password, by a link that is made when the mail leaves, or to
 * sign in with the account there is. Links that the person was given before open nothing any more, and an
 * invitation that still waits is not sent.
 *
 * @returns the id of the mail
 * @throws Refusal ('invalid') where no mail can be sent
 */
export function* invite(
	tx: Change,
	app: Pick<App, 'mail'>,
	{ studyId, userId }: { studyId: number; userId: number }
): Steps<number> {
	if (app.mail === null) {
		throw new Refusal('invalid', 'No mail server is set, so no mail can be sent. Copy the link.');
	}
	yield* links.revoke(tx, userId);
	yield* mails.dropWaiting(tx, { kind: 'invitation', userId, why: 'A newer invitation was sent.' });
	return yield* queue(tx, { kind: 'invitation', studyId, userId });
}

/** Which mail tells somebody of the cases of a round. */
export const kindOfRound = ({ number }: { number: number }) =>
	number === 1 ? 'round-opened' : 'next-round';

type Given = { studyId: number; memberIds: readonly number[] };

/**
 * Tells members that cases were given to them, as far as they can be told: in a later round in other words than in
 * the first.
 *
 * @returns how many are told
 */
export function* tellOpened(
	tx: Change,
	app: Pick<App, 'mail'>,
	{ studyId, memberIds }: Given
): Steps<number> {
	const userIds = yield* toTell(tx, app, { studyId, memberIds, now: tx.by.at });
	const kind = kindOfRound(yield* rounds.present(tx, studyId));
	yield* queueAll(tx, { kind, studyId, userIds });
	return userIds.length;
}

/**
 * Those of the members who can be told of new cases. That is nobody who has not taken up the invitation yet (the
 * mail would lead to a door without a key), has left, is paused or was told and the mail still waits; and nobody
 * at all where no mail server is set.
 *
 * @returns ids of their accounts
 */
export function* toTell(
	tx: Queries,
	app: Pick<App, 'mail'>,
	{ studyId, memberIds, now }: Given & { now: number }
): Steps<number[]> {
	if (app.mail === null) return [];
	const chosen = new Set(memberIds);
	const told = new Set<number>();
	for (const kind of ['round-opened', 'next-round'] as const) {
		for (const { userId } of yield* mails.waitingOf(tx, { studyId, kind })) told.add(userId);
	}
	return (yield* members.ofStudy(tx, { studyId }))
		.filter(
			(member) =>
				chosen.has(member.id) &&
				members.canRate(member) &&
				member.joined &&
				!isPaused(member, now) &&
				!told.has(member.userId)
		)
		.map(({ userId }) => userId);
}
