/** The steps by which assignments come, go and are opened again, each with its line in the trail. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as trail from '../../store/trail.ts';
import { makeRoom } from './places.ts';
import { putOff } from './repeats.ts';

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
	/** When the case was withdrawn; null for one that is in the study. */
	withdrawnAt: number | null;
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
		`Round ${number} is closed: its raters could change nothing. Open it again on the page Rounds first.`
	);
}

/** Refuses to plan a later round. */
export function assertFirst({ number }: { number: number }): void {
	if (number === 1) return;
	throw new Refusal(
		'conflict',
		`Round ${number} asks those again who signed its cases in an earlier round. There is nothing to plan.`
	);
}

export type Places = {
	studyId: number;
	roundId: number;
	pairs: readonly { caseId: number; memberId: number }[];
};

/**
 * Gives cases to members.
 *
 * @param insteadOf the assignment whose place is taken
 * @throws Refusal ('conflict') where a case would have more than k raters, with nothing made; the driver's
 *   error of the unique key where a member has a case already
 */
export function* make(tx: Change, places: Places, insteadOf?: number): Steps<void> {
	const { studyId, roundId, pairs } = places;
	const caseIds = pairs.map(({ caseId }) => caseId);
	yield* makeRoom(tx, { studyId, roundId }, caseIds);
	if (insteadOf === undefined) yield* giveAll(tx, places);
	else yield* giveInstead(tx, places, insteadOf);
}

/**
 * Gives cases to members whose places are known, by the tens of thousands: whoever rated a case is asked again,
 * whatever k is by now.
 */
export function* giveAll(tx: Change, { studyId, roundId, pairs }: Places): Steps<void> {
	const after = yield* assignments.newest(tx);
	yield* assignments.insertMany(tx, rowsOf(tx, roundId, pairs));
	yield* trail.recordMade(tx, { studyId, roundId, after });
}

function* giveInstead(
	tx: Change,
	{ studyId, roundId, pairs }: Places,
	insteadOf: number
): Steps<void> {
	const made = yield* assignments.insert(tx, rowsOf(tx, roundId, pairs));
	yield* trail.recordAll(
		tx,
		made.map(({ id, caseId, memberId }) => ({
			studyId,
			what: 'assignment.made' as const,
			subject: `assignment:${id}` as const,
			new: { caseId, memberId, insteadOf }
		}))
	);
}

const rowsOf = ({ by }: Change, roundId: number, pairs: Places['pairs']) =>
	pairs.map(({ caseId, memberId }) => ({
		...{ caseId, memberId, roundId },
		...{ state: 'assigned' as const, createdAt: by.at }
	}));

/**
 * Opens a submitted case again: state back, signature void; the ratings stay. A second time that was not begun
 * waits until the first is signed again.
 */
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
	yield* putOff(tx, assignment);
}
