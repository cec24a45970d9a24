import * as brennanPrediger from './brennan-prediger.ts';
import * as byCase from './by-case.ts';
import type { ByCase } from './by-case.ts';
import { isDefined } from './coefficient.ts';
import type { Coefficient, Figure } from './coefficient.ts';
import * as cohen from './cohen.ts';
import * as conger from './conger.ts';
import * as fleiss from './fleiss.ts';
import * as gwet from './gwet.ts';
import * as icc from './icc.ts';
import * as kendall from './kendall.ts';
import * as krippendorffCac from './krippendorff-cac.ts';
import * as krippendorff from './krippendorff.ts';
import * as percent from './percent.ts';
import * as sums from './sums.ts';
import type { Layout } from './sums.ts';
import { dense, packed, SCALE } from './table.ts';
import type { Sparse, Table } from './table.ts';
import { tally, type Tally } from './tally.ts';
import { KINDS, type Kind } from './weights.ts';

/** A coefficient as it is written into files: its value, or the reason why it has none. */
export type Entry = {
	value?: number;
	se?: number;
	ci95?: [number, number];
	/** What standard error and interval treat as independent of each other. */
	interval?: 'by case' | 'over actions';
	/** Cases that count, where the units are of cases. */
	cases?: number;
	/** What it rests on: units, ratings, and pairs of ratings. */
	units: number;
	ratings: number;
	pairs: number;
	/** What other programs give: actions taken as independent. Absent where no formula gives one. */
	over_actions?: { se?: number; ci95?: [number, number] };
	/** Why there is a value and no interval by case. */
	no_interval?: string;
	undefined?: string;
};

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
	cases?: readonly (string | number)[];
};

/** Beyond this many raters their pairs are too many to list. */
const MOST_RATERS_IN_PAIRS = 10;

/** A coefficient over all units, and by case where they are of at least two. */
type Found = { whole: Coefficient; byCase?: ByCase };

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
	const { categories = SCALE } = options;
	const t = tally(source, categories);
	const names = options.names ?? Array.from({ length: t.raters }, (_, at) => `r${at + 1}`);
	if (names.length !== t.raters)
		throw new RangeError(`${names.length} names for ${t.raters} raters: give one for each.`);
	const nested = nesting(t, options.cases);
	const given = sums.layout(categories, t.raters);
	const rows = packed(t.given);
	const complete = rows.map((row) => (row.length === t.raters ? row : null));
	const list = [...family(t, given), ...iccs(given, rows, complete)];
	const found: Record<string, Found> = {
		...besides(t, given, nested, list),
		...ofRanks(t, nested, complete)
	};
	if (t.raters <= MOST_RATERS_IN_PAIRS)
		Object.assign(found, ofPairs(dense(t.given), { categories, names }, nested));

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

type Listed = { name: string; whole: Coefficient; figure: Figure };

/** The coefficients that read all units, in the order in which they are listed. */
function* family(t: Tally, given: Layout): Generator<Listed> {
	for (const metric of krippendorff.METRICS) {
		const figure = krippendorff.figure(given, metric);
		yield { name: `krippendorff_alpha_${metric}`, whole: krippendorff.alpha(t, metric), figure };
	}
	yield {
		name: 'percent_agreement_within_1',
		whole: percent.withinOne(t),
		figure: percent.figure('within-1')
	};
	for (const kind of KINDS) yield* weighted(t, given, kind);
}

function* weighted(t: Tally, given: Layout, kind: Kind): Generator<Listed> {
	const weighting = kind === 'identity' ? 'unweighted' : kind;
	yield {
		name: `percent_agreement_${weighting}`,
		whole: percent.exact(t, kind),
		figure: percent.figure(kind)
	};
	yield {
		name: kind === 'identity' ? 'gwet_ac1' : `gwet_ac2_${kind}`,
		whole: gwet.ac(t, kind),
		figure: gwet.figure(given, kind)
	};
	for (const [name, room] of [
		['fleiss_kappa', fleiss],
		['conger_kappa', conger],
		['brennan_prediger', brennanPrediger]
	] as const) {
		yield {
			name: `${name}_${weighting}`,
			whole: room.kappa(t, kind),
			figure: room.figure(given, kind)
		};
	}
	yield {
		name: `krippendorff_alpha_cac_${weighting}`,
		whole: krippendorffCac.alpha(t, kind),
		figure: krippendorffCac.figure(given, kind)
	};
}

/** The ratings of each unit that no rater left out; null for every other one. */
type Complete = readonly (readonly number[] | null)[];

/** ICCs over the units no rater left out, and the one-way ICC, which reads all. */
function* iccs(given: Layout, rows: readonly number[][], complete: Complete): Generator<Listed> {
	const { categories } = given;
	const whole = complete.filter((row) => row !== null);
	for (const form of icc.FORMS) {
		yield {
			name: `icc_${form}_listwise`,
			whole: icc.icc(whole, form, categories),
			figure: icc.figure(given, form)
		};
	}
	yield {
		name: 'icc_1_1_unbalanced_anova',
		whole: icc.oneWay(evenly(rows), categories),
		figure: icc.oneWayFigure
	};
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
	list: readonly Listed[]
): Record<string, Found> {
	const alone = Object.fromEntries(
		list.map(({ name, whole }): [string, Found] => [name, { whole }])
	);
	if (nested === undefined) return alone;
	const cases = sums.ofCases(given, t.given, nested.caseOf, nested.cases);
	const figures = Object.fromEntries(list.map(({ name, figure }) => [name, figure]));
	for (const [name, found] of Object.entries(byCase.intervals(cases, figures))) {
		alone[name]!.byCase = found;
	}
	return alone;
}

/** A table as wide as the most ratings of a unit: who gave which does not matter to a one-way ICC. */
function evenly(rows: readonly number[][]): Table {
	const widest = rows.reduce((most, { length }) => Math.max(most, length), 0);
	return rows.map((row) => [...row, ...Array<null>(widest - row.length).fill(null)]);
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

/** Without keys that hold nothing: the same before and after JSON. */
function entry({ whole, byCase: nested }: Found): Entry {
	const { units, ratings, pairs } = whole;
	const rests = { ...(nested && { cases: nested.cases }), units, ratings, pairs };
	if (!isDefined(whole)) return { ...rests, undefined: whole.undefined };
	const over = {
		...(whole.se !== undefined && { se: whole.se }),
		...(whole.ci95 && { ci95: whole.ci95 })
	};
	const hasOver = Object.keys(over).length > 0;
	if (nested === undefined || !isDefined(nested)) {
		return { value: whole.value, ...over, ...(hasOver && { interval: 'over actions' }), ...rests };
	}
	const { se, ci95, noInterval } = nested;
	return {
		value: whole.value,
		...(se !== undefined && ci95 && { se, ci95, interval: 'by case' }),
		...rests,
		...(hasOver && { over_actions: over }),
		...(noInterval !== undefined && { no_interval: noInterval })
	};
}
