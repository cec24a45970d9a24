/** What of the actions of a study says whether each can be sent somewhere, or called back. */
import type { Sendable } from '#lib/domain/referral.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as ratings from '../../store/ratings.ts';
import * as referrals from '../../store/referrals.ts';
import * as rounds from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';

type Placed = Pick<referrals.Place, 'actionId' | 'caseId' | 'number'>;

/** @param ruledBy ids of the members who would rule */
export function* sendableOf(
	tx: Queries,
	study: Study,
	ruledBy: readonly number[]
): Steps<(place: Placed) => Sendable> {
	const waiting = yield* referrals.waiting(tx, { studyId: study.id });
	const ruled = yield* adjudications.ruled(tx, { studyId: study.id });
	const round = yield* rounds.present(tx, study.id);
	const unsigned =
		round.closedAt === null ? yield* referrals.unsigned(tx, { roundId: round.id }) : [];
	const rated: ReadonlySet<string>[] = [];
	for (const memberId of ruledBy) {
		rated.push(new Set((yield* ratings.everBy(tx, { memberId })).map(keyOf)));
	}
	const waitsAt = new Map(waiting.map(({ actionId, to }) => [actionId, to]));
	const ruledOn = new Set(ruled.map(({ actionId }) => actionId));
	const openCases = new Set(unsigned.map(({ caseId }) => caseId));
	return ({ actionId, caseId, number }) => ({
		waitsAt: waitsAt.get(actionId) ?? null,
		isRuled: ruledOn.has(actionId),
		isUnsigned: openCases.has(caseId),
		isOwn: rated.length > 0 && rated.every((theirs) => theirs.has(keyOf({ caseId, number })))
	});
}

/** An action however it is worded. */
const keyOf = ({ caseId, number }: Pick<Placed, 'caseId' | 'number'>) => `${caseId} ${number}`;
