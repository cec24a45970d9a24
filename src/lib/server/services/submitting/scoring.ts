/** Scoring what was sent: asked for as an errand, and done by a job. */
import { z } from 'zod';
import type { JsonObject } from '#lib/domain/case.ts';
import { by, INSTALLATION } from '../../app.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as submissions from '../../store/submissions.ts';
import { computeBaselines } from '../boards/index.ts';
import { send, type ErrandWork, type Unfinished } from '../errands/index.ts';
import { scoreSubmission } from './score.ts';

/** What the errand keeps: whose figures are wanted. */
const askedSchema = z.union([
	z.object({ submission: z.number().int() }),
	z.object({ board: z.number().int() })
]);

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

/**
 * What the job does: it scores a submission, or the baselines of a board. Begun again after an attempt that ended in
 * the middle, it starts anew; what is scored already stays.
 */
export const carryOut: ErrandWork = async (app, { slug, asked }, course) => {
	const wanted = askedSchema.parse(asked);
	if ('submission' in wanted) {
		const of = { slug, submissionId: wanted.submission };
		const state = await scoreSubmission(app, of, course);
		return { ...wanted, state } satisfies JsonObject;
	}
	await computeBaselines(app, { slug, boardId: wanted.board }, course);
	return wanted satisfies JsonObject;
};

/** What becomes of a submission whose scoring ended without figures. */
export const unfinished: Unfinished = async (app, asked, message) => {
	const wanted = askedSchema.parse(asked);
	if (!('submission' in wanted)) return;
	await atomically(app.db, by(app, INSTALLATION), (tx) =>
		submissions.move(
			tx,
			{ id: wanted.submission, seen: 'scoring' },
			{ state: 'failed', reason: message }
		)
	);
};
