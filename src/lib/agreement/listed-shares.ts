/** Shares of units in classes under the names that reports have for them. */
import * as byCase from './by-case.ts';
import type { Counts, Figure } from './coefficient.ts';
import { entry, type Entry } from './entry.ts';
import { CONCORDANCE, count, disagreement, share, verdicts, type Classing } from './shares.ts';
import * as sums from './sums.ts';
import type { Sums } from './sums.ts';
import type { Sparse } from './table.ts';

/**
 * How many raters were asked of each unit, as many as answered unless given, and the band of the rule for panels below
 * eight, 2 unless given.
 */
export type PanelRule = { panel?: number; band?: number };

/** Units of ratings from 1 to 9, with the case of each. */
export type Classed = { table: Sparse; caseOf: ArrayLike<number>; cases: number };

/** A share as it is written: `count` of the units that it rests on. */
export type ShareEntry = Entry & { count: number };

/** Shares of one classing; `rests` says which units it classes. */
type Group = {
	countOf(units: Iterable<number[]>): Sums;
	rests: (found: Sums) => Counts;
	figures: [name: string, figure: Figure][];
};

function group<Class extends string>(
	classing: Classing<Class>,
	rests: Group['rests'],
	shares: Readonly<Record<string, readonly Class[]>>
): Group {
	return {
		countOf: (units) => count(classing, units),
		rests,
		figures: Object.entries(shares).map(([name, wanted]) => [name, share(classing, wanted)])
	};
}

const groups = (rule: PanelRule): Group[] => [
	group(CONCORDANCE, sums.paired, {
		perfect: ['perfect'],
		near_perfect: ['near-perfect'],
		concordant: ['concordant'],
		discordant: ['discordant'],
		perfect_or_near_perfect: ['perfect', 'near-perfect'],
		not_discordant: ['perfect', 'near-perfect', 'concordant']
	}),
	group(verdicts(rule), sums.rated, {
		rand_ucla_appropriate: ['appropriate'],
		rand_ucla_uncertain: ['uncertain'],
		rand_ucla_inappropriate: ['inappropriate']
	}),
	group(disagreement(rule), sums.paired, { rand_ucla_disagreement: ['disagreement'] })
];

/** Every share, with its interval by case where there are two. */
export function sharesOf(source: Classed, rule: PanelRule): Record<string, ShareEntry> {
	const whole = sums.ofCases(sums.layout(), source.table)[0]!;
	const found = groups(rule).flatMap(({ countOf, rests, figures }) => {
		const cases = classed(source, countOf);
		const all = sums.sumOf(cases);
		return figures.map(([name, figure]): [string, ShareEntry] => {
			const found = entry({
				whole: { ...figure.of(all), ...besidesUnits(rests(whole)) },
				...(source.cases > 1 && { byCase: byCase.interval(cases, figure, all) })
			});
			return [name, { ...found, count: Math.round((found.value ?? 0) * found.units) }];
		});
	});
	return Object.fromEntries(found);
}

/** How far each share differs between two tables of the same cases, second less first. */
export function shareDifferences(
	first: Classed,
	second: Classed,
	rule: PanelRule
): Record<string, byCase.Difference> {
	const whole = sums.ofCases(sums.layout(), second.table)[0]!;
	const found = groups(rule).flatMap(({ countOf, rests, figures }) => {
		const others = classed(second, countOf);
		const cases = classed(first, countOf).map((one, at) => ({ first: one, second: others[at]! }));
		return figures.map(([name, figure]): [string, byCase.Difference] => [
			name,
			{ ...byCase.difference(cases, figure), ...besidesUnits(rests(whole)) }
		]);
	});
	return Object.fromEntries(found);
}

/** Classes are counted in units; the ratings and pairs in them are those of the table. */
const besidesUnits = ({ ratings, pairs }: Counts) => ({ ratings, pairs });

/** The classes of the units of each case. */
function classed({ table, caseOf, cases }: Classed, countOf: Group['countOf']): Sums[] {
	const { starts, values } = table;
	const unitsOf = Array.from({ length: cases }, (): number[][] => []);
	for (let unit = 0; unit + 1 < starts.length; unit += 1) {
		const [from, to] = [starts[unit]!, starts[unit + 1]!];
		unitsOf[caseOf[unit]!]!.push(Array.from({ length: to - from }, (_, at) => values[from + at]!));
	}
	return unitsOf.map(countOf);
}
