/** What a final score from 1 to 9 says, and what it weighs. */

/** How severe a harm is: 3 severe, 2 moderate, 1 mild; 0 is none. */
export type Tier = 0 | 1 | 2 | 3;

/**
 * The harm that a score stands for: of doing the action for 1 to 3, of leaving it out for 7 to 9.
 *
 * @returns 0 for 4 to 6
 */
export function tierOf(score: number): Tier {
	return Math.max(0, Math.abs(score - 5) - 1) as Tier;
}

/** To be done: leaving it out is a harm. */
export function isAppropriate(score: number): boolean {
	return score >= 7;
}

/** Not to be done: doing it is a harm. */
export function isHarmful(score: number): boolean {
	return score <= 3;
}

/** Neither: it says nothing of right or wrong. */
export function isUncertain(score: number): boolean {
	return !isAppropriate(score) && !isHarmful(score);
}

const WEIGHTS = [1, 3, 24, 72] as const;

/** The weight of an action in recall and precision: 72 for 1 and 9, 24 for 2 and 8, 3 for 3 and 7, 1 for 4 to 6. */
export function weightOf(score: number): number {
	return WEIGHTS[tierOf(score)];
}
