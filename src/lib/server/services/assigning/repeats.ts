/**
 * The steps by which a case is shown to its rater a second time, days after the first was signed. A second time is
 * outside k: it takes no place, and is in no figure but the rater's agreement with oneself.
 */
import { availableFrom, chosenAgain } from '#lib/domain/repeats.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import type { Assignment } from '../../store/assignments.ts';
import * as assignments from '../../store/assignments.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';

/**
 * Plans second times for a rater who has just signed a case, so that the study's share of the rater's cases is
 * shown again. Each is due so many days after its first was signed. In a later round there are none: it asks again by
 * itself, and nobody would answer it independently.
 */
export function* showAgain(
	tx: Change,
	{ studyId, memberId, roundId }: { studyId: number; memberId: number; roundId: number }
): Steps<void> {
	const { repeatShare, repeatGapDays } = (yield* studies.byId(tx, { id: studyId }))!;
	if (repeatShare === 0) return;
	const { number } = (yield* rounds.byId(tx, { id: roundId }))!;
	if (number > 1) return;
	const times = yield* assignments.timesOf(tx, { memberId, roundId });
	const firsts = times.filter(({ repeat, releasedAt }) => repeat === 0 && releasedAt === null);
	const seconds = new Map(
		times.filter(({ repeat }) => repeat === 1).map((second) => [second.caseId, second])
	);
	const chosen = chosenAgain(
		firsts.map(({ caseId }) => caseId),
		{ memberId, roundId },
		repeatShare,
		new Set(seconds.keys())
	);
	for (const { caseId, submittedAt } of firsts) {
		if (submittedAt === null || !chosen.has(caseId)) continue;
		const availableAt = availableFrom(submittedAt, repeatGapDays);
		const second = seconds.get(caseId);
		if (second === undefined) {
			yield* makeSecond(tx, studyId, { caseId, memberId, roundId, availableAt });
		} else if (second.state === 'assigned' && second.availableAt === null) {
			yield* assignments.update(tx, second.id, { availableAt });
		}
	}
}

function* makeSecond(
	tx: Change,
	studyId: number,
	given: { caseId: number; memberId: number; roundId: number; availableAt: number }
): Steps<void> {
	const { caseId, memberId, availableAt } = given;
	const row = { ...given, repeat: 1, state: 'assigned' as const, createdAt: tx.by.at };
	const [made] = yield* assignments.insert(tx, [row]);
	yield* trail.record(tx, {
		studyId,
		what: 'assignment.made',
		subject: `assignment:${made!.id}`,
		new: { caseId, memberId, repeat: 1, availableAt }
	});
}

/** Has a second time that was not begun wait until the first, which was just opened again, is signed again. */
export function* putOff(tx: Change, first: Assignment): Steps<void> {
	if (first.repeat !== 0) return;
	const second = yield* assignments.findRepeat(tx, first);
	if (second?.state !== 'assigned') return;
	yield* assignments.update(tx, second.id, { availableAt: null });
}
