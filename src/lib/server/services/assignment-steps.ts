/** The steps by which assignments come, go and are opened again, each with its line in the trail. */
import { Refusal } from '#lib/domain/refusal.ts';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import type { Owned } from './own-case.ts';

/** Who changes something, and when. */
export type By = { now: number; actorId: number | null };

/**
 * An assignment, for those who run the study it is in.
 *
 * @throws Refusal ('missing') where the study has no such assignment
 */
export function* inStudy(tx: Queries, studyId: number, assignmentId: number): Steps<Owned> {
	const [found] = yield* run(assignments.withOwner(tx, assignmentId));
	if (found === undefined || found.studyId !== studyId) {
		throw new Refusal('missing', 'There is no such assignment in this study.');
	}
	return found;
}

/** Gives cases to members. */
export function* make(
	tx: Queries,
	{
		studyId,
		roundId,
		pairs
	}: {
		studyId: number;
		roundId: number;
		pairs: readonly { caseId: number; memberId: number }[];
	},
	{ now, actorId }: By
): Steps<void> {
	const rows = yield* assignments.insert(
		tx,
		pairs.map((pair) => ({ ...pair, roundId, state: 'assigned' as const, createdAt: now }))
	);
	for (const { id, caseId, memberId } of rows) {
		yield* audit.record(tx, {
			at: now,
			userId: actorId,
			studyId,
			what: 'assignment.made',
			subject: `assignment:${id}`,
			new: { caseId, memberId }
		});
	}
}

/** Takes an assignment away that holds no rating. */
export function* takeAway(
	tx: Queries,
	{ assignment, studyId }: { assignment: assignments.Assignment; studyId: number },
	{ now, actorId }: By
): Steps<void> {
	yield* assignments.remove(tx, assignment.id);
	yield* audit.record(tx, {
		at: now,
		userId: actorId,
		studyId,
		what: 'assignment.removed',
		subject: `assignment:${assignment.id}`,
		old: { caseId: assignment.caseId, memberId: assignment.memberId }
	});
}

/** Opens a submitted case again: state back, signature void; the ratings stay. */
export function* reopen(
	tx: Queries,
	{ assignment, studyId }: { assignment: assignments.Assignment; studyId: number },
	{ now, actorId, reason }: By & { reason: string }
): Steps<void> {
	yield* assignments.update(tx, assignment.id, {
		state: 'reopened',
		submittedAt: null,
		signedName: null,
		signedMeaning: null,
		version: assignment.version + 1
	});
	yield* audit.record(tx, {
		at: now,
		userId: actorId,
		studyId,
		what: 'assignment.reopened',
		subject: `assignment:${assignment.id}`,
		old: {
			state: assignment.state,
			signedName: assignment.signedName,
			submittedAt: assignment.submittedAt
		},
		new: { state: 'reopened' },
		reason
	});
}
