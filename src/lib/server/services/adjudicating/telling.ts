/** Word to adjudicators that something waits for them. */
import { isPaused } from '#lib/domain/participation.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import type { App } from '../../app.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as mails from '../../store/mails.ts';
import * as members from '../../store/members.ts';
import * as mailing from '../mailing/index.ts';

/**
 * Tells adjudicators that actions were referred to them: one mail each, however many actions. Whoever was told
 * and has not had the mail yet, has not taken up the invitation, is paused or has left is told nothing; nor is
 * anybody where no mail server is set.
 *
 * @param memberIds of those to whom something was referred; null for every adjudicator of the study
 * @returns how many are told
 */
export function* tellAdjudicators(
	tx: Change,
	app: Pick<App, 'mail'>,
	study: { id: number },
	memberIds: readonly number[] | null
): Steps<number> {
	if (!mailing.isOn(app)) return 0;
	const waiting = yield* mails.waitingOf(tx, { studyId: study.id, kind: 'rulings-wait' });
	const told = new Set(waiting.map(({ userId }) => userId));
	const toTell = (yield* members.ofStudy(tx, { studyId: study.id })).filter(
		(member) =>
			isAdjudicator(member) &&
			(memberIds === null || memberIds.includes(member.id)) &&
			member.email !== null &&
			member.joined &&
			member.leftAt === null &&
			member.disabledAt === null &&
			!isPaused(member, tx.by.at) &&
			!told.has(member.userId)
	);
	for (const { userId } of toTell) {
		yield* mailing.queue(tx, { kind: 'rulings-wait', studyId: study.id, userId });
	}
	return toTell.length;
}
