import { isPositive } from './coefficient.ts';
import type { Coefficient, Counts } from './coefficient.ts';
import { check, complete, SCALE } from './table.ts';
import type { Table } from './table.ts';

const TOO_FEW = 'W needs two raters, and two units that every rater rated.';
const NO_RANKING = 'Each rater gave all units the same rating, so there is no ranking.';

/**
 * Kendall's coefficient of concordance W over the units no rater left out: how alike the raters
 * rank the units, from 0 to 1. Equal ratings share the mean of their ranks.
 *
 * Source: Kendall and Gibbons, Rank Correlation Methods, 5th edition, 1990, chapter 6.
 *
 * @param ties 'corrected' takes tied ranks out of the largest sum of squares that could be reached
 * @throws RangeError where the table is faulty, see table.check
 */
export function w(
	table: Table,
	ties: 'corrected' | 'uncorrected' = 'corrected',
	categories: readonly number[] = SCALE
): Coefficient {
	check(table, categories);
	const rows = complete(table);
	const n = rows.length;
	const m = rows[0]?.length ?? 0;
	const used: Counts = { units: n, ratings: n * m, pairs: (n * m * (m - 1)) / 2 };
	if (n < 2 || m < 2) return { undefined: TOO_FEW, ...used };

	const raters = Array.from({ length: m }, (_, j) => ranks(rows.map((row) => row[j]!)));
	const sums = rows.map((_, i) => raters.reduce((sum, rater) => sum + rater.ranks[i]!, 0));
	const mean = (m * (n + 1)) / 2;
	const squares = sums.reduce((sum, x) => sum + (x - mean) ** 2, 0);
	const tied = raters.reduce((sum, rater) => sum + rater.tied, 0);
	const most = m * m * (n ** 3 - n);
	if (!isPositive(most - m * tied, most)) return { undefined: NO_RANKING, ...used };
	return { value: (12 * squares) / (most - (ties === 'corrected' ? m * tied : 0)), ...used };
}

/** Ranks from 1, ties at their mean, and Σ (t³ - t) over groups of t equal values. */
function ranks(values: readonly number[]): { ranks: number[]; tied: number } {
	const times = new Map<number, number>();
	for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
	const rankOf = new Map<number, number>();
	let before = 0;
	let tied = 0;
	for (const [value, t] of [...times].sort(([a], [b]) => a - b)) {
		rankOf.set(value, before + (t + 1) / 2);
		before += t;
		tied += t ** 3 - t;
	}
	return { ranks: values.map((value) => rankOf.get(value)!), tied };
}
