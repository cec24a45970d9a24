/** Assignments: one rater, one case, one round. */
import { and, asc, count, eq, getTableColumns, isNull, ne, sql } from 'drizzle-orm';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import { are, type Which } from './which.ts';

export type Assignment = Tables['assignments']['$inferSelect'];

/** An assignment with how many of the case's present actions are rated. */
export type Progress = Assignment & { studyId: number; rated: number; actions: number };

/**
 * The assignment with whose it is, when its round was locked, and what its study asks for in the way of
 * qualification; empty where there is none.
 */
export function withOwner({ q, t }: Queries, id: number) {
	return q
		.select({
			assignment: t.assignments,
			userId: t.members.userId,
			studyId: t.members.studyId,
			lockedAt: t.rounds.closedAt,
			gold: t.cases.gold,
			passMark: t.studies.passMark,
			tries: t.studies.qualificationTries,
			band: t.studies.band
		})
		.from(t.assignments)
		.innerJoin(t.members, eq(t.members.id, t.assignments.memberId))
		.innerJoin(t.rounds, eq(t.rounds.id, t.assignments.roundId))
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.innerJoin(t.studies, eq(t.studies.id, t.cases.studyId))
		.where(eq(t.assignments.id, id));
}

/** Answers given: a score and a reason exclude each other, so their counts add up. */
const answers = ({ t }: Queries) =>
	sql`count(${t.ratings.score}) + count(${t.ratings.cannotRate})`.mapWith(Number);

/** The assignments of a study, or of one member of it, with progress, in the order they were made. */
export async function progress(
	tx: Queries,
	studyId: number,
	memberId?: number,
	which: Which = 'ordinary'
): Promise<Progress[]> {
	const { q, t } = tx;
	const ofMember = memberId === undefined ? undefined : eq(t.assignments.memberId, memberId);
	const rows = await q
		.select({
			assignment: t.assignments,
			studyId: t.cases.studyId,
			rated: answers(tx),
			actions: count(t.actions.id)
		})
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.leftJoin(t.actions, and(eq(t.actions.caseId, t.cases.id), isNull(t.actions.supersededAt)))
		.leftJoin(
			t.ratings,
			and(eq(t.ratings.assignmentId, t.assignments.id), eq(t.ratings.actionId, t.actions.id))
		)
		.where(and(eq(t.cases.studyId, studyId), ofMember, are(tx, which)))
		.groupBy(t.assignments.id, t.cases.studyId)
		.orderBy(asc(t.assignments.id));
	return rows.map(({ assignment, ...rest }) => ({ ...assignment, ...rest }));
}

/** The assignments of a study whose rater has something to say of the case as a whole. */
export async function commented({ q, t }: Queries, studyId: number): Promise<Assignment[]> {
	const rows = await q
		.select({ assignment: t.assignments })
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(and(eq(t.cases.studyId, studyId), ne(t.assignments.comment, '')))
		.orderBy(asc(t.assignments.memberId), asc(t.assignments.id));
	return rows.map(({ assignment }) => assignment);
}

/** How many present actions of the assignment's case are rated in it, and how many there are. */
export function counts(tx: Queries, assignment: Pick<Assignment, 'id' | 'caseId'>) {
	const { q, t } = tx;
	return q
		.select({ actions: count(t.actions.id), rated: answers(tx) })
		.from(t.actions)
		.leftJoin(
			t.ratings,
			and(eq(t.ratings.actionId, t.actions.id), eq(t.ratings.assignmentId, assignment.id))
		)
		.where(and(eq(t.actions.caseId, assignment.caseId), isNull(t.actions.supersededAt)));
}

/** The assignment of one case to one member in one round; empty where there is none. */
export function find(
	{ q, t }: Queries,
	{ caseId, memberId, roundId }: Pick<Assignment, 'caseId' | 'memberId' | 'roundId'>
) {
	return q
		.select()
		.from(t.assignments)
		.where(
			and(
				eq(t.assignments.caseId, caseId),
				eq(t.assignments.memberId, memberId),
				eq(t.assignments.roundId, roundId)
			)
		);
}

/** The assignments of a member, in the order they were made. */
export function ofMember(tx: Queries, memberId: number, which: Which = 'ordinary') {
	const { q, t } = tx;
	return q
		.select(getTableColumns(t.assignments))
		.from(t.assignments)
		.innerJoin(t.cases, eq(t.cases.id, t.assignments.caseId))
		.where(and(eq(t.assignments.memberId, memberId), are(tx, which)))
		.orderBy(asc(t.assignments.id));
}

/** The assignments of a case, in the order they were made. */
export function ofCase({ q, t }: Queries, caseId: number) {
	return q
		.select()
		.from(t.assignments)
		.where(eq(t.assignments.caseId, caseId))
		.orderBy(asc(t.assignments.id));
}

/** The assignments of a case that stand under a signature. */
export function submittedOfCase({ q, t }: Queries, caseId: number) {
	return q
		.select()
		.from(t.assignments)
		.where(and(eq(t.assignments.caseId, caseId), eq(t.assignments.state, 'submitted')))
		.orderBy(asc(t.assignments.id));
}

export function* insert(
	{ q, t }: Queries,
	rows: Tables['assignments']['$inferInsert'][]
): Steps<Assignment[]> {
	const inserted: Assignment[] = [];
	for (let at = 0; at < rows.length; at += 500) {
		inserted.push(
			...(yield* run(
				q
					.insert(t.assignments)
					.values(rows.slice(at, at + 500))
					.returning()
			))
		);
	}
	return inserted;
}

export function* update(
	{ q, t }: Queries,
	id: number,
	change: Partial<Tables['assignments']['$inferInsert']>
): Steps<void> {
	yield* run(q.update(t.assignments).set(change).where(eq(t.assignments.id, id)));
}

export function* remove({ q, t }: Queries, id: number): Steps<void> {
	yield* run(q.delete(t.assignments).where(eq(t.assignments.id, id)));
}
