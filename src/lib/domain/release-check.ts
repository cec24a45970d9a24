/** What is to be known before a release is made: how its actions stand, and what of that needs somebody. */

/**
 * `decide`: the coordinator has to; `look`: it may be as it should, or not; `fine`: in order; `open`: nobody has looked,
 * because it takes long to find out.
 */
export const CHECK_STATES = ['decide', 'look', 'open', 'fine'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/**
 * Why an action has no final score, over what is signed, from the most to the least pressing: adjudicators gave
 * different scores; harm (1 to 3) meets benefit (7 to 9); the scores are apart in some other way; an adjudicator has
 * ruled and another is waited for; it was reworded and new ratings are awaited; scores stand in sheets that nobody has
 * signed yet; there are too few, and nobody is still to give one.
 */
export const OPEN_WHYS = [
	'rulings-apart',
	'harm-benefit',
	'apart',
	'ruling-waits',
	'reworded',
	'unsigned',
	'few'
] as const;
export type OpenWhy = (typeof OPEN_WHYS)[number];

/** How many there are in each state. */
export function statesOf(items: readonly { state: CheckState }[]): Record<CheckState, number> {
	const counts = CHECK_STATES.map((state) => [
		state,
		items.filter((item) => item.state === state).length
	]);
	return Object.fromEntries(counts) as Record<CheckState, number>;
}
