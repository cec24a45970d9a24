/** Where a case stands among its rater's cases, and where the rater goes from it. */
import { isOpen } from '#lib/domain/assignment.ts';
import { hasQualified, type Attempt } from '#lib/domain/qualification.ts';
import type { App } from '../app.ts';
import * as assignments from '../store/assignments.ts';
import type { Owned } from './own-case.ts';

export type Neighbours = {
	/** The case's place among the rater's cases of its kind in this study, from 1, and how many there are. */
	place: { index: number; of: number };
	/** The rater's next open case of this study, where there is one that may be begun. */
	nextAssignmentId: number | null;
};

/**
 * Qualification cases are counted apart. They lead to each other, and once the rater has qualified to the
 * ordinary cases.
 *
 * @param attempts the rater's record
 */
export async function neighbours(
	{ db }: App,
	{ assignment: { id, memberId }, studyId, gold, passMark }: Owned,
	attempts: readonly Attempt[]
): Promise<Neighbours> {
	const free = passMark === null || hasQualified(attempts);
	const siblings = await assignments.progress(db, studyId, memberId, gold ? 'gold' : 'ordinary');
	const index = siblings.findIndex((other) => other.id === id);
	const following =
		gold && free
			? await assignments.progress(db, studyId, memberId)
			: [...siblings.slice(index + 1), ...siblings.slice(0, index)];
	const next = following.find(
		({ state }) => isOpen(state) && (free || gold || state !== 'assigned')
	);
	return {
		place: { index: index + 1, of: siblings.length },
		nextAssignmentId: next?.id ?? null
	};
}
