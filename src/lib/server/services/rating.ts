/** Rating a case: open it, and save each change. */
import { isOpen, type AssignmentState } from '#lib/domain/assignment.ts';
import { byCategoryThenNumber, specialtyName } from '#lib/domain/case.ts';
import type { Language } from '#lib/domain/language.ts';
import { hasQualified, resultStands } from '#lib/domain/qualification.ts';
import { EMPTY_RATING, type RatingValue, type Source } from '#lib/domain/rating.ts';
import { saveSchema, type Save } from '#lib/domain/rating-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import type { Actor, App } from '../app.ts';
import { sha256 } from '../auth/secrets.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import * as assignments from '../store/assignments.ts';
import * as cases from '../store/cases.ts';
import * as qualifications from '../store/qualifications.ts';
import * as ratings from '../store/ratings.ts';
import * as studies from '../store/studies.ts';
import { neighbours, type Neighbours } from './neighbours.ts';
import { assertQualified, locked, mustQualify, own, ownToChange, submitted } from './own-case.ts';
import { shownQualification, type ShownQualification } from './shown-qualification.ts';

/** One row of the case screen. No field here tells anything of another rater or of the reference score. */
export type ActionToRate = {
	id: number;
	number: number;
	text: string;
	category: string;
	/** 0 where the action was never rated. */
	version: number;
	value: RatingValue;
	activeMs: number;
};

export type CaseToRate = {
	assignmentId: number;
	state: AssignmentState;
	/** True once the coordinator has locked the round: nothing can change any more. */
	locked: boolean;
	/** What the rater has to say of the case as a whole. */
	comment: string;
	study: { slug: string; name: string; guidelines: string; synthetic: boolean };
	externalId: string;
	specialty: string;
	presentation: string;
	question: string | null;
	/** The reference recommendation: only after submission, and only where the study shows it. */
	reference: string | null;
	actions: ActionToRate[];
	signature: { name: string; at: number; meaning: string } | null;
	/** What the rater is about to sign, in the language of the screen. */
	signatureMeaning: string;
	/** True while the rater may take the submission back. */
	mayTakeBack: boolean;
	/** Raised by each submission and each reopening; goes back with the next submission. */
	version: number;
	/** Null for every case that is not for qualification. */
	qualification: ShownQualification | null;
} & Neighbours;

export type Saved = { action: number; version: number; value: RatingValue; savedAt: number };

/**
 * A case with the rater's own ratings.
 *
 * @param language of the words the rater will sign
 * @throws Refusal ('missing') where it is not an assignment of this person, ('forbidden') where the rater has
 *   to qualify before beginning it
 */
export async function openCase(
	app: App,
	actor: Actor,
	assignmentId: number,
	language: Language = 'en'
): Promise<CaseToRate> {
	const { db } = app;
	const found = own(await assignments.withOwner(db, assignmentId), actor);
	const { assignment } = found;
	const attempts = await qualifications.ofMember(db, assignment.memberId);
	if (mustQualify(found)) assertQualified(attempts);
	const [[item], actions, mine, around, study] = await Promise.all([
		cases.byId(db, assignment.caseId),
		cases.actions(db, assignment.caseId),
		ratings.ofAssignment(db, assignmentId),
		neighbours(app, found, attempts),
		studies.byId(db, found.studyId)
	]);
	const byAction = new Map(mine.map((rating) => [rating.actionId, rating]));
	const isSubmitted = assignment.state === 'submitted';
	const isLocked = found.lockedAt !== null;
	const final = found.gold && resultStands(found, attempts);
	// The recommendation of a qualification case is half its key.
	const showsReference =
		isSubmitted && study!.showReference && (!found.gold || hasQualified(attempts));
	return {
		assignmentId,
		state: assignment.state,
		locked: isLocked,
		comment: assignment.comment,
		study: {
			slug: study!.slug,
			name: study!.name,
			guidelines: study!.guidelines,
			synthetic: study!.synthetic
		},
		externalId: item!.externalId,
		specialty: specialtyName(item!.specialty),
		presentation: item!.presentation,
		question: item!.question,
		reference: showsReference ? item!.reference : null,
		actions: actions.sort(byCategoryThenNumber).map((action) => {
			const rating = byAction.get(action.id);
			return {
				id: action.id,
				number: action.number,
				text: action.text,
				category: action.category,
				version: rating?.version ?? 0,
				value: rating === undefined ? EMPTY_RATING : valueOf(rating),
				activeMs: rating?.activeMs ?? 0
			};
		}),
		signature:
			assignment.submittedAt === null
				? null
				: {
						name: assignment.signedName!,
						at: assignment.submittedAt,
						meaning: assignment.signedMeaning!
					},
		signatureMeaning: SIGNATURE_MEANINGS[language],
		mayTakeBack: isSubmitted && !isLocked && !final,
		version: assignment.version,
		qualification: shownQualification(found, attempts, actions),
		...around
	};
}

