/** The steps by which gold cases reach raters, are graded and are opened for another try. */
import { isOpen } from '#lib/domain/assignment.ts';
import {
	grade,
	hasQualified,
	passes,
	triesLeft,
	type Requirement
} from '#lib/domain/qualification.ts';
import type { Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as rounds from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';
import { giveGoldCases, reopen } from '../assigning/index.ts';

/** A rater who may qualify, and by which rules. */
export type Candidate = Requirement & { studyId: number; memberId: number; band: number };

const ANOTHER_TRY = 'Qualification not passed; another try';

/** What brings a study's raters up to date: its id, its band and what it asks for. */
export type Rules = Requirement & { id: number; band: number };

/**
 * Brings every rater of a study up to date after its rules have changed, or its round was opened: gives the
 * gold cases that are lacking, and catches up with what each has done (`catchUp`).
 */
export function* bringUpToDate(tx: Change, { id: studyId, ...rules }: Rules): Steps<void> {
	yield* giveGoldCases(tx, studyId);
	for (const { memberId } of yield* qualifications.candidates(tx, { studyId })) {
		yield* catchUp(tx, { studyId, memberId, ...rules });
	}
}

/**
 * Grades a rater once the last gold case is submitted: all of them together. Where that does not pass and a
 * try is left, all are opened again. Where the study requires nothing, the rater has qualified or no try is
 * left, nothing is graded.
 */
export function* gradeIfComplete(tx: Change, candidate: Candidate): Steps<void> {
	const { studyId, memberId, passMark, tries, band } = candidate;
	if (passMark === null) return;
	const attempts = yield* qualifications.ofMember(tx, { memberId });
	const left = triesLeft(tries, attempts);
	if (left === 0 || hasQualified(attempts)) return;
	const gold = yield* submittedGold(tx, memberId);
	if (gold === null) return;
	const result = grade(yield* qualifications.answers(tx, { memberId }), band);
	const passed = passes(result, passMark);
	const attempt = attempts.length + 1;
	yield* qualifications.insert(tx, {
		memberId,
		attempt,
		...result,
		passMark,
		passed,
		at: tx.by.at
	});
	yield* trail.record(tx, {
		studyId,
		what: passed ? 'qualification.passed' : 'qualification.not-passed',
		subject: `member:${memberId}`,
		new: { attempt, ...result, passMark, band }
	});
	if (!passed && left > 1) yield* reopenAll(tx, studyId, gold);
}

/**
 * Brings one rater up to date after the rules have changed: grades what is complete and was never graded, and
 * opens the gold cases of a rater who has used every try there was and may try again. A try is never used
 * up by answers that were graded before.
 */
function* catchUp(tx: Change, candidate: Candidate): Steps<void> {
	const { studyId, memberId, passMark, tries } = candidate;
	const attempts = yield* qualifications.ofMember(tx, { memberId });
	if (attempts.length === 0) {
		yield* gradeIfComplete(tx, candidate);
		return;
	}
	if (passMark === null || hasQualified(attempts) || triesLeft(tries, attempts) === 0) return;
	const gold = yield* submittedGold(tx, memberId);
	if (gold !== null) yield* reopenAll(tx, studyId, gold);
}

/** A member's gold cases where all are submitted; null where one is open or there is none. */
function* submittedGold(tx: Queries, memberId: number): Steps<assignments.Assignment[] | null> {
	const gold = yield* assignments.goldOfMember(tx, { memberId });
	return gold.length === 0 || gold.some(({ state }) => isOpen(state)) ? null : gold;
}

/** A signature in a locked round stays: it could not be given again. */
function* reopenAll(
	tx: Change,
	studyId: number,
	gold: readonly assignments.Assignment[]
): Steps<void> {
	const all = yield* rounds.ofStudy(tx, { studyId });
	const open = new Set(all.filter(({ closedAt }) => closedAt === null).map(({ id }) => id));
	for (const assignment of gold) {
		if (open.has(assignment.roundId)) yield* reopen(tx, { assignment, studyId }, ANOTHER_TRY);
	}
}
