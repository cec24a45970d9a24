/**
 * A rater's hold on an assignment: it must be theirs, its round must not be locked, and where the study
 * requires qualification, an ordinary case is not begun before.
 */
import { hasQualified, type Attempt } from '#lib/domain/qualification.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor } from '../../app.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as qualifications from '../../store/qualifications.ts';
import type { Owned } from '../assigning/index.ts';

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
 * The assignment, if it is the actor's. Someone else's is as good as absent, and so is one in a study that the
 * actor has left.
 *
 * @param found what a look-up by id gave
 * @throws Refusal ('missing')
 */
export function own<T extends { userId: number; leftAt: number | null }>(
	found: T | undefined,
	actor: Actor
): T {
	if (found === undefined || found.userId !== actor.id || found.leftAt !== null) {
		throw noSuchCase();
	}
	return found;
}

/**
 * The same for whoever is about to change something in it. An ordinary case is not begun before its rater
 * has qualified; one that was begun goes on, so that nothing is lost where a coordinator requires
 * qualification in the middle of a round.
 *
 * @throws Refusal ('missing') or ('forbidden')
 */
export function* ownToChange(tx: Queries, assignmentId: number, actor: Actor): Steps<Owned> {
	const owned = own(yield* assignments.withOwner(tx, { id: assignmentId }), actor);
	if (!mustQualify(owned)) return owned;
	const { memberId } = owned.assignment;
	assertQualified(yield* qualifications.ofMember(tx, { memberId }));
	return owned;
}

/** True for an ordinary case that was not begun, in a study that requires qualification. */
export function mustQualify({ assignment, gold, passMark }: Owned): boolean {
	return passMark !== null && !gold && assignment.state === 'assigned';
}

/**
 * @param attempts the rater's record
 * @throws Refusal ('forbidden') where it holds neither a passed try nor an acceptance
 */
export function assertQualified(attempts: readonly Attempt[]): void {
	if (hasQualified(attempts)) return;
	throw new Refusal(
		'forbidden',
		'This case opens once you have qualified. My cases leads to the qualification cases: rate those first.',
		{ code: 'not-qualified' }
	);
}
