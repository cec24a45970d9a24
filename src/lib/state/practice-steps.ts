/** What the practice case teaches, in the order in which the case gives occasion for it. */

export const STEPS = [
	'rate',
	'change',
	'comment',
	'flag',
	'cannot-rate',
	'undo',
	'keys',
	'finish'
] as const;
export type Step = (typeof STEPS)[number];

/**
 * How a person works the screen: by keys, by pointer and the keys that are not single characters, or by
 * touch.
 */
export type Means = 'keys' | 'pointer' | 'touch';

/** By touch nothing undoes but another answer, and there are no keys to learn. */
const NOT_BY_TOUCH: readonly Step[] = ['undo', 'keys'];

/** The steps that can be done by these means. */
export function stepsFor(means: Means): readonly Step[] {
	return means === 'touch' ? STEPS.filter((step) => !NOT_BY_TOUCH.includes(step)) : STEPS;
}
