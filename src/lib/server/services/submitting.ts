/** Submitting a case, and the ways back: the rater's second thought, and the coordinator's reopening. */
import { z } from 'zod';
import { assertSubmittable, isOpen } from '#lib/domain/assignment.ts';
import { MAX_COMMENT } from '#lib/domain/rating.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import type { Actor, App } from '../app.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import { requireCoordinator } from './access.ts';
import { locked, own, submitted } from './own-case.ts';

const caseText = z
	.string()
	.max(MAX_COMMENT, `at most ${MAX_COMMENT.toLocaleString('en')} characters`);
const caseCommentSchema = z.object({ before: caseText, text: caseText }).strict();

/** The words a person signs, as their screen showed them; the English ones where a program says none. */
const submissionSchema = z.object({ meaning: z.string().default(SIGNATURE_MEANINGS.en) });

/**
 * Submits a case under the rater's signature. Afterwards it can be read, not changed.
 *
 * @param submission the words that were signed: one of SIGNATURE_MEANINGS, stored as it is
 * @returns when it was signed
 * @throws Refusal ('missing'), ('conflict') on a second submission, ('invalid') where actions are left or
 *   the words are others
 */
export async function submitCase(
	app: App,
	actor: Actor,
	assignmentId: number,
	submission: unknown = {}
): Promise<{ submittedAt: number }> {
	const { meaning } = submissionSchema.parse(submission);
	if (!Object.values(SIGNATURE_MEANINGS).includes(meaning)) {
		throw new Refusal(
			'invalid',
			'These are not words a case is signed with. Reload the case, then sign it.',
			{ code: 'signature-unknown' }
		);
	}
	const now = app.now();
	return atomically(app.db, function* (tx) {
		const { assignment, studyId, lockedAt } = own(
			yield* run(assignments.withOwner(tx, assignmentId)),
			actor
		);
		if (lockedAt !== null) throw locked();
		const [counts] = yield* run(assignments.counts(tx, assignment));
		assertSubmittable(assignment.state, counts!.rated, counts!.actions);
		yield* assignments.update(tx, assignmentId, {
			state: 'submitted',
			submittedAt: now,
			signedName: actor.name,
			signedMeaning: meaning,
			version: assignment.version + 1
		});
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId,
			what: 'assignment.submitted',
			subject: `assignment:${assignmentId}`,
			old: { state: assignment.state },
			new: { state: 'submitted', signedName: actor.name, signedMeaning: meaning }
		});
		return { submittedAt: now };
	});
}

/**
 * Takes a submission back: the rater had a second thought. Possible until the coordinator locks the round.
 *
 * @throws Refusal ('missing'), ('conflict') where the case is not submitted or the round is locked
 */
export async function takeBack(app: App, actor: Actor, assignmentId: number): Promise<void> {
	const now = app.now();
	await atomically(app.db, function* (tx) {
		const found = own(yield* run(assignments.withOwner(tx, assignmentId)), actor);
		if (found.lockedAt !== null) throw locked();
		if (found.assignment.state !== 'submitted') {
			throw new Refusal('conflict', 'This case is not submitted; you can change it as it is.', {
				code: 'not-submitted'
			});
		}
		yield* reopen(tx, found, { now, actorId: actor.id, reason: 'Taken back by the rater.' });
	});
}

/**
 * Keeps what a rater has to say of a case as a whole.
 *
 * @param change the text as the rater last saw it, and as it should be
 * @throws Refusal ('missing'), ('conflict') with the stored text where it was changed elsewhere, the case
 *   is submitted or the round is locked; ZodError for a text that is too long
 */
export async function commentCase(
	app: App,
	actor: Actor,
	assignmentId: number,
	change: unknown
): Promise<{ text: string }> {
	const { before, text } = caseCommentSchema.parse(change);
	const now = app.now();
	return atomically(app.db, function* (tx) {
		const { assignment, studyId, lockedAt } = own(
			yield* run(assignments.withOwner(tx, assignmentId)),
			actor
		);
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
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId,
			what: 'assignment.commented',
			subject: `assignment:${assignmentId}`,
			old: { comment: assignment.comment },
			new: { comment: text }
		});
		return { text };
	});
}

/**
 * Opens a submitted case again for its rater. The signature is void; the ratings stay.
 *
 * @param reason why, for the trail
 * @throws Refusal ('invalid') without a reason, ('conflict') where it is not submitted
 */
export async function reopenCase(
	app: App,
	actor: Actor,
	slug: string,
	assignmentId: number,
	reason: string
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const why = reason.trim();
	if (why === '') throw new Refusal('invalid', 'Say why the case is opened again.');
	const now = app.now();
	await atomically(app.db, function* (tx) {
		const [found] = yield* run(assignments.withOwner(tx, assignmentId));
		if (found === undefined || found.studyId !== study.id) {
			throw new Refusal('missing', 'There is no such assignment in this study.');
		}
		if (found.assignment.state !== 'submitted') {
			throw new Refusal(
				'conflict',
				'This case is not submitted, so its rater can still change it.'
			);
		}
		yield* reopen(tx, found, { now, actorId: actor.id, reason: why });
	});
}

/** The steps of reopening: state back, signature void, a line in the trail. */
export function* reopen(
	tx: Queries,
	{ assignment, studyId }: { assignment: assignments.Assignment; studyId: number },
	{ now, actorId, reason }: { now: number; actorId: number | null; reason: string }
): Steps<void> {
	yield* assignments.update(tx, assignment.id, {
		state: 'reopened',
		submittedAt: null,
		signedName: null,
		signedMeaning: null,
		version: assignment.version + 1
	});
	yield* audit.record(tx, {
		at: now,
		userId: actorId,
		studyId,
		what: 'assignment.reopened',
		subject: `assignment:${assignment.id}`,
		old: {
			state: assignment.state,
			signedName: assignment.signedName,
			submittedAt: assignment.submittedAt
		},
		new: { state: 'reopened' },
		reason
	});
}
