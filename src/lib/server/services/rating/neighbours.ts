/** Where a case stands among its rater's cases, and where the rater goes from it. */
import { isOpen } from '#lib/domain/assignment.ts';
import { hasQualified, type Attempt } from '#lib/domain/qualification.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as progress from '../../store/progress.ts';
import type { Owned } from '../assigning/index.ts';

export type Neighbours = {
	/**
	 * The case's place among the rater's cases of its kind in this round, from 1, and how many there are; null for
	 * one that was taken from the rater.
	 */
	place: { index: number; of: number } | null;
	/** The rater's next open case of this round, where there is one that may be begun. */
	nextAssignmentId: number | null;
};

/**
 * Qualification cases are counted apart. They lead to each other, and once the rater has qualified to the
 * ordinary cases.
 *
 * @param attempts the rater's record
 * @param now milliseconds since 1970, UTC
 */
export function* neighbours(
	tx: Queries,
	{ assignment: { id, memberId, roundId }, gold, passMark }: Owned,
	attempts: readonly Attempt[],
	now: number
): Steps<Neighbours> {
	const free = passMark === null || hasQualified(attempts);
	const mine = { memberId, roundId, now };
	const siblings = gold
		? yield* progress.goldOfMember(tx, mine)
		: yield* progress.ofMember(tx, mine);
	const index = siblings.findIndex((other) => other.id === id);
	const following =
		gold && free
			? yield* progress.ofMember(tx, mine)
			: [...siblings.slice(index + 1), ...siblings.slice(0, index)];
	const again = new Set(
		following.filter(({ repeat, state }) => repeat > 0 && isOpen(state)).map(({ caseId }) => caseId)
	);
	const next = following.find(
		({ state, repeat, caseId }) =>
			isOpen(state) &&
			(free || gold || state !== 'assigned') &&
			// The first time of a case is out of sight while the second is to be rated.
			(repeat > 0 || !again.has(caseId))
	);
	return {
		place: index < 0 ? null : { index: index + 1, of: siblings.length },
		nextAssignmentId: next?.id ?? null
	};
}
