/** The raters themselves: who sits apart, how each uses the scale, and how alike each two are. */
import type { Coefficient } from './coefficient.ts';
import * as cohen from './cohen.ts';
import * as krippendorff from './krippendorff.ts';
import * as sums from './rater-sums.ts';
import type { RaterSums } from './rater-sums.ts';
import { SCALE, type Sparse } from './table.ts';

/** How one rater rates, over all units that this rater gave a score. */
export type Profile = {
	/** Scores given, and units of them that another rated too. */
	ratings: number;
	shared: number;
	/**
	 * Mean of the rater's own score less the mean of the others', over shared units, in points of the scale: above 0 the rater
	 * sees more benefit than the others do, below 0 more harm. Undefined where nothing is shared.
	 */
	severity: number | undefined;
	/** Krippendorff's ordinal alpha of all other raters. */
	alphaWithout: Coefficient;
	/** Shares of the rater's own scores, from 0 to 1: the middle of the scale, and its two ends. */
	middle: number;
	ends: number;
};

/** How alike two raters are, over the units that both rated. */
export type Pair = { first: number; second: number; kappa: Coefficient };

/**
 * Profiles of all raters, in the order of the table.
 *
 * @param categories ascending
 * @throws RangeError where a rating is none of the categories
 */
export function profiles(table: Sparse, categories: readonly number[] = SCALE): Profile[] {
	return profilesOf(ofTable(table, categories)).map(({ cases: _, ...profile }) => profile);
}

/**
 * Cohen's kappa with quadratic weights of each two raters who rated a unit in common; `first` stands before `second`
 * in the table.
 *
 * @throws RangeError where a rating is none of the categories
 */
export function pairs(table: Sparse, categories: readonly number[] = SCALE): Pair[] {
	return pairsOf(ofTable(table, categories)).map(({ cases: _, ...pair }) => pair);
}

function ofTable(table: Sparse, categories: readonly number[]): RaterSums {
	const found = sums.none(table.raters, categories);
	sums.adder(found)(table);
	return found;
}

/** The same from what was added up, with the cases in which something is shared. */
export function profilesOf(found: RaterSums): (Profile & { cases: number })[] {
	const { RATER } = sums;
	const { categories, whole, lost, ofRaters } = found;
	const length = sums.alphaLength(categories);
	return Array.from({ length: found.raters }, (_, rater) => {
		const of = ofRaters.subarray(rater * RATER.length, (rater + 1) * RATER.length);
		const rest = whole.map((sum, at) => sum - lost[rater * length + at]!);
		const [ratings, shared] = [of[RATER.ratings]!, of[RATER.shared]!];
		return {
			...{ ratings, shared, cases: of[RATER.cases]! },
			severity: shared === 0 ? undefined : of[RATER.apart]! / shared,
			alphaWithout: alpha(rest, categories),
			middle: share(of[RATER.middle]!, ratings),
			ends: share(of[RATER.ends]!, ratings)
		};
	});
}

/** Krippendorff's ordinal alpha of all raters. */
export function alphaOf({ whole, categories }: RaterSums): Coefficient {
	return alpha(whole, categories);
}

function alpha(made: Float64Array, categories: readonly number[]): Coefficient {
	const { ALPHA } = sums;
	const q = categories.length;
	const counts = {
		...{ units: made[ALPHA.units]!, ratings: made[ALPHA.ratings]!, pairs: made[ALPHA.pairs]! }
	};
	return krippendorff.stated(counts, () =>
		krippendorff.fromCoincidences(
			made.subarray(ALPHA.totals, ALPHA.totals + q),
			made.subarray(ALPHA.totals + q),
			'ordinal',
			categories
		)
	);
}

const share = (part: number, of: number) => (of === 0 ? 0 : part / of);

/** The pairs from what was added up, with the cases in which they share something. */
export function pairsOf({ raters, ofPairs }: RaterSums): (Pair & { cases: number })[] {
	const { PAIR } = sums;
	return [...ofPairs]
		.sort(([a], [b]) => a - b)
		.map(([key, of]) => ({
			...{ first: Math.floor(key / raters), second: key % raters },
			...{ kappa: kappaOf(of), cases: of[PAIR.cases]! }
		}));
}

function kappaOf(of: Float64Array): Coefficient {
	const { PAIR } = sums;
	const [x, y, xx, yy, xy] = [PAIR.x, PAIR.y, PAIR.xx, PAIR.yy, PAIR.xy].map((at) => of[at]!);
	return cohen.quadratic({ units: of[PAIR.units]!, x: x!, y: y!, xx: xx!, yy: yy!, xy: xy! });
}
