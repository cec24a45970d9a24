/** Opening a case: what its rater sees of it. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import { byCategoryThenNumber, specialtyName } from '#lib/domain/case.ts';
import type { Former, LaterRound } from '#lib/domain/former.ts';
import type { Language } from '#lib/domain/language.ts';
import { hasQualified, resultStands, type Attempt } from '#lib/domain/qualification.ts';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Actor, App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import * as assignments from '../../store/assignments.ts';
import * as cases from '../../store/cases.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as ratings from '../../store/ratings.ts';
import * as studies from '../../store/studies.ts';
import type { Owned } from '../assigning/index.ts';
import { shownBefore } from './former.ts';
import { neighbours, type Neighbours } from './neighbours.ts';
import { assertNotShownAgain, assertQualified, mustQualify, own } from './own-case.ts';
import { wordsToSign } from './signing.ts';
import { shownQualification, type ShownQualification } from './shown-qualification.ts';
import { shownWords, type ShownWords } from './words.ts';
import { valueOf } from './values.ts';

/**
 * One row of the case screen. No field here tells anything of the reference score, and none but `former` anything of
 * another rater.
 */
export type ActionToRate = {
	id: number;
	number: number;
	text: string;
	category: string;
	/** 0 where the action was never rated. */
	version: number;
	value: RatingValue;
	activeMs: number;
	/** What was said in earlier rounds; only where a later one asks again. */
	former?: Former;
};

export type CaseToRate = {
	assignmentId: number;
	state: AssignmentState;
	/** True once the coordinator has closed the round: nothing can change any more. */
	locked: boolean;
	/** True once the coordinator has taken the case from the rater, who can read it and change nothing. */
	released: boolean;
	/** True once the coordinator has withdrawn the case from the study: there is nothing more to do in it. */
	withdrawn: boolean;
	/** True where the case is shown a second time on purpose. */
	again: boolean;
	/** What the rater has to say of the case as a whole. */
	comment: string;
	/** What a later round says of itself; null where nothing is shown of a round before. */
	later: LaterRound | null;
	/** Whether others may be shown what is remarked here, without a name, in the next round. */
	sharesComments: boolean;
	study: { slug: string; name: string; guidelines: string; synthetic: boolean };
	words: ShownWords;
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

/**
 * A case with the rater's own ratings.
 *
 * @param language of the words the rater will sign
 * @throws Refusal ('missing') where it is not an assignment of this person, ('forbidden') where the rater has
 *   to qualify before beginning it, or is rating the same case a second time
 */
export function openCase(
	app: App,
	actor: Actor,
	assignmentId: number,
	language: Language = 'en'
): Promise<CaseToRate> {
	return read(app.db, function* (tx) {
		const now = app.now();
		const found = own(yield* assignments.withOwner(tx, { id: assignmentId }), actor, now);
		yield* assertNotShownAgain(tx, found.assignment, now);
		const { caseId, memberId } = found.assignment;
		const attempts = yield* qualifications.ofMember(tx, { memberId });
		if (mustQualify(found)) assertQualified(attempts);
		const item = (yield* cases.byId(tx, { id: caseId }))!;
		const actions = yield* cases.askedActions(tx, { assignmentId });
		const mine = yield* ratings.ofAssignment(tx, { assignmentId });
		const study = (yield* studies.byId(tx, { id: found.studyId }))!;
		const around = yield* neighbours(tx, found, attempts, now);
		const before = yield* shownBefore(tx, found, actions);
		return {
			...shownAssignment(found, language),
			mayTakeBack: mayTakeBack(found, attempts),
			later: before?.later ?? null,
			sharesComments: study.sharesComments && !found.gold && found.assignment.repeat === 0,
			study: {
				slug: study.slug,
				name: study.name,
				guidelines: study.guidelines,
				synthetic: study.synthetic
			},
			words: yield* shownWords(tx, study, memberId),
			externalId: item.externalId,
			specialty: specialtyName(item.specialty),
			presentation: item.presentation,
			question: item.question,
			reference: showsReference(found, study, attempts) ? item.reference : null,
			actions: actionsToRate(actions, mine, before?.byAction),
			qualification: shownQualification(found, attempts, actions),
			...around
		};
	});
}

function shownAssignment(found: Owned, language: Language) {
	const { assignment, lockedAt, withdrawnAt } = found;
	const { id, state, comment, submittedAt, signedName, signedMeaning, version } = assignment;
	const { releasedAt, repeat } = assignment;
	return {
		assignmentId: id,
		state,
		locked: lockedAt !== null,
		released: releasedAt !== null,
		withdrawn: withdrawnAt !== null,
		again: repeat > 0,
		comment,
		signature:
			submittedAt === null ? null : { name: signedName!, at: submittedAt, meaning: signedMeaning! },
		signatureMeaning: wordsToSign(found)[language],
		version
	};
}

function mayTakeBack(found: Owned, attempts: readonly Attempt[]): boolean {
	const { assignment, gold, lockedAt, withdrawnAt } = found;
	if (assignment.state !== 'submitted' || assignment.releasedAt !== null) return false;
	if (withdrawnAt !== null) return false;
	return lockedAt === null && !(gold && resultStands(found, attempts));
}

function showsReference(
	{ assignment, gold }: Owned,
	study: Pick<studies.Study, 'showReference'>,
	attempts: readonly Attempt[]
): boolean {
	if (assignment.state !== 'submitted' || !study.showReference) return false;
	// The recommendation of a qualification case is half its key.
	return !gold || hasQualified(attempts);
}

function actionsToRate(
	actions: readonly cases.ActionRow[],
	mine: readonly ratings.Rating[],
	before: ReadonlyMap<number, Former> | undefined
): ActionToRate[] {
	const byAction = new Map(mine.map((rating) => [rating.actionId, rating]));
	return actions.toSorted(byCategoryThenNumber).map((action) => {
		const rating = byAction.get(action.id);
		const former = before?.get(action.id);
		return {
			id: action.id,
			number: action.number,
			text: action.text,
			category: action.category,
			version: rating?.version ?? 0,
			value: rating === undefined ? EMPTY_RATING : valueOf(rating),
			activeMs: rating?.activeMs ?? 0,
			...(former !== undefined && { former })
		};
	});
}
