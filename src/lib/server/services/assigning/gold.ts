/** The steps by which qualification cases reach raters. */
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as rounds from '../../store/rounds.ts';
import { make } from './assignment-steps.ts';

/**
 * Gives every rater who signs in and has not qualified the gold cases that are still lacking, in the newest
 * round. Nothing happens where the study requires no qualification, nor while the round is locked: they are
 * given when it is opened.
 */
export function* giveGoldCases(tx: Change, studyId: number): Steps<void> {
	const pairs = yield* qualifications.missing(tx, { studyId });
	if (pairs.length === 0) return;
	const round = yield* rounds.present(tx, studyId);
	if (round.closedAt !== null) return;
	yield* make(tx, { studyId, roundId: round.id, pairs });
}
