/** Submitting a case, and the rater's second thought. */
import { z } from 'zod';
import { assertSubmittable, isOpen } from '#lib/domain/assignment.ts';
import { resultStands } from '#lib/domain/qualification.ts';
import { MAX_COMMENT } from '#lib/domain/rating.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as assignments from '../../store/assignments.ts';
import * as progress from '../../store/progress.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as trail from '../../store/trail.ts';
import { reopen, showAgain } from '../assigning/index.ts';
import { gradeIfComplete } from '../qualifying/index.ts';
import { assertReasons, isAskedAgain } from './former.ts';
import {
	assertNotShownAgain,
	locked,
	own,
	ownToChange,
	released,
	submitted,
	withdrawn
} from './own-case.ts';
import { wordsToSign } from './signing.ts';

const caseText = z
	.string()
	.max(MAX_COMMENT, `at most ${MAX_COMMENT.toLocaleString('en')} characters`);
const caseCommentSchema = z.object({ before: caseText, text: caseText }).strict();

const submissionSchema = z.object({
	/** The words a person signs, as their screen showed them; the English ones where a program says none. */
	meaning: z.string().optional(),
	/** The version of the assignment that the rater saw; a screen that does not know it may leave it out. */
	version: z.int32().nonnegative().optional()
});

/**
 * Submits a case under the rater's signature. Afterwards it can be read, not changed. With the last
 * qualification case the rater's answers to all of them are graded; without a pass, and with a try left,
 * they are all open again when this returns.
 *
 * @param submission the words that were signed, those of the round (`wordsToSign`), stored as they are; and the version
 *   of the assignment it is based on: where an answer was lost, the same again must not become another try
 * @returns when it was signed
 * @throws Refusal ('missing'), ('forbidden') before the rater has qualified, ('conflict') on a second
 *   submission, another version or a withdrawn case, ('invalid') where actions are left, a reason is missing or the
 *   words are others; ZodError for bad input
 */
export async function submitCase(
	app: App,
	actor: Actor,
	assignmentId: number,
	submission: unknown = {}
): Promise<{ submittedAt: number }> {
	const { meaning: given, version } = submissionSchema.parse(submission);
	return atomically(app.db, by(app, actor), function* (tx) {
		const owned = yield* ownToChange(tx, assignmentId, actor);
		const { assignment, studyId, lockedAt, withdrawnAt } = owned;
		if (withdrawnAt !== null) throw withdrawn();
		const words = wordsToSign(owned);
		const meaning = given ?? words.en;
		if (!Object.values(words).includes(meaning)) throw otherWords();
		// What is submitted already says so below: a page whose first try was not answered asks once more.
		if (isOpen(assignment.state)) {
			if (lockedAt !== null) throw locked();
			if (version !== undefined && version !== assignment.version) throw changed();
		}
		const counts = yield* progress.counts(tx, { id: assignmentId });
		assertSubmittable(assignment.state, counts!.rated, counts!.actions);
		if (isAskedAgain(owned)) yield* assertReasons(tx, owned);
		yield* assignments.update(tx, assignmentId, {
			state: 'submitted',
			submittedAt: tx.by.at,
			signedName: actor.name,
			signedMeaning: meaning,
			version: assignment.version + 1
		});
		yield* trail.record(tx, {
			studyId,
			what: 'assignment.submitted',
			subject: `assignment:${assignmentId}`,
			old: { state: assignment.state },
			new: { state: 'submitted', signedName: actor.name, signedMeaning: meaning }
		});
		const { memberId, roundId, repeat } = assignment;
		if (owned.gold) yield* gradeIfComplete(tx, { ...owned, memberId });
		// Agreement with oneself is measured where nobody was shown what they said before.
		else if (repeat === 0 && !isAskedAgain(owned))
			yield* showAgain(tx, { studyId, memberId, roundId });
		return { submittedAt: tx.by.at };
	});
}

function otherWords(): Refusal {
	return new Refusal(
		'invalid',
		'These are not words a case is signed with. Reload the case, then sign it.',
		{ code: 'signature-unknown' }
	);
}

function changed(): Refusal {
	return new Refusal(
		'conflict',
		'This case was submitted and opened again meanwhile. Read it as it is now, then sign it again.',
		{ code: 'case-changed' }
	);
}

/**
 * Takes a submission back: the rater had a second thought. Possible until the coordinator locks the round,
 * and of a qualification case until its result stands (`resultStands`).
 *
 * @throws Refusal ('missing'), ('conflict') where the case is not submitted or was withdrawn, the round is locked or
 *   the result stands
 */
export async function takeBack(app: App, actor: Actor, assignmentId: number): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const found = own(yield* assignments.withOwner(tx, { id: assignmentId }), actor, tx.by.at);
		if (found.assignment.releasedAt !== null) throw released();
		if (found.withdrawnAt !== null) throw withdrawn();
		yield* assertNotShownAgain(tx, found.assignment, tx.by.at);
		if (found.lockedAt !== null) throw locked();
		if (found.assignment.state !== 'submitted') {
			throw new Refusal('conflict', 'This case is not submitted; you can change it as it is.', {
				code: 'not-submitted'
			});
		}
		if (found.gold) {
			const { memberId } = found.assignment;
			const attempts = yield* qualifications.ofMember(tx, { memberId });
			if (resultStands(found, attempts)) {
				throw new Refusal('conflict', 'The result of your qualification stands.', {
					code: 'result-stands'
				});
			}
		}
		yield* reopen(tx, found, 'Taken back by the rater.');
	});
}

/**
 * Keeps what a rater has to say of a case as a whole.
 *
 * @param change the text as the rater last saw it, and as it should be
 * @throws Refusal ('missing'), ('forbidden') before the rater has qualified, ('conflict') with the stored
 *   text where it was changed elsewhere, the case is submitted or the round is locked; ZodError for a text
 *   that is too long
 */
export async function commentCase(
	app: App,
	actor: Actor,
	assignmentId: number,
	change: unknown
): Promise<{ text: string }> {
	const { before, text } = caseCommentSchema.parse(change);
	return atomically(app.db, by(app, actor), function* (tx) {
		const { assignment, studyId, lockedAt } = yield* ownToChange(tx, assignmentId, actor);
		if (assignment.comment === text) return { text };
		if (lockedAt !== null) throw locked();
		if (!isOpen(assignment.state)) {
			throw submitted();
		}
		if (assignment.comment !== before) {
			throw new Refusal('conflict', 'The comment on this case was changed elsewhere.', {
				code: 'comment-changed',
				detail: { text: assignment.comment }
			});
		}
		yield* assignments.update(tx, assignmentId, { comment: text });
		yield* trail.record(tx, {
			studyId,
			what: 'assignment.commented',
			subject: `assignment:${assignmentId}`,
			old: { comment: assignment.comment },
			new: { comment: text }
		});
		return { text };
	});
}
