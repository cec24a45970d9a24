/** The steps by which somebody is given a case, or given it back. */
import { Refusal } from '#lib/domain/refusal.ts';
import { isPaused } from '#lib/domain/participation.ts';
import type { Change } from '../../db/atomically.ts';
import { memberIn } from '../../auth/guards.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import type { Assignment } from '../../store/assignments.ts';
import * as assignments from '../../store/assignments.ts';
import type * as members from '../../store/members.ts';
import * as trail from '../../store/trail.ts';
import { assertAskable } from './askable.ts';
import { make } from './assignment-steps.ts';
import { makeRoom } from './places.ts';

/**
 * The member of a study, if a case can be given to this person now.
 *
 * @param now milliseconds since 1970, UTC
 * @throws Refusal ('missing') for nobody of this study, ('invalid') for somebody who takes no case
 */
export function* taker(
	tx: Queries,
	{ studyId, memberId }: { studyId: number; memberId: number },
	now: number
): Steps<members.NamedMember> {
	const member = yield* memberIn(tx, studyId, memberId);
	const why = whyNot(member, now);
	if (why !== null) throw new Refusal('invalid', why);
	return member;
}

function whyNot(member: members.NamedMember, now: number): string | null {
	const { name, role } = member;
	if (role !== 'rater') return `${name} is ${role} here, and does not rate.`;
	if (member.disabledAt !== null) return `The account of ${name} is disabled. Choose someone else.`;
	if (member.leftAt !== null) return `${name} has left this study. Choose someone else.`;
	if (isPaused(member, now))
		return `${name} is paused. End the pause first, or choose someone else.`;
	if (member.email === null) return `${name} never signs in: the ratings came from a file.`;
	return null;
}

/**
 * Gives a case to a member, who gets back what was rated before where the case was taken from the same person.
 *
 * @param insteadOf the assignment whose place is taken
 * @throws Refusal ('conflict') where all places of the case are taken, ('invalid') in a later round for somebody who
 *   has not signed the case before; the driver's error of the unique key where the member has the case
 */
export function* give(
	tx: Change,
	{
		studyId,
		insteadOf,
		...pair
	}: { studyId: number; roundId: number; caseId: number; memberId: number; insteadOf?: number }
): Steps<void> {
	yield* assertAskable(tx, { studyId, ...pair });
	const former = yield* assignments.find(tx, pair);
	if (former !== undefined && former.releasedAt !== null) {
		yield* putBack(tx, { assignment: former, studyId });
		return;
	}
	const { roundId, caseId, memberId } = pair;
	yield* make(tx, { studyId, roundId, pairs: [{ caseId, memberId }] }, insteadOf);
}

/**
 * Gives a released assignment back to its rater, as it was.
 *
 * @throws Refusal ('conflict') where all places of the case are taken
 */
export function* putBack(
	tx: Change,
	{ assignment, studyId }: { assignment: Assignment; studyId: number }
): Steps<void> {
	const { id, caseId, roundId, repeat, counts, releaseReason: reason, version } = assignment;
	if (repeat === 0) yield* makeRoom(tx, { studyId, roundId }, [caseId]);
	yield* assignments.update(tx, id, {
		...{ releasedAt: null, releaseReason: null, counts: true },
		version: version + 1
	});
	yield* trail.record(tx, {
		studyId,
		what: 'assignment.returned',
		subject: `assignment:${id}`,
		old: { counts, reason },
		new: { counts: true }
	});
}
