/**
 * All that can be said of some ratings: the coefficients of a report, and beside them shares, raters, parts of the
 * variance, slices, and what a second table of the same cases changed.
 */
import * as byCase from './by-case.ts';
import { isDefined, type Coefficient } from './coefficient.ts';
import { entry, type Entry } from './entry.ts';
import {
	shareDifferences,
	sharesOf,
	type Classed,
	type PanelRule,
	type ShareEntry
} from './listed-shares.ts';
import { family, type Resampling } from './listed.ts';
import * as raters from './raters.ts';
import { report, type Report } from './report.ts';
import * as sums from './sums.ts';
import { only, SCALE, type Sparse } from './table.ts';
import { nearUnanimity, type Unanimity } from './unanimity.ts';
import * as variance from './variance.ts';

/** Ratings to give an account of, each unit with its case; without cases, units stand for themselves. */
export type Rated = {
	table: Sparse;
	/** Of the raters, in the order of the table. */
	names: readonly string[];
	cases?: readonly (string | number)[];
};

export type AccountOptions = {
	/** What raters are called in `cohen_kappa_…_a_b`; as in `names` unless given. */
	pairs?: readonly string[];
	/** 1 to 9 unless given; shares of classes are of that scale only. */
	categories?: readonly number[];
	resampling?: Resampling;
	/** By which rule a panel disagrees. */
	rule?: PanelRule;
	/** Of which slice each unit is. */
	slices?: readonly string[];
	/** Ratings of the same cases and raters, before and after. */
	change?: { first: Rated; later: Rated };
};

/** The coefficients and shares of some ratings: what is said of a whole, and of each part of it. */
export type Figures = Report & {
	shares?: Record<string, ShareEntry>;
	near_unanimity?: Unanimity;
};

export type Account = Figures & {
	rater_profiles: RaterProfile[];
	rater_pairs: { first: string; second: string; kappa_quadratic: Entry }[];
	variance: VarianceEntry;
	slices?: { name: string; coefficients: Record<string, Entry>; discordant?: ShareEntry }[];
	/** What came later less what was first. */
	differences?: Record<string, DifferenceEntry>;
};

export type RaterProfile = {
	rater: string;
	ratings: number;
	shared: number;
	severity?: number;
	alpha_without: Entry;
	middle: number;
	ends: number;
};

export type VarianceEntry =
	| (Extract<variance.Variance, { parts: unknown }> & {
			/** Of the mean of as many raters. */
			dependability: Record<number, number>;
			/** For a dependability, how many; absent where no number is enough. */
			raters_needed: Record<string, number>;
	  })
	| { undefined: string };

export type DifferenceEntry = Entry & { t?: number };

/** The coefficients that slices are compared by. */
export const MAIN: readonly string[] = [
	'krippendorff_alpha_ordinal',
	'gwet_ac2_ordinal',
	'percent_agreement_unweighted',
	'percent_agreement_within_1'
];

const PANELS = [1, 2, 3, 4, 5, 7, 9];
const WANTED = [0.8, 0.9, 0.95];

/**
 * @throws RangeError where the table is faulty (tally.ts), or there is not one name a rater, one case or slice a unit
 */
export function account(rated: Rated, options: AccountOptions = {}): Account {
	const { categories = SCALE, rule = {}, resampling, slices, change } = options;
	const { table, names } = rated;
	return {
		...figures(rated, options),
		rater_profiles: raters.profiles(table, categories).map((profile, at) => ({
			...{ rater: names[at]!, ratings: profile.ratings, shared: profile.shared },
			...(profile.severity !== undefined && { severity: profile.severity }),
			alpha_without: written(profile.alphaWithout),
			...{ middle: profile.middle, ends: profile.ends }
		})),
		rater_pairs: raters.pairs(table, categories).map(({ first, second, kappa }) => ({
			...{ first: names[first]!, second: names[second]!, kappa_quadratic: written(kappa) }
		})),
		variance: varianceOf(rated),
		...(slices && { slices: slicesOf(rated, slices, { categories, rule, resampling }) }),
		...(change && { differences: differences(change, { categories, rule }) })
	};
}

/**
 * The coefficients and shares of an account alone.
 *
 * @throws RangeError as `account` does
 */
