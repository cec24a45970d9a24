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
 * distribution of Dubey, Metrika 16, 1970.) What it does not see: that the pace may change, or that some of the work
 * waits for somebody who has stopped.
 */
import fQuantile from '@stdlib/stats-base-dists-f-quantile';

/** Days that a pace is taken from: two whole weeks, so that no weekday weighs more than another. */
export const PACE_DAYS = 14;

/** With fewer days since the work began, nothing is said of its end. */
export const LEAST_DAYS = 5;

/** How sure the range is. */
export const RANGE = 0.9;

const DAY = 24 * 60 * 60 * 1000;

/** No date is said beyond this: by then nothing goes on as it does now. */
const FURTHEST_DAYS = 3650;

/** Milliseconds since 1970; `perDay` in ratings. A finish that cannot be known says why, in a sentence. */
export type Finish =
	{ at: number; from: number; to: number; perDay: number } | { notKnown: string };

export type Work = {
	/** Ratings that are missing. */
	left: number;
	/**
	 * Ratings in each of the last days, at most PACE_DAYS of them, the oldest first: the last one is the 24 hours
	 * up to now, and the first one no earlier than the day the work began.
	 */
	recentPerDay: readonly number[];
	/** Milliseconds since 1970. */
	now: number;
};

/** True where a forecast has a date. */
export function isKnown<Known extends { at: number }>(
	finish: Known | { notKnown: string }
): finish is Known {
	return 'at' in finish;
}

/**
 * The date at which the rest of some work is done if it goes on as it does: left/pace days from now.
 *
 * @param perDay in ratings
 * @throws RangeError where `left` or a count is negative
 */
export function expectedOf({
	left,
	recentPerDay,
	now
}: Work): { at: number; perDay: number } | { notKnown: string } {
	if (left < 0 || recentPerDay.some((count) => count < 0)) {
		throw new RangeError('Ratings that are left, and ratings of a day, are 0 or more.');
	}
	if (left === 0) return { notKnown: 'Nothing is left to rate.' };
	const days = recentPerDay.length;
	if (days < LEAST_DAYS) {
		return { notKnown: `Too early to say: the pace shows after ${LEAST_DAYS} days of rating.` };
	}
	const perDay = recentPerDay.reduce((all, one) => all + one, 0) / days;
	if (perDay === 0) return { notKnown: `Nothing was rated in the last ${days} days.` };
	return { at: after(now, left / perDay), perDay };
}

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

/** @param wait in days */
function after(now: number, wait: number): number {
	return now + Math.min(FURTHEST_DAYS, wait) * DAY;
}

/** Variance over mean of the counts, at least 1: below that, chance made the days more alike than they are. */
function dispersionOf(counts: readonly number[], mean: number): number {
	const squares = counts.reduce((all, count) => all + (count - mean) ** 2, 0);
	return Math.max(1, squares / (counts.length - 1) / mean);
}
