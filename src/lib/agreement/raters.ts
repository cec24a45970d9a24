/** The raters themselves: who sits apart, how each uses the scale, and how alike each two are. */
import { isDefined, type Coefficient } from './coefficient.ts';
import * as cohen from './cohen.ts';
import * as krippendorff from './krippendorff.ts';
import * as sums from './sums.ts';
import { only, placer, SCALE, type Sparse } from './table.ts';

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

/**
 * Profiles of all raters, in the order of the table.
 *
 * @param categories ascending
 * @throws RangeError where a rating is none of the categories
 */
export function profiles(table: Sparse, categories: readonly number[] = SCALE): Profile[] {
	const given = sums.layout(categories);
	const whole = sums.ofCases(given, table)[0]!;
	const alpha = krippendorff.figure(given, 'ordinal');
	const [least, most] = [categories[0]!, categories.at(-1)!];
	const middle = (least + most) / 2;
	const { starts, who, values } = table;
	const unitsOf = Array.from({ length: table.raters }, (): number[] => []);
	for (let unit = 0; unit + 1 < starts.length; unit += 1) {
		for (let at = starts[unit]!; at < starts[unit + 1]!; at += 1) unitsOf[who[at]!]!.push(unit);
	}
	return unitsOf.map((units, rater) => {
		let [shared, apart, inMiddle, atEnds] = [0, 0, 0, 0];
		for (const unit of units) {
			const [from, to] = [starts[unit]!, starts[unit + 1]!];
			let [own, others] = [0, 0];
			for (let at = from; at < to; at += 1) {
				if (who[at] === rater) own = values[at]!;
				else others += values[at]!;
			}
			if (own === middle) inMiddle += 1;
			if (own === least || own === most) atEnds += 1;
			if (to - from < 2) continue;
			shared += 1;
			apart += own - others / (to - from - 1);
		}
		const rest = whole.slice();
		sums.add(rest, sums.ofCases(given, only(table, units))[0]!, -1);
		sums.add(rest, sums.ofCases(given, only(table, units, rater))[0]!);
		return {
			...{ ratings: units.length, shared, alphaWithout: alpha.of(rest) },
			severity: shared === 0 ? undefined : apart / shared,
			middle: share(inMiddle, units.length),
			ends: share(atEnds, units.length)
		};
	});
}

const share = (part: number, of: number) => (of === 0 ? 0 : part / of);

/** How alike two raters are, over the units that both rated. */
export type Pair = { first: number; second: number; kappa: Coefficient };

/**
 * Cohen's kappa with quadratic weights of each two raters who rated a unit in common; `first` stands before `second`
 * in the table.
 *
 * @throws RangeError where a rating is none of the categories
 */
export function pairs(table: Sparse, categories: readonly number[] = SCALE): Pair[] {
	const { raters, starts, who, values } = table;
	const place = placer(categories);
	const q = categories.length;
	const counts = new Map<number, Float64Array>();
	for (let unit = 0; unit + 1 < starts.length; unit += 1) {
		for (let a = starts[unit]!; a < starts[unit + 1]!; a += 1) {
			for (let b = a + 1; b < starts[unit + 1]!; b += 1) {
				const key = who[a]! * raters + who[b]!;
				const joint = counts.get(key) ?? new Float64Array(q * q);
				counts.set(key, joint);
				joint[place(values[a]!) * q + place(values[b]!)]! += 1;
			}
		}
	}
	const { of } = cohen.figure('quadratic', categories);
	return [...counts]
		.sort(([a], [b]) => a - b)
		.map(([key, joint]) => ({
			...{ first: Math.floor(key / raters), second: key % raters },
			kappa: bare(of(joint))
		}));
}

/** Without the standard error over units, which says too little where units are of cases. */
function bare(found: Coefficient): Coefficient {
	if (!isDefined(found)) return found;
	const { value, units, ratings, pairs: of } = found;
	return { value, units, ratings, pairs: of };
}
