/**
 * What the figures of raters are made of, added up case by case in one pass: of each rater, of each two, and what alpha
 * would lose without each. Nothing of it grows with the ratings, but with the raters and the pairs that there are.
 */
import { misplaced, placer, SCALE, type Sparse } from './table.ts';

/** What stands where of one rater. */
export const RATER = {
	...{ ratings: 0, middle: 1, ends: 2 },
	/** Units and cases that another rated too, and Σ (own score less the mean of the others). */
	...{ shared: 3, cases: 4, apart: 5 },
	newest: 6,
	length: 7
} as const;

/** What stands where of two raters: over the units that both rated, their number, their cases, and sums of the scores. */
export const PAIR = {
	...{ units: 0, cases: 1 },
	...{ x: 2, y: 3, xx: 4, yy: 5, xy: 6 },
	newest: 7,
	length: 8
} as const;

/** What stands where of what alpha is made of; after it n_c of each category, and o_ck as categories × categories. */
export const ALPHA = { units: 0, ratings: 1, pairs: 2, totals: 3 } as const;

export type RaterSums = {
	raters: number;
	categories: readonly number[];
	/** How many cases were added. */
	cases: number;
	/** raters × RATER. */
	ofRaters: Float64Array;
	/** PAIR of each two who share a unit, by first × raters + second; the first stands before the second. */
	ofPairs: Map<number, Float64Array>;
	/** ALPHA of all units with two ratings, and what it loses without each rater: raters × the same. */
	whole: Float64Array;
	lost: Float64Array;
};

/** The sums of no case. @param categories ascending */
export function none(raters: number, categories: readonly number[] = SCALE): RaterSums {
	const length = alphaLength(categories);
	return {
		...{ raters, categories, cases: 0 },
		ofRaters: new Float64Array(raters * RATER.length),
		ofPairs: new Map(),
		whole: new Float64Array(length),
		lost: new Float64Array(raters * length)
	};
}

/** Numbers of ALPHA for these categories. */
export const alphaLength = ({ length: q }: readonly number[]) => ALPHA.totals + q + q * q;

/** What adds the units of one more case to some sums. */
export function adder(into: RaterSums): (units: Sparse) => void {
	const { raters, categories, ofRaters, ofPairs, whole, lost } = into;
	const q = categories.length;
	const length = alphaLength(categories);
	const place = placer(categories);
	const [least, most] = [categories[0]!, categories.at(-1)!];
	const middle = (least + most) / 2;
	const counts = new Int32Array(q);
	const present = new Int32Array(q);

	/**
	 * @throws RangeError for a rating that is none of the categories, with its place in the case counted from 1
	 */
	return ({ starts, who, values }) => {
		into.cases += 1;
		for (let unit = 0; unit + 1 < starts.length; unit += 1) {
			const [from, to] = [starts[unit]!, starts[unit + 1]!];
			let sum = 0;
			for (let at = from; at < to; at += 1) {
				const value = values[at]!;
				if (place(value) < 0) throw misplaced(value, unit, who[at]!, categories);
				const base = who[at]! * RATER.length;
				ofRaters[base + RATER.ratings]! += 1;
				if (value === middle) ofRaters[base + RATER.middle]! += 1;
				if (value === least || value === most) ofRaters[base + RATER.ends]! += 1;
				sum += value;
			}
			if (to - from < 2) continue;
			for (let at = from; at < to; at += 1) {
				addShared(who[at]!, values[at]! - (sum - values[at]!) / (to - from - 1));
				for (let other = at + 1; other < to; other += 1) {
					addPair(who[at]! * raters + who[other]!, values[at]!, values[other]!);
				}
			}
			addAlpha(who, values, from, to);
		}
	};

	function addShared(rater: number, apart: number): void {
		const base = rater * RATER.length;
		ofRaters[base + RATER.shared]! += 1;
		ofRaters[base + RATER.apart]! += apart;
		if (ofRaters[base + RATER.newest] === into.cases) return;
		ofRaters[base + RATER.newest] = into.cases;
		ofRaters[base + RATER.cases]! += 1;
	}

	function addPair(key: number, x: number, y: number): void {
		let pair = ofPairs.get(key);
		if (pair === undefined) ofPairs.set(key, (pair = new Float64Array(PAIR.length)));
		pair[PAIR.units]! += 1;
		pair[PAIR.x]! += x;
		pair[PAIR.y]! += y;
		pair[PAIR.xx]! += x * x;
		pair[PAIR.yy]! += y * y;
		pair[PAIR.xy]! += x * y;
		if (pair[PAIR.newest] === into.cases) return;
		pair[PAIR.newest] = into.cases;
		pair[PAIR.cases]! += 1;
	}

	/**
	 * A unit of k ratings adds each of its pairs to o_ck by 1 / (k - 1). Without one rater the pairs of the others weigh
	 * 1 / (k - 2), and those with the rater are gone; of two ratings nothing is left.
	 */
	function addAlpha(who: Sparse['who'], values: Sparse['values'], from: number, to: number): void {
		const k = to - from;
		let used = 0;
		for (let at = from; at < to; at += 1) {
			const c = place(values[at]!);
			if (counts[c] === 0) present[used++] = c;
			counts[c]! += 1;
		}
		add(whole, 0, k, 1);
		addPairs(whole, 0, used, 1 / (k - 1));
		for (let at = from; at < to; at += 1) {
			const base = who[at]! * length;
			const own = place(values[at]!);
			if (k === 2) {
				add(lost, base, k, 1);
				addPairs(lost, base, used, 1);
				continue;
			}
			lost[base + ALPHA.ratings]! += 1;
			lost[base + ALPHA.pairs]! += k - 1;
			lost[base + ALPHA.totals + own]! += 1;
			addPairs(lost, base, used, 1 / (k - 1) - 1 / (k - 2));
			addPairsOf(base, own, used, 1 / (k - 2));
		}
		for (let a = 0; a < used; a += 1) counts[present[a]!] = 0;
	}

	function add(sums: Float64Array, base: number, k: number, units: number): void {
		sums[base + ALPHA.units]! += units;
		sums[base + ALPHA.ratings]! += k;
		sums[base + ALPHA.pairs]! += (k * (k - 1)) / 2;
		for (let c = 0; c < q; c += 1) sums[base + ALPHA.totals + c]! += counts[c]!;
	}

	/** Pairs of different categories of the unit. */
	function addPairs(sums: Float64Array, base: number, used: number, weight: number): void {
		const pairs = base + ALPHA.totals + q;
		for (let a = 0; a < used; a += 1) {
			const c = present[a]!;
			for (let b = 0; b < used; b += 1) {
				const l = present[b]!;
				if (c < l) sums[pairs + c * q + l]! += weight * counts[c]! * counts[l]!;
			}
		}
	}

	/** Those of them in which one rater is. */
	function addPairsOf(base: number, own: number, used: number, weight: number): void {
		const pairs = base + ALPHA.totals + q;
		for (let a = 0; a < used; a += 1) {
			const c = present[a]!;
			if (c < own) lost[pairs + c * q + own]! += weight * counts[c]!;
			if (c > own) lost[pairs + own * q + c]! += weight * counts[c]!;
		}
	}
}
