/**
 * Where the variance of ratings comes from: cases, the actions in them, raters, and raters who see a case
 * differently. Score = mean + case + action in case + rater + rater × case + rest, each part normal and independent,
 * estimated by REML; a rater need not have rated everything.
 *
 * Sources: Patterson and Thompson, Biometrika 58, 1971, for REML; Bates et al., Journal of Statistical Software 67,
 * 2015, for the criterion with relative standard deviations, which may be 0; Brennan, Generalizability Theory, 2001,
 * for dependability.
 *
 * Of an action only the sum of its ratings matters beside their number, so actions are absorbed before anything is
 * searched: what is left of a case is a matrix over its raters, for each number of ratings that an action of it has.
 */
import { minimum } from './minimum.ts';
import { shrunk } from './normal-equations.ts';
import type { Sparse } from './table.ts';

/** Variances, in points of the scale squared. */
export type Parts = {
	case: number;
	/** Of the actions within a case. */
	action: number;
	/** Of raters' severity. */
	rater: number;
	/** Of raters' severity from case to case. */
	raterInCase: number;
	/** What nothing of it explains. */
	rest: number;
};

export type Variance =
	| { parts: Parts; mean: number; ratings: number; units: number; cases: number; raters: number }
	| { undefined: string };

/** Beyond this many raters the matrix over them is too large to be solved some hundred times. */
const MOST_RATERS = 400;

/**
 * @param table ratings as numbers; a unit is an action
 * @param caseOf the case of each unit, from 0
 * @throws RangeError where there is not one case for each unit
 */
export function parts(table: Sparse, caseOf: ArrayLike<number>): Variance {
	const search = estimating(table, caseOf);
	for (;;) {
		const { done, value } = search.next();
		if (done === true) return value;
	}
}

/**
 * The same with a stop after each step of the search, some hundred of them, at which whoever waits for it may turn to
 * something else, or give up.
 */
export function* estimating(
	table: Sparse,
	caseOf: ArrayLike<number>
): Generator<undefined, Variance> {
	const units = table.starts.length - 1;
	if (caseOf.length !== units)
		throw new RangeError(`${caseOf.length} cases for ${units} units: give one for each.`);
	const cases = absorbed(table, caseOf);
	const raters = new Set(cases.flatMap((one) => one.raters));
	const ratings = table.values.length;
	if (cases.length < 2 || raters.size < 2) {
		return { undefined: 'Parts of the variance need two cases and two raters.' };
	}
	if (!cases.some(({ alike }) => alike.some(({ size }) => size > 1))) {
		return { undefined: 'No action has two ratings, so raters cannot be told from actions.' };
	}
	if (raters.size > MOST_RATERS) {
		return {
			undefined: `Parts of the variance are not computed for more than ${MOST_RATERS} raters.`
		};
	}
	const solved = (relative: readonly number[]) => solve(cases, raters.size, ratings, relative);
	const placed = new Map([...raters].map((rater, at) => [rater, at]));
	for (const one of cases) one.places = one.raters.map((rater) => placed.get(rater)!);
	const { at } = yield* minimum((relative) => solved(relative).criterion, [0.7, 1.5, 0.4, 0.3]);
	const { rest, mean } = solved(at);
	if (!(rest > 0))
		return { undefined: 'Nothing is left unexplained, so there is nothing to compare with.' };
	const [ofCase, action, rater, raterInCase] = at.map((one) => one * one * rest) as [
		number,
		number,
		number,
		number
	];
	return {
		parts: { case: ofCase, action, rater, raterInCase, rest },
		...{ mean, ratings, units: rated(table), cases: cases.length, raters: raters.size }
	};
}

/**
 * Of what k raters say on average, the share that is of the action and not of who happened to rate it: from 0 to 1.
 *
 * @param raters k, from 1
 */
export function dependability({ case: ofCase, action, ...of }: Parts, raters: number): number {
	const wanted = ofCase + action;
	return wanted / (wanted + (of.rater + of.raterInCase + of.rest) / raters);
}

/**
 * How many raters an action needs for a wanted dependability.
 *
 * @param wanted above 0 and below 1
 * @returns a whole number from 1; undefined where actions do not differ, so that no number is enough
 */
export function ratersNeeded(of: Parts, wanted: number): number | undefined {
	const one = dependability(of, 1);
	if (!(one > 0)) return undefined;
	// What is a whole number but for rounding is that number.
	return Math.max(1, Math.ceil((wanted * (1 - one)) / (one * (1 - wanted)) - 1e-9));
}

function rated({ starts }: Sparse): number {
	let units = 0;
	for (let unit = 0; unit + 1 < starts.length; unit += 1)
		units += starts[unit + 1]! > starts[unit]! ? 1 : 0;
	return units;
}

/** What is left of a case: over its raters, for each number of ratings that its units have. */
type Absorbed = {
	raters: number[];
	/** Where each rater stands among all raters. */
	places: number[];
	/** Units of this many ratings each. */
	alike: Alike[];
	/** Σ y² of all its ratings. */
	squares: number;
};
type Alike = {
	size: number;
	units: number;
	/** How many units both raters rated, as raters × raters; the diagonal is what one rated. */
	together: Float64Array;
	/** Of each rater: the sum of the ratings, and the sum over the units rated of all ratings of the unit. */
	own: Float64Array;
	ofUnits: Float64Array;
	/** Σ (Σ y)² over units. */
	sumsSquared: number;
};

