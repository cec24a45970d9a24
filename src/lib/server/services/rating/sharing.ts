/** Which remarks a later round may show: those written when the field for them said that others may see them. */
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import type { Round } from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';

/**
 * The moment after which a remark was written to be shown in a round: when the study began to share remarks, as it
 * did when the round was opened.
 *
 * @returns milliseconds since 1970, UTC; -Infinity where it shared them from its beginning, Infinity where the
 *   round shows none
 */
export function* sharedAfter(
	tx: Queries,
	{ studyId, openedAt, sharesComments }: Round
): Steps<number> {
	if (!sharesComments) return Infinity;
	const changes = yield* trail.ofKind(tx, { studyId, what: 'study.changed' });
	const began = changes.findLast(
		(change) =>
			change.at <= openedAt && !change.old?.sharesComments && change.new?.sharesComments === true
	);
	return began?.at ?? -Infinity;
}
