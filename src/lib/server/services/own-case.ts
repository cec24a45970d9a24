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

/** Refuses a rater who would change something after the coordinator has locked the round. */
export function locked(): Refusal {
	return new Refusal(
		'conflict',
		'The coordinator has locked this round: nothing in it changes any more.',
		{ code: 'round-locked' }
	);
}

/** Refuses a rater who would change a case that is signed. */
export function submitted(): Refusal {
	return new Refusal('conflict', 'This case is submitted and can no longer be changed.', {
		code: 'case-submitted'
	});
}

/** Refuses whoever asks for a case that does not exist, or is someone else's: the two look the same. */
export function noSuchCase(): Refusal {
	return new Refusal('missing', 'There is no such case among yours.', { code: 'case-missing' });
}

/**
 * The assignment, if it is the actor's. Someone else's is as good as absent.
 *
 * @param found what a look-up by id gave
 * @throws Refusal ('missing')
 */
export function own(found: readonly Owned[], actor: Actor): Owned {
	const [first] = found;
	if (first === undefined || first.userId !== actor.id) {
		throw noSuchCase();
	}
	return first;
}
