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
import {
	isDefined,
	type Coefficient,
	type Estimate,
	type Figure,
	type Scale
} from './coefficient.ts';
import { add, sumOf, type Sums } from './sums.ts';
import { reachOf } from './t-quantile.ts';

const SCALES: Record<Scale, { to(theta: number): number; back(g: number): number }> = {
	'chance-corrected': { to: (theta) => Math.log(1 - theta), back: (g) => 1 - Math.exp(g) },
	percent: {
		to: (theta) => Math.log(theta / (1 - theta)),
		back: (g) => 1 / (1 + Math.exp(-g))
	}
};

/** A coefficient whose interval is by case; `cases` are those with units that it counts. */
export type ByCase = Coefficient & {
	cases: number;
	/** Why it has no interval, where it has a value but none. */
	noInterval?: string;
};

const TWO_CASES = 'An interval by case needs two cases.';
const AT_THE_END = 'At the end of the scale there is no interval.';
const ON_ONE_CASE =
	'Without one of the cases the coefficient is not defined, or at the end of its scale.';

/**
 * A coefficient of a study with its standard error and 95% interval by case.
 *
 * @param cases the sums of each case; at least one
 * @param whole the sums of all of them, where they are at hand
 */
export function interval(cases: readonly Sums[], figure: Figure, whole?: Sums): ByCase {
	return intervals(cases, { figure }, whole).figure;
}

/**
 * Several coefficients at once: each case is left out once for all of them.
 *
 * @param cases may be gone through twice
 */
export function intervals<Name extends string>(
	cases: Iterable<Sums>,
	figures: Readonly<Record<Name, Figure>>,
	whole: Sums = sumOf(cases)
): Record<Name, ByCase> {
	const names = Object.keys(figures) as Name[];
	const list = names.map((name) => figures[name]);
	const found = list.map((figure) => figure.of(whole));
	const without = leaveOneOut(cases, whole, list);
	return Object.fromEntries(
		names.map((name, at) => [name, stated(found[at]!, list[at]!.scale, without[at]!)])
	) as Record<Name, ByCase>;
}

/**
 * A coefficient with its interval, from what it is without each case.
 *
 * @param without one value a case that it counts; undefined where it has none then
 */
export function stated(
	found: Coefficient,
	scale: Scale,
	without: readonly (number | undefined)[]
): ByCase {
	const cases = without.length;
	if (!isDefined(found)) return { ...found, cases };
	const { value, units, ratings, pairs } = found;
	const bare = { value, units, ratings, pairs, cases };
	if (cases < 2) return { ...bare, noInterval: TWO_CASES };
	const { to, back } = SCALES[scale];
	const at = to(value);
	if (!Number.isFinite(at)) return { ...bare, noInterval: AT_THE_END };
	const values = without.filter((one) => one !== undefined);
	const scaled = values.map(to);
	if (values.length < cases || !scaled.every(Number.isFinite)) {
		return { ...bare, noInterval: ON_ONE_CASE };
	}
	const reach = reachOf(cases - 1) * jackknife(scaled);
	const ends = [back(at - reach), back(at + reach)].sort((a, b) => a - b);
	return { ...bare, se: jackknife(values), ci95: ends as [number, number] };
}

/** A difference of the same coefficient between two sets of ratings, second less first. */
export type Difference = ByCase & { t?: number };

/**
 * How far a coefficient differs between two rounds, two slices or two groups of raters, with its interval by case:
 * the plain jackknife of the difference, t with C - 1 degrees of freedom. A case counts for both sides at once, so
 * the same cases rated twice are compared case by case; sides without a case in common are independent.
 *
 * @param cases the sums of each case on both sides; those of no unit where a side does not have it
 * @returns the counts of the second side beside the difference; `t` is the difference over its standard error
 */
export function difference(
	cases: readonly { first: Sums; second: Sums }[],
	figure: Figure
): Difference {
	const counts = (sums: Sums) => figure.units(sums) > 0;
	const counting = cases.filter(({ first, second }) => counts(first) || counts(second));
	const of = counting.length;
	const [first, second] = [
		figure.of(sumOf(cases.map((one) => one.first))),
		figure.of(sumOf(cases.map((one) => one.second)))
	];
	if (!isDefined(first)) return { ...first, cases: of };
	if (!isDefined(second)) return { ...second, cases: of };
	const { units, ratings, pairs } = second;
	const estimate: Estimate = { value: second.value - first.value, units, ratings, pairs };
	if (of < 2) return { ...estimate, cases: of, noInterval: TWO_CASES };
	const values = withoutEach(counting, figure);
	if (values === undefined) return { ...estimate, cases: of, noInterval: ON_ONE_CASE };
	const se = jackknife(values);
	const reach = reachOf(of - 1) * se;
	const ends: [number, number] = [estimate.value - reach, estimate.value + reach];
	return { ...estimate, se, ci95: ends, cases: of, ...(se > 0 && { t: estimate.value / se }) };
}

/** The difference without each case; undefined where one of them has no value. */
function withoutEach(
	cases: readonly { first: Sums; second: Sums }[],
	figure: Figure
): number[] | undefined {
	const [first, second] = [
		without(
			cases.map((one) => one.first),
			figure
		),
		without(
			cases.map((one) => one.second),
			figure
		)
	];
	const values = second.map((value, at) => value - first[at]!);
	return values.every(Number.isFinite) ? values : undefined;
}

/** The standard error of a figure from its values without each case. */
function jackknife(without: readonly number[]): number {
	const of = without.length;
	const mean = without.reduce((sum, value) => sum + value, 0) / of;
	const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return Math.sqrt(((of - 1) / of) * squares);
}

/** Each figure without each case that it counts; undefined where it has no value then. */
function leaveOneOut(
	cases: Iterable<Sums>,
	whole: Sums,
	figures: readonly Figure[]
): (number | undefined)[][] {
	const values = figures.map((): (number | undefined)[] => []);
	for (const [one, rest] of rests(cases, whole)) {
		for (let at = 0; at < figures.length; at += 1) {
			const { units, of } = figures[at]!;
			if (units(one) > 0) values[at]!.push(valueIn(of(rest)));
		}
	}
	return values;
}

/** A figure without each case, whatever is in it; NaN where it has no value then. */
function without(cases: readonly Sums[], { of }: Figure): number[] {
	const values: number[] = [];
	for (const [, rest] of rests(cases, sumOf(cases))) values.push(valueIn(of(rest)) ?? Number.NaN);
	return values;
}

/** Each case beside the sums of all others, which stand only until the next. */
function* rests(cases: Iterable<Sums>, whole: Sums): Generator<[Sums, Sums]> {
	const rest = new Float64Array(whole.length);
	for (const one of cases) {
		// From the whole each time: what is added back after it was taken away need not be what it was.
		rest.set(whole);
		add(rest, one, -1);
		yield [one, rest];
	}
}

const valueIn = (found: Coefficient) => (isDefined(found) ? found.value : undefined);
