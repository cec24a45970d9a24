/** What a ruling means for where its action was sent: settled once enough say the same, open again where they do not. */
import { standingOf, type RulingStanding } from '#lib/domain/ruling.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as referrals from '../../store/referrals.ts';
import type { Study } from '../../store/studies.ts';

type Wanting = Pick<Study, 'id' | 'rulingsWanted'>;

/**
 * Settles the referral of an action whose ruling holds; sends it to every adjudicator again where it holds no more.
 * One that was referred to one adjudicator is everybody's as soon as another one is needed.
 */
export function* settle(
	tx: Change,
	actionId: number,
	standing: RulingStanding,
	referral: referrals.Referral | undefined
): Steps<void> {
	const { at: createdAt, userId } = tx.by;
	if (standing.state === 'holds') {
		if (referral !== undefined) yield* referrals.settle(tx, actionId, createdAt);
	} else if (referral === undefined) {
		yield* referrals.send(tx, [{ actionId, to: 'adjudication', userId, createdAt }]);
	} else if (referral.memberId !== null) {
		yield* referrals.openToAll(tx, actionId);
	}
}

/** How many rulings of a study hold, wait for another or are apart, if so many adjudicators have to agree. */
export type Effect = Record<RulingStanding['state'], number>;

/** @param given the rulings that count now, the oldest first */
export function effectOf(given: readonly adjudications.Adjudication[], wanted: number): Effect {
	const effect: Effect = { holds: 0, waits: 0, apart: 0 };
	for (const theirs of Map.groupBy(given, ({ actionId }) => actionId).values()) {
		effect[standingOf(theirs, wanted)!.state] += 1;
	}
	return effect;
}

/**
 * Settles and opens anew what was sent to adjudication, where a study now wants another number of adjudicators. What
 * waits for a round stays there.
 */
export function* settleAnew(tx: Change, { id: studyId, rulingsWanted }: Wanting): Steps<void> {
	const given = yield* adjudications.ofStudy(tx, { studyId });
	const waiting = yield* referrals.waiting(tx, { studyId });
	const open = new Map(waiting.map((referral) => [referral.actionId, referral]));
	for (const [actionId, standing] of adjudications.standingsIn(given, rulingsWanted)) {
		const referral = open.get(actionId);
		if (referral?.to !== 'round') yield* settle(tx, actionId, standing, referral);
	}
}
