/**
 * Where almost every rating is the same, a coefficient that is corrected for chance says little: chance agreement is
 * almost all there is, and a single other rating moves it from one end to the other (Feinstein and Cicchetti, Journal
 * of Clinical Epidemiology 43, 1990). Then what was rated belongs beside it.
 */
import * as sums from './sums.ts';
import type { Layout, Sums } from './sums.ts';

/** From this much agreement by chance on, what is left for a coefficient to tell is too little. */
const MOST_BY_CHANCE = 0.8;

export type Unanimity = {
	/** Agreement that the categories' shares alone would give, from 0 to 1. */
	byChance: number;
	/** The share of pairs of ratings that are equal. */
	exact: number;
	/** The category given most, and its share of all ratings in units with two or more. */
	category: number;
	share: number;
};

/** @returns undefined where ratings differ enough for the coefficients to speak for themselves */
export function nearUnanimity(given: Layout, found: Sums): Unanimity | undefined {
	const { ratings, units } = sums.paired(found);
	if (units === 0) return undefined;
	const shares = sums.totals(given, found).map((count) => count / ratings);
	const byChance = shares.reduce((sum, share) => sum + share * share, 0);
	if (byChance < MOST_BY_CHANCE) return undefined;
	const most = shares.indexOf(Math.max(...shares));
	return {
		...{ byChance, exact: sums.agreed(found, 'identity') },
		...{ category: given.categories[most]!, share: shares[most]! }
	};
}
