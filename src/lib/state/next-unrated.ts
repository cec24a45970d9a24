/**
 * Where to go after an action was rated.
 *
 * @param rated whether each action is rated, in the order of the screen
 * @param from the index to start after; -1 to begin at the top
 * @returns the index of the next unrated action, going on from the top after the last; null where none is
 *   left
 */
export function nextUnrated(rated: readonly boolean[], from: number): number | null {
	for (let step = 1; step <= rated.length; step += 1) {
		const index = (from + step) % rated.length;
		if (!rated[index]) return index;
	}
	return null;
}
