import { stated, type ByCase } from './by-case.ts';
import { isDefined, isPositive } from './coefficient.ts';
import type { Coefficient, Counts } from './coefficient.ts';
import { check, complete, placer, SCALE } from './table.ts';
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
	ties: Ties = 'corrected',
	categories: readonly number[] = SCALE
): Coefficient {
	check(table, categories);
	const rows = complete(table);
	const n = rows.length;
	const m = rows[0]?.length ?? 0;
	const used: Counts = { units: n, ratings: n * m, pairs: n * Math.max(0, (m * (m - 1)) / 2) };
	if (n < 2 || m < 2) return { undefined: TOO_FEW, ...used };

	const place = placer(categories);
	const places = rows.map((row) => row.map(place));
	const raters = Array.from({ length: m }, (_, j) => {
		const counts = new Float64Array(categories.length);
		for (const row of places) counts[row[j]!]! += 1;
		return ranked(counts);
	});
	const sums = places.map((row) => row.reduce((sum, at, j) => sum + raters[j]!.rankOf[at]!, 0));
	const mean = (m * (n + 1)) / 2;
	const squares = sums.reduce((sum, x) => sum + (x - mean) ** 2, 0);
	const tied = raters.reduce((sum, rater) => sum + rater.tied, 0);
	const value = shareOf({ n, m, squares, tied }, ties);
	return value === undefined ? { undefined: NO_RANKING, ...used } : { value, ...used };
}

/** Ties in the largest sum of squares that could be reached are taken out of it, or left. */
type Ties = 'corrected' | 'uncorrected';

/** @param of units, raters, the squares of the sums of ranks about their mean, and Σ (t³ - t) over ties */
function shareOf(
	{ n, m, squares, tied }: { n: number; m: number; squares: number; tied: number },
	ties: Ties
): number | undefined {
	const most = m * m * (n ** 3 - n);
	if (!isPositive(most - m * tied, most)) return undefined;
	return (12 * squares) / (most - (ties === 'corrected' ? m * tied : 0));
}

/** Beyond this many raters their pairs are too many to count for each case. */
const MOST_RATERS = 40;

/**
 * The same with an interval by case. What a rating's rank is depends on all units; so for each case the sums are
 * made anew, from how often two raters gave each pair of categories: Σ (Σ_j r_j)² = Σ_jl Σ_ck n_jl(c,k) r_j(c) r_l(k).
 *
 * @param caseOf the case of each unit, from 0
 */
export function byCase(
	table: Table,
	ties: Ties,
	{ caseOf, cases, categories = SCALE }: InCases
): ByCase {
	const found = w(table, ties, categories);
	const m = table[0]?.length ?? 0;
	const rows = Array.from({ length: cases }, (): number[][] => []);
	table.forEach((row, unit) => {
		if (row.every((value) => value !== null)) rows[caseOf[unit]!]!.push([...row]);
	});
	const counting = rows.filter(({ length }) => length > 0);
	if (!isDefined(found)) return { ...found, cases: counting.length };
	if (m > MOST_RATERS) {
		const noInterval = `No interval is computed for more than ${MOST_RATERS} raters.`;
		return { ...found, cases: counting.length, noInterval };
	}
	const whole = crossed(counting.flat(), categories);
	const without = counting.map((theirs) => {
		const rest = whole.slice();
		crossed(theirs, categories).forEach((count, at) => (rest[at]! -= count));
		return ofCrossed(rest, { n: found.units - theirs.length, m, q: categories.length }, ties);
	});
	return stated(found, 'percent', without);
}

type InCases = { caseOf: ArrayLike<number>; cases: number; categories?: readonly number[] };

/** How often raters j <= l gave categories c and k, pair after pair, as categories × categories. */
function crossed(
	rows: readonly (readonly number[])[],
	categories: readonly number[]
): Float64Array {
	const q = categories.length;
	const m = rows[0]?.length ?? 0;
	const place = placer(categories);
	const counts = new Float64Array((m * (m + 1) * q * q) / 2);
	for (const row of rows) {
		const places = row.map(place);
		let from = 0;
		for (let j = 0; j < m; j++) {
			for (let l = j; l < m; l++, from += q * q) counts[from + places[j]! * q + places[l]!]!++;
		}
	}
	return counts;
}

/** W from such counts. */
function ofCrossed(
	counts: Float64Array,
	{ n, m, q }: { n: number; m: number; q: number },
	ties: Ties
): number | undefined {
	if (n < 2) return undefined;
	const ranks = Array.from({ length: m }, (_, j) =>
		ranked(ownCounts(counts, placeOf(j, j, m) * q * q, q))
	);
	let sums = 0;
	let from = 0;
	for (let j = 0; j < m; j++) {
		for (let l = j; l < m; l++, from += q * q) {
			let sum = 0;
			for (let c = 0; c < q; c++)
				for (let k = 0; k < q; k++)
					sum += counts[from + c * q + k]! * ranks[j]!.rankOf[c]! * ranks[l]!.rankOf[k]!;
			sums += j === l ? sum : 2 * sum;
		}
	}
	const squares = sums - n * ((m * (n + 1)) / 2) ** 2;
	const tied = ranks.reduce((sum, rater) => sum + rater.tied, 0);
	return shareOf({ n, m, squares, tied }, ties);
}

/** Which pair of raters j <= l this is, in the order of `crossed`. */
const placeOf = (j: number, l: number, m: number) => j * m - (j * (j - 1)) / 2 + (l - j);

/** The counts of each category by one rater, from the diagonal of this rater's pairs. */
const ownCounts = (counts: Float64Array, from: number, q: number) =>
	Float64Array.from({ length: q }, (_, c) => counts[from + c * q + c]!);

/**
 * Ranks from 1, ties at their mean, and Σ (t³ - t) over groups of t equal values.
 *
 * @param counts how often a rater gave each category, ascending
 */
function ranked(counts: Float64Array): { rankOf: Float64Array; tied: number } {
	let before = 0;
	let tied = 0;
	const rankOf = counts.map((t) => {
		const rank = before + (t + 1) / 2;
		before += t;
		tied += t ** 3 - t;
		return rank;
	});
	return { rankOf, tied };
}
