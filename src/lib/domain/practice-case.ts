/**
 * The practice case: what a careful reader would answer to each of its actions. Primum wrote it, and nobody
 * it tells of exists. Its words are in the catalogue `practice`, by the numbers used here. It reaches over
 * the whole scale and is contested nowhere, so that whoever is new learns the scale and not an opinion.
 */
import type { CannotRateReason, RatingValue } from './rating.ts';
import type { Score } from './scale.ts';

/** A range of scores, or the reason why there can be none. */
export type Expected = { from: Score; to: Score } | { cannotRate: CannotRateReason };

/** The numbers of the actions, in the order of the screen. */
export type PracticeNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export type PracticeAction = { number: PracticeNumber; category: string; expected: Expected };

export const PRACTICE_ACTIONS: readonly PracticeAction[] = [
	{ number: 1, category: 'Counseling', expected: { from: 7, to: 8 } },
	{ number: 2, category: 'Diagnostic', expected: { from: 8, to: 9 } },
	{ number: 3, category: 'Diagnostic', expected: { from: 2, to: 3 } },
	// Asks for the same as action 2: there is a flag for that, and the score is the same.
	{ number: 4, category: 'Diagnostic', expected: { from: 8, to: 9 } },
	{ number: 5, category: 'Medication', expected: { from: 1, to: 1 } },
	{ number: 6, category: 'Medication', expected: { cannotRate: 'wording-ambiguous' } },
	{ number: 7, category: 'Medication', expected: { from: 4, to: 6 } },
	// The harm of leaving it out is easily underrated.
	{ number: 8, category: 'Follow-up', expected: { from: 8, to: 9 } }
];

/** The practice action of a number; it must be one of the case. */
export function practiceAction(number: number): PracticeAction {
	return PRACTICE_ACTIONS[number - 1]!;
}

/** True where an answer is one that a careful reader would give. */
export function agrees(expected: Expected, { score, cannotRate }: RatingValue): boolean {
	if ('cannotRate' in expected) return cannotRate === expected.cannotRate;
	return score !== null && score >= expected.from && score <= expected.to;
}
