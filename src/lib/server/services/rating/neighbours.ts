/** Where a case stands among its rater's cases, and where the rater goes from it. */
import { isOpen } from '#lib/domain/assignment.ts';
import { hasQualified, type Attempt } from '#lib/domain/qualification.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import type { Owned } from '../assigning/index.ts';

export type Neighbours = {
	/** The case's place among the rater's cases of its kind in this round, from 1, and how many there are. */
	place: { index: number; of: number };
	/** The rater's next open case of this round, where there is one that may be begun. */
	nextAssignmentId: number | null;
};

/**
 * Qualification cases are counted apart. They lead to each other, and once the rater has qualified to the
 * ordinary cases.
 *
 * @param attempts the rater's record
 */
export function* neighbours(
	tx: Queries,
	{ assignment: { id, memberId, roundId }, gold, passMark }: Owned,
	attempts: readonly Attempt[]
): Steps<Neighbours> {
	const free = passMark === null || hasQualified(attempts);
	const mine = { memberId, roundId };
	const siblings = gold
		? yield* assignments.goldProgress(tx, mine)
		: yield* assignments.progress(tx, mine);
	const index = siblings.findIndex((other) => other.id === id);
	const following =
		gold && free
			? yield* assignments.progress(tx, mine)
			: [...siblings.slice(index + 1), ...siblings.slice(0, index)];
	const next = following.find(
		({ state }) => isOpen(state) && (free || gold || state !== 'assigned')
	);
	return {
		place: { index: index + 1, of: siblings.length },
		nextAssignmentId: next?.id ?? null
	};
}
