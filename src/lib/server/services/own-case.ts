/** A rater's hold on an assignment: it must be theirs, and its round must not be locked. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor } from '../app.ts';
import type { Assignment } from '../store/assignments.ts';

/** An assignment with whose it is, as `assignments.withOwner` finds it. */
export type Owned = {
	assignment: Assignment;
	userId: number;
	studyId: number;
	lockedAt: number | null;
};

/** Said to a rater who would change something after the coordinator has locked the round. */
export const LOCKED = 'The coordinator has locked this round: nothing in it changes any more.';

/**
 * The assignment, if it is the actor's. Someone else's is as good as absent.
 *
 * @param found what a look-up by id gave
 * @throws Refusal ('missing')
 */
export function own(found: readonly Owned[], actor: Actor): Owned {
	const [first] = found;
	if (first === undefined || first.userId !== actor.id) {
		throw new Refusal('missing', 'There is no such case among yours.');
	}
	return first;
}
