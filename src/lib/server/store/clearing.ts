/**
 * What goes with a study that is deleted before anybody has rated in it. What only grows stays: the trail, the
 * versions of its words, who was accepted as qualified.
 */
import { and, eq, exists, inArray, isNull, ne, not, or, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { inBulk } from '../db/in-bulk.ts';
import { one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Steps } from '../db/steps.ts';

const ofStudy = ({ q, t }: Queries, given: Given<{ studyId: number }>) =>
	q.select({ id: t.rounds.id }).from(t.rounds).where(eq(t.rounds.studyId, given.studyId));

/** An assignment of a study in which its rater has done something; undefined where there is none. */
export const someWork = one((tx, given: Given<{ studyId: number }>) => {
	const { q, t } = tx;
	const isRated = exists(
		q
			.select({ one: sql`1` })
			.from(t.ratings)
			.where(eq(t.ratings.assignmentId, t.assignments.id))
	);
	return q
		.select({ id: t.assignments.id })
		.from(t.assignments)
		.where(
			and(
				inArray(t.assignments.roundId, ofStudy(tx, given)),
				or(ne(t.assignments.state, 'assigned'), ne(t.assignments.comment, ''), isRated)
			)
		)
		.limit(1);
});

/** An assignment of a study, of whatever case; undefined where nothing was ever given to anybody. */
export const someAssignment = one((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({ id: tx.t.assignments.id })
		.from(tx.t.assignments)
		.where(inArray(tx.t.assignments.roundId, ofStudy(tx, given)))
		.limit(1)
);

const actionsOf = ({ q, t }: Queries, given: Given<{ studyId: number }>) =>
	q
		.select({ id: t.actions.id })
		.from(t.actions)
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(eq(t.cases.studyId, given.studyId));

/** A ruling on an action of a study; undefined where there is none. */
export const someRuling = one((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select({ id: tx.t.adjudications.id })
		.from(tx.t.adjudications)
		.where(inArray(tx.t.adjudications.actionId, actionsOf(tx, given)))
		.limit(1)
);

/** A release of a study, withdrawn or not; undefined where there is none. */
export const someRelease = one(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ id: t.releases.id })
		.from(t.releases)
		.where(eq(t.releases.studyId, given.studyId))
		.limit(1)
);

type OfStudy = { studyId: number };

const places = inBulk<OfStudy>((tx, given) => {
	const { q, t } = tx;
	const plans = q
		.select({ id: t.plans.id })
		.from(t.plans)
		.where(inArray(t.plans.roundId, ofStudy(tx, given)));
	return q.delete(t.planPlaces).where(inArray(t.planPlaces.planId, plans));
});

const plans = inBulk<OfStudy>((tx, given) =>
	tx.q.delete(tx.t.plans).where(inArray(tx.t.plans.roundId, ofStudy(tx, given)))
);

/** Takes out the plan that is looked at, or being computed, in any round of a study. */
export function* removePlans(tx: Queries, of: OfStudy): Steps<void> {
	yield* places(tx, of);
	yield* plans(tx, of);
}

const named = inBulk<OfStudy>((tx, given) =>
	tx.q.delete(tx.t.roundActions).where(inArray(tx.t.roundActions.roundId, ofStudy(tx, given)))
);

const assignments = inBulk<OfStudy>((tx, given) =>
	tx.q.delete(tx.t.assignments).where(inArray(tx.t.assignments.roundId, ofStudy(tx, given)))
);

const isOnRecord = ({ q, t }: Queries) =>
	exists(
		q
			.select({ one: sql`1` })
			.from(t.qualifications)
			.where(eq(t.qualifications.memberId, t.members.id))
	);

const members = inBulk<OfStudy>((tx, given) =>
	tx.q.delete(tx.t.members).where(and(eq(tx.t.members.studyId, given.studyId), not(isOnRecord(tx))))
);

const leave = inBulk<OfStudy & { at: number }>(({ q, t }, given) =>
	q
		.update(t.members)
		.set({ leftAt: sql`cast(${given.at} as bigint)` })
		.where(and(eq(t.members.studyId, given.studyId), isNull(t.members.leftAt)))
);

const uploadedParts = inBulk<OfStudy>(({ q, t }, given) => {
	const uploads = q
		.select({ id: t.uploads.id })
		.from(t.uploads)
		.where(eq(t.uploads.studyId, given.studyId));
	return q.delete(t.uploadParts).where(inArray(t.uploadParts.uploadId, uploads));
});

/** The trail may name a token for ever: it stays, and lets nobody in. */
const revokeTokens = inBulk<OfStudy & { at: number }>(({ q, t }, given) =>
	q
		.update(t.apiTokens)
		.set({ revokedAt: sql`cast(${given.at} as bigint)` })
		.where(and(eq(t.apiTokens.studyId, given.studyId), isNull(t.apiTokens.revokedAt)))
);

/** The mails of a study that wait are not sent. */
export function* dropMails(tx: Queries, { studyId }: OfStudy, why: string): Steps<void> {
	const waiting = { studyId, state: 'waiting' as const };
	yield* rows.update(tx, tx.t.mails, waiting, { state: 'dropped', error: why });
}

/** Takes out who is in a study, what was given to them, and what is set about it beside its own row. */
export function* clear(tx: Queries, of: OfStudy, at: number): Steps<void> {
	yield* removePlans(tx, of);
	yield* named(tx, of);
	yield* assignments(tx, of);
	yield* members(tx, of);
	yield* leave(tx, { ...of, at });
	yield* rows.remove(tx, tx.t.neighbours, of);
	yield* rows.remove(tx, tx.t.mailTemplates, of);
	yield* rows.remove(tx, tx.t.mappings, of);
	yield* uploadedParts(tx, of);
	yield* rows.remove(tx, tx.t.uploads, of);
	yield* revokeTokens(tx, { ...of, at });
}
