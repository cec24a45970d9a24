/**
 * A rater's hold on an assignment: it must be theirs and not taken from them, its round must not be locked, and
 * where the study requires qualification, an ordinary case is not begun before. A second time of a case is not there
 * before its day, and while it is being rated the first is out of sight.
 */
import { isOpen } from '#lib/domain/assignment.ts';
import { hasQualified, type Attempt } from '#lib/domain/qualification.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor } from '../../app.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as qualifications from '../../store/qualifications.ts';
import type { Owned } from '../assigning/index.ts';

/** Refuses a rater who would change something after the coordinator has closed the round. */
export function locked(): Refusal {
	return new Refusal(
		'conflict',
		'The coordinator has closed this round: nothing in it changes any more.',
		{ code: 'round-locked' }
	);
}

/** Refuses a rater who would change a case that is signed. */
export function submitted(): Refusal {
	return new Refusal('conflict', 'This case is submitted and can no longer be changed.', {
		code: 'case-submitted'
	});
}

/** Refuses a rater who would change a case that the coordinator has taken from them. */
export function released(): Refusal {
	return new Refusal(
		'conflict',
		'The coordinator has taken this case from your list. What you rated until then is kept under your name. ' +
			'Nothing more can be changed, and there is nothing left for you to do here.',
		{ code: 'case-released' }
	);
}

/** Refuses a rater who would sign a case that the coordinator has withdrawn from the study. */
export function withdrawn(): Refusal {
	return new Refusal(
		'conflict',
		'This case was withdrawn from the study, so there is nothing more to rate or sign here. What you rated is kept.',
		{ code: 'case-withdrawn' }
	);
}

/** Refuses whoever asks for a case that does not exist, or is someone else's: the two look the same. */
export function noSuchCase(): Refusal {
	return new Refusal('missing', 'There is no such case among yours.', { code: 'case-missing' });
}

/** What says whether an assignment is there for its rater yet. */
type Due = Pick<assignments.Assignment, 'repeat' | 'availableAt'>;

const isDue = ({ repeat, availableAt }: Due, now: number) =>
	repeat === 0 || (availableAt !== null && availableAt <= now);

/**
 * The assignment, if it is the actor's. Someone else's is as good as absent, and so are a second time before its day
 * and one in a study that the actor has left.
 *
 * @param found what a look-up by id gave
 * @param now milliseconds since 1970, UTC
 * @throws Refusal ('missing')
 */
export function own<
	T extends { userId: number; leftAt: number | null } & (Due | { assignment: Due })
>(found: T | undefined, actor: Actor, now: number): T {
	if (found === undefined || found.userId !== actor.id || found.leftAt !== null) {
		throw noSuchCase();
	}
	if (!isDue('assignment' in found ? found.assignment : found, now)) throw noSuchCase();
	return found;
}

/**
 * Refuses the first time of a case while the same rater has the second to rate: its answers would no longer be
 * given afresh.
 *
 * @throws Refusal ('forbidden')
 */
export function* assertNotShownAgain(
	tx: Queries,
	first: assignments.Assignment,
	now: number
): Steps<void> {
	// Only what was signed is shown a second time.
	if (first.repeat !== 0 || !['submitted', 'reopened'].includes(first.state)) return;
	const second = yield* assignments.findRepeat(tx, first);
	if (second === undefined || !isOpen(second.state)) return;
	if (second.releasedAt !== null || !isDue(second, now)) return;
	throw new Refusal(
		'forbidden',
		'You are being shown this case a second time, and your first answers would get in the way. You can open ' +
			'them again once the second time is signed.',
		{ code: 'case-shown-again' }
	);
}

/**
 * The same for whoever is about to change something in it. An ordinary case is not begun before its rater
 * has qualified; one that was begun goes on, so that nothing is lost where a coordinator requires
 * qualification in the middle of a round.
 *
 * @throws Refusal ('missing'), ('forbidden') or, where the case was taken from the rater, ('conflict')
 */
export function* ownToChange(tx: Change, assignmentId: number, actor: Actor): Steps<Owned> {
	const found = yield* assignments.withOwner(tx, { id: assignmentId });
	const owned = own(found, actor, tx.by.at);
	if (owned.assignment.releasedAt !== null) throw released();
	yield* assertNotShownAgain(tx, owned.assignment, tx.by.at);
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
