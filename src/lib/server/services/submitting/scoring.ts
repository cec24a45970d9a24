/** Scoring what was sent: asked for as an errand, and done by a job. */
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import { send } from '../errands/index.ts';

/**
 * Asks within a change for a submission in the state `scoring` to be scored: it begins once that is committed, with
 * the parts of its file kept before. The guard is the caller's.
 *
 * @returns the id of the errand, by which it is watched and stopped
 */
export function* sendToScoring(
	tx: Change,
	{ studyId, submissionId }: { studyId: number; submissionId: number }
): Steps<string> {
	return yield* send(tx, { studyId, kind: 'score', asked: { submission: submissionId } });
}
