/** A rater's ratings of one case, by name: whoever looks at them stands in the trail. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import { by, type Actor, type App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import * as trail from '../../store/trail.ts';
import { inStudy } from '../assigning/index.ts';
import { valueOf } from './values.ts';

export type RatedByOne = {
	assignmentId: number;
	externalId: string;
	specialty: string;
	rater: string;
	round: number;
	state: AssignmentState;
	/** The present version of the study's words. */
	wordsVersion: number;
	/** On the case as a whole. */
	comment: string;
	/** What the assignment asks, by number, and after each what was said of earlier wordings. */
	actions: {
		id: number;
		number: number;
		text: string;
		category: string;
		/** True for a wording that was replaced. */
		superseded: boolean;
		value: RatingValue;
		/** Seconds of active attention; null where nothing was rated, and where nobody knows. */
		activeSeconds: number | null;
		/** When it was changed last, in milliseconds since 1970, UTC; null where nothing was rated, 'not said' where nobody knows. */
		ratedAt: number | 'not said' | null;
		/** How often it was changed since it was first given. */
		changes: number;
		/** Under which version of the study's words it was given as it stands; null where that is not known. */
		words: number | null;
	}[];
};

/**
 * What one rater said of one case, to read. That it was looked at is put on record, with who did.
 *
 * @throws Refusal ('missing') where the study has no such assignment
 */
export function lookAtRatings(
	app: App,
	actor: Actor,
	slug: string,
	assignmentId: number
): Promise<RatedByOne> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId, wordsVersion } = yield* keeperOf(tx, actor, slug);
		const { assignment, roundNumber } = yield* inStudy(tx, studyId, assignmentId);
		const item = (yield* cases.byId(tx, { id: assignment.caseId }))!;
		const { name: rater } = (yield* members.byId(tx, { studyId, id: assignment.memberId }))!;
		const asked = yield* cases.askedActions(tx, { assignmentId });
		const rated = yield* ratings.withActions(tx, { assignmentId });
		const words = new Map(
			(yield* ratings.wordsOfAssignment(tx, { assignmentId })).map((one) => [
				one.ratingId,
				one.words
			])
		);
		yield* trail.record(tx, {
			studyId,
			what: 'ratings.viewed',
			subject: `assignment:${assignmentId}`
		});
		const known = new Set(rated.map(({ action }) => action.id));
		const all = [
			...rated,
			...asked.filter(({ id }) => !known.has(id)).map((action) => ({ action, rating: null }))
		].sort((a, b) => a.action.number - b.action.number || b.action.id - a.action.id);
		return {
			assignmentId,
			externalId: item.externalId,
			specialty: specialtyName(item.specialty),
			rater,
			round: roundNumber,
			state: assignment.state,
			wordsVersion,
			comment: assignment.comment,
			actions: all.map(({ action: { id, number, text, category, supersededAt }, rating }) => ({
				...{ id, number, text, category },
				superseded: supersededAt !== null,
				value: rating === null ? EMPTY_RATING : valueOf(rating),
				activeSeconds:
					rating === null || rating.activeMs === 0 ? null : Math.round(rating.activeMs / 1000),
				ratedAt: rating === null ? null : rating.untimed ? 'not said' : rating.updatedAt,
				changes: rating === null ? 0 : rating.version - 1,
				words: rating === null ? null : (words.get(rating.id) ?? null)
			}))
		};
	});
}
