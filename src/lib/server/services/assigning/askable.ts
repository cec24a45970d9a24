/** In a later round a case goes only to those who signed it before. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import * as signers from '../../store/signers.ts';

/**
 * The members who may be given a case in a round.
 *
 * @returns their ids; null in the first round, where anybody may
 */
export function* askable(
	tx: Queries,
	{ roundId, caseId }: { roundId: number; caseId: number }
): Steps<ReadonlySet<number> | null> {
	const { number } = (yield* rounds.byId(tx, { id: roundId }))!;
	if (number === 1) return null;
	if ((yield* rounds.anyAsked(tx, { roundId, caseId })) === undefined) return new Set();
	return new Set((yield* signers.ofCase(tx, { caseId })).map(({ memberId }) => memberId));
}

/**
 * Refuses to give a case of a later round to somebody who has not signed it before.
 *
 * @throws Refusal ('invalid')
 */
export function* assertAskable(
	tx: Queries,
	{
		studyId,
		roundId,
		caseId,
		memberId
	}: Record<'studyId' | 'roundId' | 'caseId' | 'memberId', number>
): Steps<void> {
	const all = yield* askable(tx, { roundId, caseId });
	if (all === null || all.has(memberId)) return;
	const { number } = (yield* rounds.byId(tx, { id: roundId }))!;
	const { externalId } = (yield* cases.byId(tx, { id: caseId }))!;
	if ((yield* rounds.anyAsked(tx, { roundId, caseId })) === undefined) {
		throw new Refusal('invalid', `Round ${number} asks nothing of ${externalId}.`);
	}
	const { name } = (yield* members.byId(tx, { studyId, id: memberId }))!;
	throw new Refusal(
		'invalid',
		`${name} has not signed ${externalId} in an earlier round. Round ${number} asks only those who have.`
	);
}
