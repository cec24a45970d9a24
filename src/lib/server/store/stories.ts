/** What is kept of the past of actions: of every action of a study, or of those of one case. */
import { and, asc, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import type { TrailEvent } from '#lib/domain/trail.ts';
import type { Queries } from '../db/connect.ts';
import { run, type Steps } from '../db/steps.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Rating } from './ratings.ts';
import { isVoice } from './which.ts';

/** Some cases of a study, whichever they are, some hundreds at most. */
export type Of = { studyId: number; caseIds: readonly number[] };

/** Which action, in which wording. */
export type Which = { caseId: number; number: number; wording: number };

function within({ t }: Queries, { studyId, caseIds }: Of) {
	return and(eq(t.cases.studyId, studyId), inArray(t.cases.id, [...caseIds]));
}

const which = ({ t }: Queries) => ({
	caseId: t.actions.caseId,
	number: t.actions.number,
	wording: t.actions.wording
});

export type FormerWording = Which & { text: string; supersededAt: number | null };

/** The wordings that a newer one took the place of, the oldest first. */
export function* formerWordings(tx: Queries, of: Of): Steps<FormerWording[]> {
	const { q, t } = tx;
	return yield* run(
		q
			.select({ ...which(tx), text: t.actions.text, supersededAt: t.actions.supersededAt })
			.from(t.actions)
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(and(within(tx, of), isNotNull(t.actions.supersededAt)))
			.orderBy(asc(t.actions.caseId), asc(t.actions.number), asc(t.actions.wording))
	);
}

/** Lines of the trail that tell of the wording of an action, or of its whole case. */
const TOLD = [
	...['action.mended', 'action.reworded', 'action.changed', 'case.reworded'],
	...['action.withdrawn', 'action.restored', 'action.called-back']
] as TrailEvent['what'][];

export type Line = Pick<
	Tables['auditEvents']['$inferSelect'],
	'subject' | 'what' | 'at' | 'old' | 'new' | 'reason'
>;

/**
 * Those lines in the order of time; their subject is the case, as `case:12`.
 *
 * @param caseId of the only case; null for all of the study
 */
export function* lines(
	{ q, t }: Queries,
	studyId: number,
	caseId: number | null = null
): Steps<Line[]> {
	const { subject, what, at, old, new: after, reason } = t.auditEvents;
	return yield* run(
		q
			.select({ subject, what, at, old, new: after, reason })
			.from(t.auditEvents)
			.where(
				and(
					eq(t.auditEvents.studyId, studyId),
					inArray(what, TOLD),
					caseId === null ? undefined : eq(subject, `case:${caseId}`)
				)
			)
			.orderBy(asc(t.auditEvents.id))
	);
}

/** Which later round asked which actions again, and when it was opened. */
export function* asked(tx: Queries, of: Of): Steps<(Which & { round: number; at: number })[]> {
	const { q, t } = tx;
	return yield* run(
		q
			.select({ ...which(tx), round: t.rounds.number, at: t.rounds.openedAt })
			.from(t.roundActions)
			.innerJoin(t.rounds, eq(t.rounds.id, t.roundActions.roundId))
			.innerJoin(t.actions, eq(t.actions.id, t.roundActions.actionId))
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(within(tx, of))
			.orderBy(asc(t.rounds.number), asc(t.actions.id))
	);
}

/** Where actions were sent, settled or not. */
export function* sent(
	tx: Queries,
	of: Of
): Steps<
	(Which & Pick<Tables['referrals']['$inferSelect'], 'to' | 'note' | 'createdAt' | 'settledAt'>)[]
> {
	const { q, t } = tx;
	const { to, note, createdAt, settledAt } = t.referrals;
	return yield* run(
		q
			.select({ ...which(tx), to, note, createdAt, settledAt })
			.from(t.referrals)
			.innerJoin(t.actions, eq(t.actions.id, t.referrals.actionId))
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(within(tx, of))
			.orderBy(asc(t.referrals.id))
	);
}

type RulingColumns = 'userId' | 'score' | 'reason' | 'createdAt' | 'supersededAt';

/** Every ruling, those that a later one took the place of among them. */
export function* ruled(
	tx: Queries,
	of: Of
): Steps<(Which & Pick<Tables['adjudications']['$inferSelect'], RulingColumns>)[]> {
	const { q, t } = tx;
	const { userId, score, reason, createdAt, supersededAt } = t.adjudications;
	return yield* run(
		q
			.select({ ...which(tx), userId, score, reason, createdAt, supersededAt })
			.from(t.adjudications)
			.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(within(tx, of))
			.orderBy(asc(t.adjudications.id))
	);
}

/** Who has ever ruled in a study. */
export function* rulers({ q, t }: Queries, studyId: number): Steps<{ userId: number }[]> {
	return yield* run(
		q
			.selectDistinct({ userId: t.adjudications.userId })
			.from(t.adjudications)
			.innerJoin(t.actions, eq(t.actions.id, t.adjudications.actionId))
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(eq(t.cases.studyId, studyId))
	);
}

export type Word = Which &
	Pick<
		Rating,
		'score' | 'cannotRate' | 'comment' | 'flags' | 'updatedAt' | 'untimed' | 'activeMs'
	> & {
		memberId: number;
		round: number;
		state: Tables['assignments']['$inferSelect']['state'];
	};

/**
 * What raters said and counts, as far as it says something.
 *
 * @param wordings of former wordings alone, or of all
 */
export function* said(tx: Queries, of: Of, wordings: 'former' | 'all'): Steps<Word[]> {
	const { q, t } = tx;
	const { score, cannotRate, comment, flags, updatedAt, untimed, activeMs } = t.ratings;
	return yield* run(
		q
			.select({
				...which(tx),
				...{ score, cannotRate, comment, flags, updatedAt, untimed, activeMs },
				memberId: t.assignments.memberId,
				round: t.rounds.number,
				state: t.assignments.state
			})
			.from(t.ratings)
			.innerJoin(t.assignments, eq(t.assignments.id, t.ratings.assignmentId))
			.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
			.innerJoin(t.actions, eq(t.actions.id, t.ratings.actionId))
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(
				and(
					within(tx, of),
					isVoice(tx),
					wordings === 'former' ? isNotNull(t.actions.supersededAt) : undefined,
					or(
						isNotNull(score),
						isNotNull(cannotRate),
						ne(comment, ''),
						sql`cast(${flags} as text) <> '[]'`
					)
				)
			)
			.orderBy(asc(t.ratings.id))
	);
}