export function figures(
	rated: Rated,
	{
		categories = SCALE,
		rule = {},
		resampling,
		pairs
	}: Pick<AccountOptions, 'categories' | 'rule' | 'resampling' | 'pairs'> = {}
): Figures {
	const { table, names, cases } = rated;
	const given = sums.layout(categories);
	const unanimity = nearUnanimity(given, sums.ofCases(given, table)[0]!);
	return {
		...report(table, {
			categories,
			names: pairs ?? names,
			...(cases && { cases }),
			...(resampling && { resampling })
		}),
		...(isScale(categories) && { shares: sharesOf(classed(rated), rule) }),
		...(unanimity && { near_unanimity: unanimity })
	};
}

const isScale = (categories: readonly number[]) => categories.join() === SCALE.join();

/** A coefficient alone, without an interval. */
const written = (whole: Coefficient): Entry => entry({ whole });

/** Cases counted from 0, in the order of their names' first mention. */
function classed(
	{ table, cases = [] }: Rated,
	placeOf = new Map<string | number, number>()
): Classed {
	const units = table.starts.length - 1;
	const caseOf = Int32Array.from({ length: units }, (_, unit) => {
		const name = cases[unit] ?? 0;
		if (!placeOf.has(name)) placeOf.set(name, placeOf.size);
		return placeOf.get(name)!;
	});
	// Without an action there is one case all the same, with nothing in it.
	return { table, caseOf, cases: Math.max(1, placeOf.size) };
}

function varianceOf(rated: Rated): VarianceEntry {
	const found = variance.parts(rated.table, classed(rated).caseOf);
	if (!('parts' in found)) return found;
	const { parts } = found;
	return {
		...found,
		dependability: Object.fromEntries(
			PANELS.map((raters) => [raters, variance.dependability(parts, raters)])
		),
		raters_needed: Object.fromEntries(
			WANTED.flatMap((wanted) => {
				const needed = variance.ratersNeeded(parts, wanted);
				return needed === undefined ? [] : [[wanted.toFixed(2), needed]];
			})
		)
	};
}

type Rules = {
	categories: readonly number[];
	rule: PanelRule;
	resampling?: Resampling | undefined;
};

/** The main figures of each slice, in the order in which slices are met. */
function slicesOf(
	{ table, names, cases }: Rated,
	slices: readonly string[],
	{ categories, rule, resampling }: Rules
): Account['slices'] {
	const unitsOf = new Map<string, number[]>();
	slices.forEach((name, unit) => {
		const units = unitsOf.get(name);
		if (units === undefined) unitsOf.set(name, [unit]);
		else units.push(unit);
	});
	return [...unitsOf].map(([name, units]) => {
		const part = {
			...{ table: only(table, units), names },
			...(cases && { cases: units.map((unit) => cases[unit]!) })
		};
		const { coefficients } = report(part.table, {
			...{ ...part, categories, only: MAIN },
			...(resampling && { resampling })
		});
		if (!isScale(categories)) return { name, coefficients };
		return { name, coefficients, discordant: sharesOf(classed(part), rule)['discordant']! };
	});
}

/** How far each figure differs, case by case; both sides know the same raters in the same order. */
function differences(
	{ first, later }: { first: Rated; later: Rated },
	{ categories, rule }: Rules
) {
	const places = new Map<string | number, number>();
	const [one, two] = [classed(first, places), classed(later, places)];
	const [before, after] = [one, two].map((side) => ({ ...side, cases: places.size })) as [
		Classed,
		Classed
	];
	const given = sums.layout(categories, first.table.raters);
	const second = sums.ofCases(given, after.table, after.caseOf, after.cases);
	const pairs = sums
		.ofCases(given, before.table, before.caseOf, before.cases)
		.map((of, at) => ({ first: of, second: second[at]! }));
	const found = [
		...[...family(given)].map(({ name, figure }): [string, byCase.Difference] => [
			name,
			byCase.difference(pairs, figure)
		]),
		...(isScale(categories) ? Object.entries(shareDifferences(before, after, rule)) : [])
	];
	return Object.fromEntries(found.map(([name, one]) => [name, changed(one)]));
}

function changed(found: byCase.Difference): DifferenceEntry {
	const { t } = found;
	if (!isDefined(found)) return entry({ whole: found });
	const { value, units, ratings, pairs } = found;
	const whole = { value, units, ratings, pairs };
	return { ...entry({ whole, byCase: found }), ...(t !== undefined && { t }) };
}