function absorbed({ starts, who, values }: Sparse, caseOf: ArrayLike<number>): Absorbed[] {
	const ratersOf = new Map<number, Set<number>>();
	for (let unit = 0; unit + 1 < starts.length; unit += 1) {
		const known = ratersOf.get(caseOf[unit]!) ?? new Set<number>();
		for (let at = starts[unit]!; at < starts[unit + 1]!; at += 1) known.add(who[at]!);
		if (known.size > 0) ratersOf.set(caseOf[unit]!, known);
	}
	const found = new Map<number, { item: Absorbed; placeOf: Map<number, number> }>();
	for (const [one, raters] of ratersOf) {
		const list = [...raters].sort((a, b) => a - b);
		const item = { raters: list, places: [], alike: [], squares: 0 };
		found.set(one, { item, placeOf: new Map(list.map((rater, at) => [rater, at])) });
	}
	for (let unit = 0; unit + 1 < starts.length; unit += 1) {
		const size = starts[unit + 1]! - starts[unit]!;
		if (size === 0) continue;
		const { item, placeOf } = found.get(caseOf[unit]!)!;
		const alike = alikeIn(item, size);
		const m = item.raters.length;
		let sum = 0;
		for (let at = starts[unit]!; at < starts[unit + 1]!; at += 1) sum += values[at]!;
		alike.units += 1;
		alike.sumsSquared += sum * sum;
		for (let at = starts[unit]!; at < starts[unit + 1]!; at += 1) {
			const r = placeOf.get(who[at]!)!;
			const y = values[at]!;
			alike.own[r]! += y;
			alike.ofUnits[r]! += sum;
			item.squares += y * y;
			for (let other = starts[unit]!; other < starts[unit + 1]!; other += 1) {
				alike.together[r * m + placeOf.get(who[other]!)!]! += 1;
			}
		}
	}
	return [...found.values()].map(({ item }) => item);
}

function alikeIn(item: Absorbed, size: number): Alike {
	const known = item.alike.find((one) => one.size === size);
	if (known !== undefined) return known;
	const m = item.raters.length;
	const made: Alike = {
		...{ size, units: 0, sumsSquared: 0 },
		together: new Float64Array(m * m),
		own: new Float64Array(m),
		ofUnits: new Float64Array(m)
	};
	item.alike.push(made);
	return made;
}

/**
 * The REML criterion (-2 log likelihood, up to a constant) at standard deviations relative to that of the rest, of
 * case, action, rater and rater × case; with the variance of the rest and the mean that fit best there.
 */
function solve(
	cases: readonly Absorbed[],
	raters: number,
	ratings: number,
	[ofCase, action, rater, raterInCase]: readonly number[]
) {
	const [c2, a2, r2, rc2] = [ofCase! ** 2, action! ** 2, rater! ** 2, raterInCase! ** 2];
	let log = 0;
	let squares = 0;
	const all = new Float64Array(raters * raters);
	const sums = new Float64Array(raters);
	for (const item of cases) {
		const { matrix, vector, ...of } = withoutActions(item, a2);
		const m = item.raters.length;
		log += of.log;
		squares += of.squares;
		// Raters in this case: (A^-1 + rc² I)^-1.
		const inner = shrunk(matrix, vector, rc2, m);
		log += inner.log;
		squares -= inner.squares;
		// The case itself: one number.
		const ones = rowSums(matrix, m);
		const sum = ones.reduce((total, x) => total + x, 0);
		const y = vector.reduce((total, x) => total + x, 0);
		const scale = c2 / (1 + c2 * sum);
		log += Math.log1p(c2 * sum);
		squares -= scale * y * y;
		for (let i = 0; i < m; i += 1) {
			const place = item.places[i]!;
			sums[place]! += vector[i]! - scale * ones[i]! * y;
			for (let j = 0; j < m; j += 1) {
				all[place * raters + item.places[j]!]! += matrix[i * m + j]! - scale * ones[i]! * ones[j]!;
			}
		}
	}
	const outer = shrunk(all, sums, r2, raters);
	log += outer.log;
	squares -= outer.squares;
	const weight = all.reduce((total, x) => total + x, 0);
	const mean = sums.reduce((total, x) => total + x, 0) / weight;
	const left = squares - mean * mean * weight;
	const rest = left / (ratings - 1);
	const criterion = log + Math.log(weight) + (ratings - 1) * Math.log(rest);
	return { criterion: Number.isFinite(criterion) ? criterion : Infinity, rest, mean };
}

/** A case without its actions, whose ratings they hold together. @param a2 the relative variance of actions */
function withoutActions(item: Absorbed, a2: number) {
	const m = item.raters.length;
	const matrix = new Float64Array(m * m);
	const vector = new Float64Array(m);
	let log = 0;
	let { squares } = item;
	for (const { size, units, together, own, ofUnits, sumsSquared } of item.alike) {
		const held = a2 / (1 + a2 * size);
		log += units * Math.log1p(a2 * size);
		squares -= held * sumsSquared;
		for (let i = 0; i < m; i += 1) {
			vector[i]! += own[i]! - held * ofUnits[i]!;
			matrix[i * m + i]! += together[i * m + i]!;
			for (let j = 0; j < m; j += 1) matrix[i * m + j]! -= held * together[i * m + j]!;
		}
	}
	return { matrix, vector, log, squares };
}

const rowSums = (matrix: Float64Array, m: number) =>
	Float64Array.from({ length: m }, (_, i) => {
		let sum = 0;
		for (let j = 0; j < m; j += 1) sum += matrix[i * m + j]!;
		return sum;
	});
