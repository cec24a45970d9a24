/** What a qualification case tells its rater: the result in numbers, and the key only once it is of no use. */
import {
	hasQualified,
	standingOf,
	type Attempt,
	type Standing
} from '#lib/domain/qualification.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { ActionRow } from '../../store/cases.ts';
import type { Owned } from '../assigning/index.ts';

export type ShownQualification = {
	standing: Standing;
	/** In per cent; null where the study requires no qualification any more. */
	passMark: number | null;
	/** The reference score of each action by its id: of a submitted case, to a rater who has qualified. */
	key: Record<number, Score> | null;
};

/**
 * @param attempts the rater's record
 * @param actions the present actions of the case
 * @returns null for an ordinary case
 */
export function shownQualification(
	owned: Owned,
	attempts: readonly Attempt[],
	actions: readonly ActionRow[]
): ShownQualification | null {
	const { assignment, gold, passMark } = owned;
	if (!gold) return null;
	const open = assignment.state === 'submitted' && hasQualified(attempts);
	return {
		standing: standingOf(owned, attempts),
		passMark,
		key: open ? keyOf(actions) : null
	};
}

function keyOf(actions: readonly ActionRow[]): Record<number, Score> {
	return Object.fromEntries(
		actions.flatMap(({ id, referenceScore }) =>
			referenceScore === null ? [] : [[id, referenceScore]]
		)
	);
}
