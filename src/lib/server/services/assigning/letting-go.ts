/** The steps by which a rater loses a case: what was rated stays with the rater, and the place is free. */
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import type { Assignment } from '../../store/assignments.ts';
import * as assignments from '../../store/assignments.ts';
import * as ratings from '../../store/ratings.ts';
import * as trail from '../../store/trail.ts';

/** Why a case is taken from its rater, and whether figures go on reading what was rated until then. */
export type How = { reason: string; counts: boolean };

type InStudy = { assignment: Assignment; studyId: number };

/** Takes an assignment away that holds nothing of its rater's. */
export function* takeAway(
	tx: Change,
	{ assignment, studyId }: InStudy,
	reason: string | null = null
): Steps<void> {
	yield* assignments.remove(tx, assignment.id);
	yield* trail.record(tx, {
		studyId,
		what: 'assignment.removed',
		subject: `assignment:${assignment.id}`,
		old: { caseId: assignment.caseId, memberId: assignment.memberId },
		reason
	});
}

/**
 * Takes an assignment from its rater, who can change nothing in it any more. What was rated stays with its rater.
 *
 * @param how.counts whether figures read what was rated until now
 */
export function* release(
	tx: Change,
	{ assignment, studyId }: InStudy,
	{ reason, counts }: How
): Steps<void> {
	const { id, state, version } = assignment;
	yield* assignments.update(tx, id, {
		...{ releasedAt: tx.by.at, releaseReason: reason, counts },
		version: version + 1
	});
	yield* trail.record(tx, {
		studyId,
		what: 'assignment.released',
		subject: `assignment:${id}`,
		old: { state },
		new: { counts },
		reason
	});
}

/** True where a rater has left anything in it: then it is kept for good. */
export function* isBegun(tx: Change, assignment: Assignment): Steps<boolean> {
	if (assignment.state !== 'assigned' || assignment.comment !== '') return true;
	return (yield* ratings.ofAssignment(tx, { assignmentId: assignment.id })).length > 0;
}

/**
 * Takes an assignment from its rater: away where nothing was begun, else by releasing it. A second time of the
 * same case that was not begun goes with the first.
 */
export function* letGo(tx: Change, { assignment, studyId }: InStudy, how: How): Steps<void> {
	const again = assignment.repeat === 0 ? yield* assignments.findRepeat(tx, assignment) : undefined;
	if (again !== undefined && !(yield* isBegun(tx, again))) {
		yield* takeAway(tx, { assignment: again, studyId }, how.reason);
	}
	if (yield* isBegun(tx, assignment)) yield* release(tx, { assignment, studyId }, how);
	else yield* takeAway(tx, { assignment, studyId }, how.reason);
}

/**
 * Gives the open work of a member back to the plan: what is not begun is taken away, what is begun is released.
 *
 * @returns how many places are free again
 */
export function* giveBack(
	tx: Change,
	{ studyId, memberId }: { studyId: number; memberId: number },
	how: How
): Steps<number> {
	let free = 0;
	const open = (yield* assignments.ofMember(tx, { memberId })).filter(
		({ state, releasedAt }) => state !== 'submitted' && releasedAt === null
	);
	// Second times first: a first takes along its own that is not begun.
	for (const assignment of open.toSorted((a, b) => b.repeat - a.repeat)) {
		yield* letGo(tx, { assignment, studyId }, how);
		if (assignment.repeat === 0) free += 1;
	}
	return free;
}
