/** The pace of some work over the last days, and when the rest is done at that pace. */
import { median } from '#lib/agreement/quantile.ts';
import { DAY_MS } from './day.ts';

/** Days that a pace is taken from: two whole weeks, so that no weekday weighs more than another. */
export const PACE_DAYS = 14;

/** With fewer days since the work began, nothing is said of its end. */
export const LEAST_DAYS = 5;

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

/** That many days from now. @param wait in days */
export function after(now: number, wait: number): number {
	return now + Math.min(FURTHEST_DAYS, wait) * DAY_MS;
}

/** Fewer answers than these say little of how long the rest will take. */
const TIMED_AT_LEAST = 10;

/**
 * The time one person needs for an answer. The median, and not the mean: one action over which the telephone rang must
 * not count for many.
 *
 * @param milliseconds of active attention, of each answer that was timed
 * @returns seconds; null until ten answers have been timed
 */
export function secondsAnAnswer(milliseconds: readonly number[]): number | null {
	return milliseconds.length < TIMED_AT_LEAST ? null : median(milliseconds) / 1000;
}

/**
 * The time between things that one person did one after the other, without the breaks.
 *
 * @param times milliseconds since 1970, in whatever order
 * @param most milliseconds beyond which it was a break
 */
export function gapsOf(times: readonly number[], most: number): number[] {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted
		.slice(1)
		.map((at, index) => at - sorted[index]!)
		.filter((gap) => gap > 0 && gap <= most);
}
