/** What of the actions of a study says whether each can be sent somewhere, or called back. */
import type { Sendable } from '#lib/domain/referral.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as referrals from '../../store/referrals.ts';
import * as rounds from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';

/** @param ruledBy ids of the members who would rule */
export function* sendableOf(
	tx: Queries,
	study: Study,
	ruledBy: readonly number[]
): Steps<(actionId: number, caseId: number) => Sendable> {
	const waiting = yield* referrals.waiting(tx, { studyId: study.id });
	const ruled = yield* adjudications.ruled(tx, { studyId: study.id });
	const round = yield* rounds.present(tx, study.id);
	const unsigned =
		round.closedAt === null ? yield* referrals.unsigned(tx, { roundId: round.id }) : [];
	const rated: ReadonlySet<number>[] = [];
	for (const memberId of ruledBy) {
		const theirs = yield* referrals.actionsRatedBy(tx, { memberId });
		rated.push(new Set(theirs.map(({ actionId }) => actionId)));
	}
	const waitsAt = new Map(waiting.map(({ actionId, to }) => [actionId, to]));
	const ruledOn = new Set(ruled.map(({ actionId }) => actionId));
	const openCases = new Set(unsigned.map(({ caseId }) => caseId));
	return (actionId, caseId) => ({
		waitsAt: waitsAt.get(actionId) ?? null,
		isRuled: ruledOn.has(actionId),
		isUnsigned: openCases.has(caseId),
		isOwn: rated.length > 0 && rated.every((theirs) => theirs.has(actionId))
	});
}
