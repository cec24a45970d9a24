/**
 * When work will be done that goes on as it did in the last days.
 *
 * Days with ratings are uneven: people rate in sittings, and hardly on a Sunday. So the counts of the days are taken
 * as a Poisson process whose events come in clusters: quasi-Poisson, with the dispersion φ = max(1, variance/mean)
 * of the daily counts (McCullagh and Nelder, Generalized Linear Models, 1989, chapter 6). With S ratings in n days,
 * the rate of clusters has the posterior Gamma(S/φ + ½, n) under Jeffreys' prior, and N ratings that are left wait
 * for a = max(1, N/φ) clusters, a Gamma(a) time given that rate. The predicted time is a ratio of the two:
 *
 *   T = n · a / (S/φ + ½) · F(2a, 2S/φ + 1)
 *
 * (Nelson, Applied Life Data Analysis, 1982, section 6.2, for predicting Poisson counts; the compound gamma
 * distribution of Dubey, Metrika 16, 1970.) What it does not see: that the pace may change. It is asked for the pace of
 * those who are at work; what waits for somebody who has stopped is counted as work that they take over.
 */
import fQuantile from '@stdlib/stats-base-dists-f-quantile';
import { after, expectedOf, isKnown, type Finish, type Work } from './pace.ts';

/** How sure the range is. */
export const RANGE = 0.9;

/**
 * The same date with the range that holds it with a probability of RANGE.
 *
 * @throws RangeError where `left` or a count is negative
 */
export function finishOf(work: Work): Finish {
	const expected = expectedOf(work);
	if (!isKnown(expected)) return expected;
	const { left, recentPerDay, now } = work;
	const { at, perDay } = expected;
	const days = recentPerDay.length;
	const phi = dispersionOf(recentPerDay, perDay);
	const clusters = Math.max(1, left / phi);
	const seen = (perDay * days) / phi + 0.5;
	const until = (share: number) =>
		after(now, ((days * clusters) / seen) * fQuantile(share, 2 * clusters, 2 * seen));
	const margin = (1 - RANGE) / 2;
	return { at, from: Math.min(at, until(margin)), to: Math.max(at, until(1 - margin)), perDay };
}

/** Variance over mean of the counts, at least 1: below that, chance made the days more alike than they are. */
function dispersionOf(counts: readonly number[], mean: number): number {
	const squares = counts.reduce((all, count) => all + (count - mean) ** 2, 0);
	return Math.max(1, squares / (counts.length - 1) / mean);
}
