/** How many standard errors a 95% interval reaches to each side. */
import quantile from '@stdlib/stats-base-dists-t-quantile';

const known = new Map<number, number>();

/**
 * The 97.5th percentile of Student's t. Many coefficients ask for the same, and it is found by a series.
 *
 * @param df degrees of freedom, above 0
 */
export function reachOf(df: number): number {
	const reach = known.get(df) ?? quantile(0.975, df);
	known.set(df, reach);
	return reach;
}
