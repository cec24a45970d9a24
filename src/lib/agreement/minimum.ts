/**
 * The point at which a function of a few numbers is least, by the simplex search of Nelder and Mead, Computer
 * Journal 7, 1965: no derivatives, and as good as one needs where a function is smooth and cheap.
 */

/** How near the corners of the last simplex are: in the value of the function, relative to its size. */
const TOLERANCE = 1e-12;
const MOST_STEPS = 2_000;

/**
 * It stops after each step: whoever waits for it may turn to something else then, or give up.
 *
 * @param f to be least; it may give Infinity where it is not defined
 * @param start from where, at least one number
 * @param step how far the first corners are from it
 * @returns where it was found least, and its value there
 */
export function* minimum(
	f: (x: readonly number[]) => number,
	start: readonly number[],
	step = 0.5
): Generator<undefined, { at: number[]; value: number }> {
	const corner = (at: readonly number[]) => ({ at: [...at], value: f(at) });
	let simplex = [
		corner(start),
		...start.map((_, i) => corner(start.map((x, j) => (i === j ? x + step : x))))
	];
	for (let steps = 0; steps < MOST_STEPS; steps += 1) {
		yield;
		simplex.sort((a, b) => a.value - b.value);
		const [best, worst] = [simplex[0]!, simplex.at(-1)!];
		if (worst.value - best.value <= TOLERANCE * (1 + Math.abs(best.value))) break;
		const others = simplex.slice(0, -1);
		const middle = start.map(
			(_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length
		);
		const along = (by: number) => corner(middle.map((x, i) => x + by * (worst.at[i]! - x)));
		const reflected = along(-1);
		if (reflected.value < best.value) {
			const farther = along(-2);
			simplex = [...others, farther.value < reflected.value ? farther : reflected];
		} else if (reflected.value < others.at(-1)!.value) {
			simplex = [...others, reflected];
		} else {
			const nearer = along(reflected.value < worst.value ? -0.5 : 0.5);
			simplex =
				nearer.value < Math.min(worst.value, reflected.value)
					? [...others, nearer]
					: simplex.map(({ at }) => corner(at.map((x, i) => (x + best.at[i]!) / 2)));
		}
	}
	return simplex.reduce((least, one) => (one.value < least.value ? one : least));
}
