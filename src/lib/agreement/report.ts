import * as byCase from './by-case.ts';
import * as cohen from './cohen.ts';
import { entry, type Entry, type Found } from './entry.ts';
import * as kendall from './kendall.ts';
import { family, iccs } from './listed.ts';
import type { Complete, Listed, Resampling } from './listed.ts';
import * as sums from './sums.ts';
import type { Layout } from './sums.ts';
import { dense, SCALE } from './table.ts';
import type { Sparse, Table } from './table.ts';
import { tally, type Tally } from './tally.ts';

export type { Entry } from './entry.ts';

export type Report = {
	units: number;
	raters: number;
	ratings: number;
	/** Cases with at least one rating; absent where the units are of none. */
	cases?: number;
	categories: number[];
	coefficients: Record<string, Entry>;
};

export type Options = {
	/** The values a rating may take, ascending; 1 to 9 unless given. */
	categories?: readonly number[];
	/** Of the raters, for the pairs in `cohen_kappa_…_a_b`; r1, r2, … unless given. */
	names?: readonly string[];
	/** The case of each unit, as any name; intervals are by case then. */
	cases?: ArrayLike<string | number>;
	/** Gives Krippendorff's alpha an interval over units too, which no formula gives. */
	resampling?: Resampling;
	/** Only these, of the coefficients that read all units; every coefficient unless given. */
	only?: readonly string[];
};

/** Beyond this many raters their pairs are too many to list. */
const MOST_RATERS_IN_PAIRS = 10;

/**
 * Every coefficient of this room over one table. A table without its holes costs what its ratings cost,
 * however many raters there are.
 *
 * @returns units (rows of the table, rated or not), raters, ratings present, and the coefficients
 * under names such as `gwet_ac2_quadratic`
 * @throws RangeError where the table is faulty, see tally, or there is not one name for each rater or one case
 * for each unit
 */
export function report(source: Table | Sparse, options: Options = {}): Report {
	const { categories = SCALE, only } = options;
	const t = tally(source, categories);
	const names = options.names ?? Array.from({ length: t.raters }, (_, at) => `r${at + 1}`);
	if (names.length !== t.raters)
		throw new RangeError(`${names.length} names for ${t.raters} raters: give one for each.`);
	const nested = nesting(t, options.cases);
	const given = sums.layout(categories, t.raters);
	const complete = completeOf(t.given);
	const list = [...family(given), ...iccs(given, complete)].filter(
		({ name }) => only?.includes(name) ?? true
	);
	const found = besides(t, given, nested, list, options.resampling);
	if (only === undefined) {
		Object.assign(found, ofRanks(t, nested, complete));
		if (t.raters <= MOST_RATERS_IN_PAIRS)
			Object.assign(found, ofPairs(dense(t.given), { categories, names }, nested));
	}

	return {
		units: t.patternOf.length,
		raters: t.raters,
		ratings: t.rated.ratings,
		...(nested !== undefined && { cases: nested.cases }),
		categories: [...categories],
		coefficients: Object.fromEntries(
			Object.entries(found).map(([name, coefficient]) => [name, entry(coefficient)])
		)
	};
}

/** The ratings of each unit that every rater has rated; null for the others, which are nearly all of a large study. */
function completeOf({ starts, values, raters }: Sparse): Complete {
	return Array.from({ length: starts.length - 1 }, (_, unit) => {
		const [from, to] = [starts[unit]!, starts[unit + 1]!];
		if (to - from !== raters) return null;
		return Array.from({ length: raters }, (__, at) => values[from + at]!);
	});
}

/** The case of each unit, counted from 0. */
type Nested = { caseOf: Int32Array; cases: number };

/** @returns undefined where the units are of no cases, or rated ones of one only */
function nesting(t: Tally, given: Options['cases']): Nested | undefined {
	if (given === undefined) return undefined;
	if (given.length !== t.patternOf.length)
		throw new RangeError(
			`${given.length} cases for ${t.patternOf.length} units: give one for each.`
		);
	const places = new Map<string | number, number>();
	t.patternOf.forEach((pattern, unit) => {
		const name = given[unit]!;
		if (pattern >= 0 && !places.has(name)) places.set(name, places.size);
	});
	if (places.size < 2) return undefined;
	return { caseOf: Int32Array.from(given, (name) => places.get(name) ?? 0), cases: places.size };
}

/** Kendall's W: a rank depends on all units, so it is not made of sums. */
function ofRanks(
	{ categories }: Tally,
	nested: Nested | undefined,
	complete: Complete
): Record<string, Found> {
	const whole = complete.filter((row) => row !== null);
	const caseOf = nested?.caseOf.filter((_, unit) => complete[unit] !== null);
	const found: Record<string, Found> = {};
	for (const ties of ['uncorrected', 'corrected'] as const) {
		const name = `kendall_w_${ties === 'corrected' ? 'ties_corrected' : ties}_listwise`;
		found[name] = { whole: kendall.w(whole, ties, categories) };
		if (nested === undefined || caseOf === undefined) continue;
		const { cases } = nested;
		found[name].byCase = kendall.byCase(whole, ties, { caseOf, cases, categories });
	}
	return found;
}

/** Beside each coefficient the same by case, where there are cases. */
function besides(
	t: Tally,
	given: Layout,
	nested: Nested | undefined,
	list: readonly Listed[],
	resampling: Resampling | undefined
): Record<string, Found> {
	const alone = Object.fromEntries(
		list.map(({ name, whole }): [string, Found] => [name, { whole: whole(t, resampling) }])
	);
	if (nested === undefined) return alone;
	const cases = sums.eachCase(given, t.given, nested.caseOf, nested.cases);
	const figures = Object.fromEntries(list.map(({ name, figure }) => [name, figure]));
	for (const [name, found] of Object.entries(byCase.intervals(cases, figures))) {
		alone[name]!.byCase = found;
	}
	return alone;
}

function ofPairs(
	table: Table,
	{ categories, names }: Required<Pick<Options, 'categories' | 'names'>>,
	nested: Nested | undefined
) {
	const found: Record<string, Found> = {};
	names.forEach((one, first) =>
		names.forEach((other, second) => {
			if (second <= first) return;
			const cases =
				nested &&
				cohen.crossings(table, { first, second, categories }, nested.caseOf, nested.cases);
			for (const [kind, weighting] of [
				['identity', 'unweighted'],
				['linear', 'linear'],
				['quadratic', 'quadratic']
			] as const) {
				const whole = cohen.kappa(table, first, second, kind, categories);
				const figure = cohen.figure(kind, categories);
				found[`cohen_kappa_${weighting}_${one}_${other}`] = {
					whole,
					...(cases && { byCase: byCase.interval(cases, figure) })
				};
			}
		})
	);
	return found;
}
