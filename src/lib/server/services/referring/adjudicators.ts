/** Those who rule on what stays open in a study. */
import { Refusal } from '#lib/domain/refusal.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';

/** Everybody who adjudicates, takes part still, and whose account is open. */
export function* adjudicatorsOf(tx: Queries, studyId: number): Steps<members.NamedMember[]> {
	const everyone = yield* members.ofStudy(tx, { studyId });
	return everyone.filter(
		(member) => isAdjudicator(member) && member.leftAt === null && member.disabledAt === null
	);
}

/**
 * The ids of those who are asked to rule.
 *
 * @param memberId one of them; null for all
 * @throws Refusal ('invalid') where nobody, or not this person, adjudicates
 */
export function* rulersAsked(
	tx: Queries,
	studyId: number,
	memberId: number | null
): Steps<number[]> {
	const all = (yield* adjudicatorsOf(tx, studyId)).map(({ id }) => id);
	if (all.length === 0) {
		throw new Refusal(
			'invalid',
			'Nobody adjudicates in this study. Add an adjudicator under People first, or send the actions to the next round.'
		);
	}
	if (memberId === null) return all;
	if (all.includes(memberId)) return [memberId];
	throw new Refusal(
		'invalid',
		'This person does not adjudicate in the study any more. Choose somebody else, or everybody who does.'
	);
}
