/** Places among others, as far as intervals tell. */
import type { Figured } from './submission.ts';

/** A place as far as it is known: from best to worst, from 1. */
export type Rank = { from: number; to: number };

/** Which way is good; null where neither is. */
export type Better = 'higher' | 'lower' | null;

export type Standing = Pick<Figured, 'value' | 'ci95'>;

/**
 * In which places figures can be: ahead of one are those whose interval lies wholly on its better side, behind it those
 * whose interval lies wholly on its worse side. Intervals that touch overlap. A figure without an interval is as its
 * value; one without a value has no place, and where neither way is good none has.
 *
 * @returns a rank for each figure, in their order
 */
export function ranksOf(figures: readonly Standing[], better: Better): (Rank | null)[] {
	if (better === null) return figures.map(() => null);
	const spans = figures.map((figure) => spanOf(figure, better));
	const known = spans.filter((span) => span !== null);
	const lows = Float64Array.from(known, ({ low }) => low).sort();
	const highs = Float64Array.from(known, ({ high }) => high).sort();
	return spans.map((span) => {
		if (span === null) return null;
		const ahead = known.length - countWhile(lows, (low) => low <= span.high);
		const behind = countWhile(highs, (high) => high < span.low);
		return { from: 1 + ahead, to: known.length - behind };
	});
}

/** An interval turned so that more is better. */
type Span = { low: number; high: number };

/** @returns null for a figure without a value */
export function spanOf({ value, ci95 }: Standing, better: Better): Span | null {
	if (value === null) return null;
	const [low, high] = ci95 ?? [value, value];
	const span = { low: low ?? -Infinity, high: high ?? Infinity };
	return better === 'lower' ? { low: -span.high, high: -span.low } : span;
}

/** How many of the sorted values come before the first that something is not true of. */
function countWhile(sorted: Float64Array, isSo: (value: number) => boolean): number {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (isSo(sorted[middle]!)) from = middle + 1;
		else to = middle;
	}
	return from;
}
