import { median, percentile } from './quantile.ts';
import type { Method } from './quantile.ts';
import { check } from './table.ts';

/** What a panel says of an action. */
export type Verdict = 'appropriate' | 'uncertain' | 'inappropriate';

/** Which rule told disagreement; stamped into releases. */
export type Rule = 'primum-small-panel' | 'extremes-3' | 'extremes-4' | 'extremes-5' | 'ipras';

/**
 * The band of the small-panel rule, 2 unless given; the percentiles of IPRAS, type 7; and how many raters were asked,
 * as many as answered unless given: the rule goes by the panel, so that one who could not rate does not turn
 * agreement into disagreement.
 */
export type Options = { band?: number; method?: Method; panel?: number };

export type Assessment = {
	ratings: number;
	median: number;
	verdict: Verdict;
	disagreement: boolean;
	rule: Rule;
};

/**
 * RAND/UCLA appropriateness of one action. The median, without disagreement, is appropriate at 7 to
 * 9 and inappropriate at 1 to 3; anything else, 3.5 and 6.5 among it, is uncertain. Disagreement,
 * by the size of the panel:
 * - 8 to 10: at least 3 in 1-3 and at least 3 in 7-9; 11 to 13: 4 of each; 14 to 16: 5 of each;
 * - 17 or more: IPRAS, since the published table of counts ends at 16;
 * - fewer than 8: no published rule, so Primum's: a rating of 1-3 meets one of 7-9, or largest -
 *   smallest is more than the band, 2 unless given. With a single rating there is none.
 *
 * Source: Fitch et al., The RAND/UCLA Appropriateness Method User's Manual, 2001.
 *
 * @param ratings of one action, 1 to 9; null where missing
 * @returns undefined without a rating
 * @throws RangeError where a rating is not on the scale
 */
export function assess(
	ratings: readonly (number | null)[],
	options: Options = {}
): Assessment | undefined {
	const given = sorted(ratings);
	if (given.length === 0) return undefined;
	const middle = median(given);
	const rule = ruleFor(Math.max(given.length, options.panel ?? 0));
	const disagreement = disagrees(given, rule, options);
	return {
		ratings: given.length,
		median: middle,
		verdict: verdict(middle, disagreement),
		disagreement,
		rule
	};
}

/** Whether the ratings of one action disagree, by the rule for the panel; false below two. */
export function disagreement(ratings: readonly (number | null)[], options: Options = {}): boolean {
	return assess(ratings, options)?.disagreement ?? false;
}

/** The rule that tells disagreement in a panel of this size. */
export function ruleFor(panel: number): Rule {
	if (panel < 8) return 'primum-small-panel';
	if (panel <= 10) return 'extremes-3';
	if (panel <= 13) return 'extremes-4';
	return panel <= 16 ? 'extremes-5' : 'ipras';
}

export type Spread = { ipr: number; ipras: number; disagreement: boolean };

/**
 * The interpercentile range P70 - P30, and the same adjusted for symmetry, 2.35 + 1.5 |5 - (P30 +
 * P70)/2|; a range above it is disagreement. On small panels the answer turns on how percentiles
 * are taken, which is why Primum uses it from 17 ratings on only.
 *
 * Source: Fitch et al. 2001, chapter 8.
 *
 * @returns undefined without a rating
 * @throws RangeError where a rating is not on the scale
 */
export function ipras(ratings: readonly (number | null)[], method: Method = 7): Spread | undefined {
	const given = sorted(ratings);
	return given.length === 0 ? undefined : spread(given, method);
}

function spread(given: readonly number[], method: Method): Spread {
	const low = percentile(given, 0.3, method);
	const high = percentile(given, 0.7, method);
	const ipr = high - low;
	const limit = 2.35 + 1.5 * Math.abs(5 - (low + high) / 2);
	// Both ends are sums of decimals: a range that equals the limit must not exceed it by rounding.
	return { ipr, ipras: limit, disagreement: ipr > limit + 1e-9 };
}

function disagrees(
	given: readonly number[],
	rule: Rule,
	{ band = 2, method = 7 }: Options
): boolean {
	const low = given.filter((value) => value <= 3).length;
	const high = given.filter((value) => value >= 7).length;
	const extremes = (least: number) => low >= least && high >= least;
	switch (rule) {
		case 'primum-small-panel':
			return extremes(1) || given[given.length - 1]! - given[0]! > band;
		case 'extremes-3':
			return extremes(3);
		case 'extremes-4':
			return extremes(4);
		case 'extremes-5':
			return extremes(5);
		case 'ipras':
			return spread(given, method).disagreement;
	}
}

function verdict(middle: number, disagreement: boolean): Verdict {
	if (disagreement) return 'uncertain';
	if (middle >= 7) return 'appropriate';
	return middle <= 3 ? 'inappropriate' : 'uncertain';
}

function sorted(ratings: readonly (number | null)[]): number[] {
	check([ratings]);
	return ratings.filter((value) => value !== null).sort((a, b) => a - b);
}
