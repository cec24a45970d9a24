/** Saving a rating: each change with the line of its history, once, whatever is sent twice. */
import { isOpen, type AssignmentState } from '#lib/domain/assignment.ts';
import { EMPTY_RATING, type Source, type RatingValue } from '#lib/domain/rating.ts';
import { saveSchema, type Save } from '#lib/domain/rating-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { sha256 } from '../../auth/secrets.ts';
import { atomically } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as asked from '../../store/asked.ts';
import * as assignments from '../../store/assignments.ts';
import * as ratings from '../../store/ratings.ts';
import { locked, own, ownToChange, released, submitted } from './own-case.ts';
import { valueOf } from './values.ts';

export type Saved = { action: number; version: number; value: RatingValue; savedAt: number };

/** One save, and whose it is. */
type Saving = {
	assignment: {
		id: number;
		state: AssignmentState;
		/** The present version of the study's words. */
		wordsVersion: number;
	};
	userId: number;
	save: Save;
	/** Milliseconds since 1970, UTC: when it was made. */
	now: number;
	source: Source;
};

/**
 * Saves one change of one rating. The same operation again gives the same answer and changes nothing.
 *
 * @param input as saveSchema describes it
 * @returns the rating as it is on disk, after the commit
 * @throws Refusal ('missing') where the case is not the actor's; ('forbidden') where the rater has to qualify
 *   before beginning it; ('conflict') where it is submitted or was taken from the rater, the version has moved on (with the present
 *   rating as detail) or the operation was used for another change; ZodError for bad input
 */
export async function saveRating(
	app: App,
	actor: Actor,
	assignmentId: number,
	input: unknown
): Promise<Saved> {
	const save = saveSchema.parse(input);
	return atomically(app.db, by(app, actor), function* (tx) {
		const found = own(yield* assignments.toSave(tx, { id: assignmentId }), actor, tx.by.at);
		const { userId, state } = found;
		const [repeat, digest] = [
			yield* ratings.byOperation(tx, { operation: save.operation }),
			digestOf(found, save)
		];
		if (repeat !== undefined) return answerAgain(repeat, save.action, digest);
		if (found.releasedAt !== null) throw released();
		// Only a case that was not begun may have to wait for a qualification, and only one that was signed before
		// can be shown a second time.
		if (state === 'assigned' || state === 'reopened') yield* ownToChange(tx, assignmentId, actor);
		if (found.lockedAt !== null) throw locked();
		if (!isOpen(state)) throw submitted();
		yield* assertAsked(tx, assignmentId, save.action);
		const saving = { assignment: found, userId, save, now: tx.by.at, source: 'web' as const };
		const current = yield* ratings.find(tx, { assignmentId, actionId: save.action });
		if ((current?.version ?? 0) !== save.version) throw stale(save.action, current);
		const stored = yield* writeSave(tx, saving, current);
		return { action: save.action, version: stored.version, value: save.value, savedAt: tx.by.at };
	});
}

/** Refuses an action that the assignment does not ask: of another case, reworded, or left out of its round. */
function* assertAsked(tx: Queries, assignmentId: number, actionId: number): Steps<void> {
	if ((yield* asked.action(tx, { assignmentId, actionId })) !== undefined) return;
	throw new Refusal('missing', 'This action is not part of the case any more. Reload the case.', {
		code: 'action-gone'
	});
}

/**
 * The steps that write a save which is known to be right: the rating, the line of its history, the
 * assignment's state.
 *
 * @param current the rating as it stands; undefined where the action is not rated yet
 * @returns the rating as it is now
 */
function* writeSave(
	tx: Queries,
	{ assignment, userId, save, now, source }: Saving,
	current: ratings.Rating | undefined
): Steps<ratings.Rating> {
	const stored = yield* store(tx, { assignment, save, current, now });
	yield* ratings.addRevision(tx, {
		ratingId: stored.id,
		version: stored.version,
		operation: save.operation,
		digest: digestOf(assignment, save),
		old: current === undefined ? null : valueOf(current),
		new: save.value,
		activeMs: save.activeMs,
		userId,
		at: now,
		source,
		reason: null,
		words: wordsOf(save, assignment)
	});
	if (assignment.state === 'assigned') {
		yield* assignments.update(tx, assignment.id, { state: 'in-progress', startedAt: now });
	}
	return stored;
}

/**
 * What a save asks for, so that the same operation with another wish is told apart. Under which words it was
 * made is no part of the wish.
 */
export function digestOf(assignment: { id: number }, save: Save): string {
	return sha256(JSON.stringify([assignment.id, { ...save, words: undefined }]));
}

/** The version of the words that a save says its screen showed; null for one there is not: the rating still counts. */
function wordsOf({ words }: Save, { wordsVersion }: Saving['assignment']): number | null {
	return words === undefined || words === null || words > wordsVersion ? null : words;
}

function* store(
	tx: Queries,
	{
		assignment,
		save,
		current,
		now
	}: Pick<Saving, 'assignment' | 'save' | 'now'> & { current: ratings.Rating | undefined }
): Steps<ratings.Rating> {
	if (current === undefined) {
		return yield* ratings.insert(tx, {
			assignmentId: assignment.id,
			actionId: save.action,
			...save.value,
			activeMs: save.activeMs,
			version: 1,
			createdAt: now,
			updatedAt: now
		});
	}
	const updated = yield* ratings.update(tx, current.id, save.version, {
		...save.value,
		activeMs: current.activeMs + save.activeMs,
		updatedAt: now,
		untimed: false
	});
	if (updated === undefined) throw stale(save.action, current);
	return updated;
}

function answerAgain(revision: ratings.Revision, action: number, digest: string): Saved {
	if (revision.digest !== digest) {
		throw new Refusal(
			'conflict',
			'This operation id was used for another change. Send the change under a new id.',
			{ code: 'operation-reused' }
		);
	}
	return { action, version: revision.version, value: revision.new, savedAt: revision.at };
}

function stale(action: number, current: ratings.Rating | undefined): Refusal {
	return new Refusal(
		'conflict',
		'This rating was changed elsewhere, perhaps in another tab. Choose which of the two to keep.',
		{
			code: 'rating-changed',
			detail: {
				action,
				version: current?.version ?? 0,
				value: current === undefined ? EMPTY_RATING : valueOf(current)
			}
		}
	);
}
