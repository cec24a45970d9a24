/**
 * Intervals by case. The actions of one case share its difficulty and its raters, so an interval that treats
 * actions as independent is far too narrow; here each case is left out in turn (delete-one-case jackknife).
 * Raters are a sample too, and this interval does not see it.
 *
 * With theta the coefficient of all C cases, g its scale (log(1 - theta) where it is corrected for chance, the
 * logit for a percentage) and g(-c) the same without case c: SE² = (C-1)/C Σ (g(-c) - mean g(-c))², and the
 * interval is g ± t(0.975; C-1) SE, taken back. Source: Efron and Tibshirani, An Introduction to the Bootstrap,
 * 1993, chapter 11, for the jackknife; Fisher's idea of a scale on which the distribution is near normal.
 */
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { isDefined, type Coefficient } from './coefficient.ts';
import * as totals from './totals.ts';
import type { Totals } from './totals.ts';

/** On which scale a coefficient is near normal. */
export type Scale = 'chance-corrected' | 'percent';

const SCALES: Record<Scale, { to(theta: number): number; back(g: number): number }> = {
	'chance-corrected': { to: (theta) => Math.log(1 - theta), back: (g) => 1 - Math.exp(g) },
	percent: {
		to: (theta) => Math.log(theta / (1 - theta)),
		back: (g) => 1 / (1 + Math.exp(-g))
	}
};

/** A coefficient whose interval is by case; `cases` have units with at least two ratings. */
export type ByCase = Coefficient & {
	cases: number;
	/** Why it has no interval, where it has a value but none. */
	noInterval?: string;
};

/**
 * A coefficient of a study with its standard error and 95% interval by case.
 *
 * @param cases the sums of each case
 * @param coefficient what is computed from sums
 * @param whole the sums of all of them, where they are at hand
 */
export function interval(
	cases: readonly Totals[],
	coefficient: (sums: Totals) => Coefficient,
	scale: Scale,
	whole: Totals = sumOf(cases)
): ByCase {
	const paired = cases.filter(({ units }) => units > 0);
	const of = paired.length;
	const found = coefficient(whole);
	if (!isDefined(found)) return { ...found, cases: of };
	if (of < 2) return { ...found, cases: of, noInterval: 'An interval by case needs two cases.' };
	if (found.value === 1 || (scale === 'percent' && found.value === 0)) {
		return { ...found, cases: of, noInterval: 'At the end of the scale there is no interval.' };
	}
	const without = leaveOneOut(paired, whole, coefficient);
	if (without === undefined) {
		return {
			...found,
			cases: of,
			noInterval: 'Without one of the cases the coefficient is not defined.'
		};
	}
	const { to, back } = SCALES[scale];
	const reach = quantile(0.975, of - 1) * jackknife(without.map(to));
	const ends = [back(to(found.value) - reach), back(to(found.value) + reach)].sort((a, b) => a - b);
	return { ...found, se: jackknife(without), ci95: ends as [number, number], cases: of };
}

/** The standard error of a figure from its values without each case. */
function jackknife(without: readonly number[]): number {
	const of = without.length;
	const mean = without.reduce((sum, value) => sum + value, 0) / of;
	const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return Math.sqrt(((of - 1) / of) * squares);
}

function leaveOneOut(
	cases: readonly Totals[],
	whole: Totals,
	coefficient: (sums: Totals) => Coefficient
): number[] | undefined {
	const rest = sumOf([whole]);
	const values: number[] = [];
	for (const one of cases) {
		totals.add(rest, one, -1);
		const found = coefficient(rest);
		totals.add(rest, one);
		if (!isDefined(found) || found.value === 1) return undefined;
		values.push(found.value);
	}
	return values;
}

/** The sums of several cases. */
export function sumOf(cases: readonly Totals[]): Totals {
	const sum = totals.none();
	for (const one of cases) totals.add(sum, one);
	return sum;
}
