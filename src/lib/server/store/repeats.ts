/** What raters say of a case the second time it is shown, beside what they said the first time. */
import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, type Given } from '../db/query.ts';
import { run, type Steps } from '../db/steps.ts';
import type { Assignment } from './assignments.ts';
import type { Rating } from './ratings.ts';
import { are, isPresent } from './which.ts';

/** One present action that a rater rated both times, both under a signature. */
export type Pair = {
	memberId: number;
	caseId: number;
	externalId: string;
	round: number;
	/** Of the action. */
	number: number;
	first: Rating;
	second: Rating;
};

const signedTimes = (repeat: 0 | 1) =>
	all((tx, given: Given<{ studyId: number }>) => {
		const { q, t } = tx;
		return q
			.select({
				assignment: getTableColumns(t.assignments),
				externalId: t.cases.externalId,
				round: t.rounds.number
			})
			.from(t.assignments)
			.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
			.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
			.where(
				and(
					eq(t.cases.studyId, given.studyId),
					are(tx, 'ordinary'),
					eq(t.assignments.repeat, repeat),
					eq(t.assignments.state, 'submitted'),
					eq(t.assignments.counts, true)
				)
			)
			.orderBy(asc(t.assignments.id));
	});

const [signedFirsts, signedSeconds] = [signedTimes(0), signedTimes(1)];

const placeOf = ({ caseId, memberId, roundId }: Assignment) => `${caseId}/${memberId}/${roundId}`;

/**
 * The pairs of a study. A first time that was signed again after the second was begun is in none: the second may
 * have had a part in it.
 */
export function* pairs(tx: Queries, studyId: number): Steps<Pair[]> {
	const seconds = yield* signedSeconds(tx, { studyId });
	if (seconds.length === 0) return [];
	const firsts = new Map(
		(yield* signedFirsts(tx, { studyId })).map(({ assignment }) => [
			placeOf(assignment),
			assignment
		])
	);
	const both = seconds.flatMap(({ assignment: second, ...place }) => {
		const first = firsts.get(placeOf(second));
		const apart = first !== undefined && first.submittedAt! <= second.startedAt!;
		return apart ? [{ first, second, place }] : [];
	});
	const said = yield* ratingsOf(
		tx,
		both.flatMap(({ first, second }) => [first.id, second.id])
	);
	return both.flatMap(({ first, second, place }) => {
		const { memberId, caseId } = second;
		const before = new Map(
			(said.get(first.id) ?? []).map(({ rating }) => [rating.actionId, rating])
		);
		return (said.get(second.id) ?? []).flatMap(({ rating, number }) => {
			const found = before.get(rating.actionId);
			if (found === undefined) return [];
			return [{ memberId, caseId, ...place, number, first: found, second: rating }];
		});
	});
}

type Numbered = { rating: Rating; number: number };

/** Ratings of present actions by assignment. */
function* ratingsOf(tx: Queries, ids: readonly number[]): Steps<Map<number, Numbered[]>> {
	const { q, t } = tx;
	const found: Numbered[] = [];
	for (let at = 0; at < ids.length; at += 500) {
		const part = q
			.select({ rating: getTableColumns(t.ratings), number: t.actions.number })
			.from(t.ratings)
			.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
			.where(and(inArray(t.ratings.assignmentId, ids.slice(at, at + 500)), isPresent({ t })))
			.orderBy(asc(t.actions.number), asc(t.ratings.id));
		found.push(...(yield* run(part)));
	}
	return Map.groupBy(found, ({ rating }) => rating.assignmentId);
}