/** The judgement in a stored rating. */
export function valueOf(rating: ratings.Rating): RatingValue {
	const { score, cannotRate, comment, flags } = rating;
	return { score, cannotRate, comment, flags };
}

/**
 * Saves one change of one rating. The same operation again gives the same answer and changes nothing.
 *
 * @param input as saveSchema describes it
 * @returns the rating as it is on disk, after the commit
 * @throws Refusal ('missing') where the case is not the actor's; ('forbidden') where the rater has to qualify
 *   before beginning it; ('conflict') where it is submitted, the version has moved on (with the present
 *   rating as detail) or the operation was used for another change; ZodError for bad input
 */
export async function saveRating(
	app: App,
	actor: Actor,
	assignmentId: number,
	input: unknown
): Promise<Saved> {
	const save = saveSchema.parse(input);
	const now = app.now();
	return atomically(app.db, function* (tx) {
		const { assignment, userId, lockedAt } = yield* ownToChange(tx, assignmentId, actor);
		return yield* applySave(tx, {
			assignment,
			userId,
			lockedAt,
			save,
			now,
			source: 'web'
		});
	});
}

/** The steps of one save, for every way in that has to be checked: the case screen, an import. */
export function* applySave(tx: Queries, given: Saving): Steps<Saved> {
	const { assignment, lockedAt, save, now } = given;
	const [repeat] = yield* run(ratings.byOperation(tx, save.operation));
	if (repeat !== undefined) {
		return answerAgain(repeat.revision, save.action, digestOf(assignment, save));
	}
	if (lockedAt !== null) throw locked();
	if (!isOpen(assignment.state)) {
		throw submitted();
	}
	const [action] = yield* run(cases.action(tx, save.action));
	if (action === undefined || action.caseId !== assignment.caseId || action.supersededAt !== null) {
		throw new Refusal('missing', 'This action is not part of the case any more. Reload the case.', {
			code: 'action-gone'
		});
	}
	const [current] = yield* run(ratings.find(tx, assignment.id, save.action));
	if ((current?.version ?? 0) !== save.version) throw stale(save.action, current);
	const stored = yield* writeSave(tx, given, current);
	return { action: save.action, version: stored.version, value: save.value, savedAt: now };
}

/** One save, and whose it is. */
export type Saving = {
	assignment: assignments.Assignment;
	userId: number;
	/** When the coordinator locked the round; null while it is open. */
	lockedAt: number | null;
	save: Save;
	now: number;
	source: Source;
};

/**
 * The steps that write a save which is known to be right: the rating, the line of its history, the
 * assignment's state.
 *
 * @param current the rating as it stands; undefined where the action is not rated yet
 * @returns the rating as it is now
 */
export function* writeSave(
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
		reason: null
	});
	if (assignment.state === 'assigned') {
		yield* assignments.update(tx, assignment.id, { state: 'in-progress', startedAt: now });
	}
	return stored;
}

function digestOf(assignment: Pick<assignments.Assignment, 'id'>, save: Save): string {
	return sha256(JSON.stringify([assignment.id, save]));
}

function* store(
	tx: Queries,
	{
		assignment,
		save,
		current,
		now
	}: {
		assignment: assignments.Assignment;
		save: Save;
		current: ratings.Rating | undefined;
		now: number;
	}
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
		updatedAt: now
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
