/**
 * Definitions of a sample quantile, numbered as by Hyndman and Fan, American Statistician 50, 1996.
 */
export type Method = 7 | 6 | 1;

/**
 * A quantile of a sample: type 7 interpolates at (n-1)p, type 6 at (n+1)p - 1, both counted from 0
 * and held within the sample; type 1 is the smallest value with at least a share p at or below it.
 *
 * @param sorted at least one number, ascending
 * @param p from 0 to 1
 * @throws RangeError where the sample is empty or p is outside 0 to 1
 */
export function percentile(sorted: ArrayLike<number>, p: number, method: Method = 7): number {
	const n = sorted.length;
	if (n === 0)
		throw new RangeError('An empty sample has no percentiles: give at least one number.');
	if (!(p >= 0 && p <= 1)) throw new RangeError(`Percentile share ${p}: give one from 0 to 1.`);
	// Shares such as 0.7 are not exact in binary: 0.7 × 10 must count as 7, not as a little more.
	if (method === 1) return sorted[Math.max(0, Math.ceil(n * p - 1e-9) - 1)]!;
	const at = Math.min(n - 1, Math.max(0, method === 7 ? (n - 1) * p : (n + 1) * p - 1));
	const low = Math.floor(at);
	const high = Math.min(low + 1, n - 1);
	return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

/**
 * The median; half-way between the two middle numbers where their count is even.
 *
 * @param values at least one number, in any order
 * @throws RangeError where there is none
 */
export function median(values: readonly number[]): number {
	return percentile(
		[...values].sort((a, b) => a - b),
		0.5
	);
}
