/** Who signed which case, in any round so far: those whom a later round asks again. */
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, type Given } from '../db/query.ts';
import { are, isVoice } from './which.ts';

const signed = (tx: Queries, where: SQL) => {
	const { q, t } = tx;
	return q
		.selectDistinct({
			caseId: t.assignments.caseId,
			memberId: t.assignments.memberId,
			pausedAt: t.members.pausedAt,
			pausedUntil: t.members.pausedUntil
		})
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
		.innerJoin(t.users, eq(t.users.id, t.members.userId))
		.where(
			and(
				where,
				are(tx, 'ordinary'),
				isVoice(tx),
				eq(t.assignments.state, 'submitted'),
				isNull(t.assignments.releasedAt),
				eq(t.members.role, 'rater'),
				isNull(t.members.leftAt),
				isNull(t.users.disabledAt)
			)
		)
		.orderBy(asc(t.assignments.caseId), asc(t.assignments.memberId));
};

/**
 * Each case of a study beside each member who signed it and takes part still, once. What was taken from its rater
 * is not among them, nor what was left out.
 */
export const ofStudy = all((tx, given: Given<{ studyId: number }>) =>
	signed(tx, eq(tx.t.cases.studyId, given.studyId))
);

/** The same of one case. */
export const ofCase = all((tx, given: Given<{ caseId: number }>) =>
	signed(tx, eq(tx.t.cases.id, given.caseId))
);
