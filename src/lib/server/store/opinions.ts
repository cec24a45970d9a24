/** What raters say of some actions and cases, in words and by name: for a page of them. */
import { and, asc, count, eq, inArray, ne } from 'drizzle-orm';
import type { AssignmentState } from '#lib/domain/assignment.ts';
import type { RatingValue } from '#lib/domain/rating.ts';
import type { Queries } from '../db/connect.ts';
import { all, type Given as Placeholders } from '../db/query.ts';
import { run, type Steps } from '../db/steps.ts';
import { are, isVoice } from './which.ts';

/** What one rater says of one action in one round. */
export type Given = {
	actionId: number;
	memberId: number;
	rater: string;
	state: AssignmentState;
	value: RatingValue;
};

/** Number, text and category of these actions. */
export function* actions(
	{ q, t }: Queries,
	ids: readonly number[]
): Steps<{ id: number; number: number; text: string; category: string }[]> {
	if (ids.length === 0) return [];
	const { id, number, text, category } = t.actions;
	return yield* run(
		q
			.select({ id, number, text, category })
			.from(t.actions)
			.where(inArray(id, [...ids]))
	);
}

/** The ratings of these actions by rater, each rater's in the order of the rounds. */
export function* ofActions(tx: Queries, ids: readonly number[]): Steps<Given[]> {
	if (ids.length === 0) return [];
	const { q, t } = tx;
	const { score, cannotRate, comment, flags, actionId } = t.ratings;
	return yield* run(
		q
			.select({
				actionId,
				memberId: t.members.id,
				rater: t.users.name,
				state: t.assignments.state,
				value: { score, cannotRate, comment, flags }
			})
			.from(t.ratings)
			.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
			.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
			.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
			.innerJoin(t.users, eq(t.users.id, t.members.userId))
			.where(and(inArray(actionId, [...ids]), isVoice(tx)))
			.orderBy(asc(t.members.id), asc(t.rounds.number))
	);
}

/** What is said of the actions of one case, in every round and by nobody's name, each rater's in order of the rounds. */
export const ofCase = all((tx, given: Placeholders<{ caseId: number }>) => {
	const { q, t } = tx;
	const { score, cannotRate, comment, flags, actionId } = t.ratings;
	return q
		.select({
			actionId,
			memberId: t.assignments.memberId,
			round: t.rounds.number,
			state: t.assignments.state,
			value: { score, cannotRate, comment, flags }
		})
		.from(t.ratings)
		.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.where(and(eq(t.assignments.caseId, given.caseId), isVoice(tx)))
		.orderBy(asc(t.assignments.memberId), asc(t.rounds.number));
});

/** The cases of a study that raters have commented as a whole, and how many comments each has. */
export const commentedCases = all((tx, given: Placeholders<{ studyId: number }>) => {
	const { q, t } = tx;
	return q
		.select({
			id: t.cases.id,
			externalId: t.cases.externalId,
			specialty: t.cases.specialty,
			comments: count(t.assignments.id)
		})
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(
			and(
				eq(t.cases.studyId, given.studyId),
				are(tx, 'ordinary'),
				ne(t.assignments.comment, ''),
				isVoice(tx)
			)
		)
		.groupBy(t.cases.id, t.cases.externalId, t.cases.specialty, t.cases.position)
		.orderBy(asc(t.cases.position), asc(t.cases.id));
});

/** What raters say of these cases as a whole. */
export function* onCases(
	tx: Queries,
	ids: readonly number[]
): Steps<{ caseId: number; rater: string; text: string }[]> {
	if (ids.length === 0) return [];
	const { q, t } = tx;
	const { caseId, comment } = t.assignments;
	return yield* run(
		q
			.select({ caseId, rater: t.users.name, text: comment })
			.from(t.assignments)
			.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
			.innerJoin(t.users, eq(t.users.id, t.members.userId))
			.where(and(inArray(caseId, [...ids]), ne(comment, ''), isVoice(tx)))
			.orderBy(asc(t.assignments.memberId), asc(t.assignments.id))
	);
}
