/** The steps by which assignments come, go and are opened again, each with its line in the trail. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as ratings from '../../store/ratings.ts';
import * as trail from '../../store/trail.ts';

/** An assignment with whose it is, as `assignments.withOwner` finds it. */
export type Owned = {
	assignment: assignments.Assignment;
	userId: number;
	/** When its rater left the study; null for one who takes part. */
	leftAt: number | null;
	studyId: number;
	roundNumber: number;
	lockedAt: number | null;
	/** True for a qualification case. */
	gold: boolean;
	/** What the study asks for: per cent, or null for no qualification; tries; and the band in points. */
	passMark: number | null;
	tries: number;
	band: number;
};

/**
 * An assignment, for those who run the study it is in.
 *
 * @throws Refusal ('missing') where the study has no such assignment
 */
export function* inStudy(tx: Queries, studyId: number, assignmentId: number): Steps<Owned> {
	const found = yield* assignments.withOwner(tx, { id: assignmentId });
	if (found === undefined || found.studyId !== studyId) {
		throw new Refusal('missing', 'There is no such assignment in this study.');
	}
	return found;
}

/** Refuses whoever would bring work into a round that is locked, where nobody could do it. */
export function assertOpen({
	number,
	closedAt
}: {
	number: number;
	closedAt: number | null;
}): void {
	if (closedAt === null) return;
	throw new Refusal(
		'conflict',
		`Round ${number} is locked: its raters could change nothing. Open the round in the settings first.`
	);
}

/** Gives cases to members. */
export function* make(
	tx: Change,
	{
		studyId,
		roundId,
		pairs
	}: {
		studyId: number;
		roundId: number;
		pairs: readonly { caseId: number; memberId: number }[];
	}
): Steps<void> {
	const made = yield* assignments.insert(
		tx,
		pairs.map((pair) => ({ ...pair, roundId, state: 'assigned' as const, createdAt: tx.by.at }))
	);
	yield* trail.recordAll(
		tx,
		made.map(({ id, caseId, memberId }) => ({
			studyId,
			what: 'assignment.made' as const,
			subject: `assignment:${id}` as const,
			new: { caseId, memberId }
		}))
	);
}

/** Takes an assignment away that holds no rating. */
export function* takeAway(
	tx: Change,
	{ assignment, studyId }: { assignment: assignments.Assignment; studyId: number }
): Steps<void> {
	yield* assignments.remove(tx, assignment.id);
	yield* trail.record(tx, {
		studyId,
		what: 'assignment.removed',
		subject: `assignment:${assignment.id}`,
		old: { caseId: assignment.caseId, memberId: assignment.memberId }
	});
}

/** Opens a submitted case again: state back, signature void; the ratings stay. */
export function* reopen(
	tx: Change,
	{ assignment, studyId }: { assignment: assignments.Assignment; studyId: number },
	reason: string
): Steps<void> {
	yield* assignments.update(tx, assignment.id, {
		state: 'reopened',
		submittedAt: null,
		signedName: null,
		signedMeaning: null,
		version: assignment.version + 1
	});
	const { state, signedName, submittedAt } = assignment;
	yield* trail.record(tx, {
		studyId,
		what: 'assignment.reopened',
		subject: `assignment:${assignment.id}`,
		old: { state, signedName, submittedAt },
		new: { state: 'reopened' },
		reason
	});
}

/**
 * Takes an assignment from its rater, who can change nothing in it any more. What was rated stays with its rater.
 *
 * @param counts whether figures and releases read what was rated until now
 */
export function* release(
	tx: Change,
	{ assignment, studyId }: { assignment: assignments.Assignment; studyId: number },
	{ reason, counts }: { reason: string; counts: boolean }
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

/**
 * Gives the open work of a member back to the plan: what is not begun is taken away, what is begun is released.
 *
 * @returns how many places are free again
 */
export function* giveBack(
	tx: Change,
	{ studyId, memberId }: { studyId: number; memberId: number },
	how: { reason: string; counts: boolean }
): Steps<number> {
	let free = 0;
	for (const assignment of yield* assignments.ofMember(tx, { memberId })) {
		if (assignment.state === 'submitted' || assignment.releasedAt !== null) continue;
		const { length: rated } = yield* ratings.ofAssignment(tx, { assignmentId: assignment.id });
		if (rated === 0) yield* takeAway(tx, { assignment, studyId });
		else yield* release(tx, { assignment, studyId }, how);
		free += 1;
	}
	return free;
}
