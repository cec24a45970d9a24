/** Which remarks a later round may show: those written when the field for them said that others may see them. */
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as former from '../../store/former.ts';
import type { Round } from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';

/**
 * Whether the remark of a rating of a case, by its id, was written to be shown in a round: when the study shared
 * remarks already, as it did when the round was opened. It was written when its text was changed last, whatever else
 * of the rating was saved since.
 */
export function* sharedIn(
	tx: Queries,
	{ studyId, openedAt, sharesComments }: Round,
	caseId: number
): Steps<(ratingId: number) => boolean> {
	if (!sharesComments) return () => false;
	const settings = yield* trail.ofKind(tx, { studyId, what: 'study.changed' });
	const began = settings.findLast(
		(change) =>
			change.at <= openedAt && !change.old?.sharesComments && change.new?.sharesComments === true
	);
	if (began === undefined) return () => true;
	const changes = yield* former.changes(tx, { caseId, after: began.at });
	const written = new Set(
		changes
			.filter((change) => (change.old?.comment ?? '').trim() !== change.new.comment.trim())
			.map(({ ratingId }) => ratingId)
	);
	return (ratingId) => written.has(ratingId);
}
