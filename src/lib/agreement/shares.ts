/**
 * Shares of units in each of several classes, with intervals by case: concordance classes, and the verdicts of
 * RAND/UCLA. A row of sums has one number a class.
 */
import { CLASSES, classify } from './concordance.ts';
import type { Figure } from './coefficient.ts';
import { assess, type Options } from './rand.ts';
import type { Sums } from './sums.ts';

/** Ratings of one unit, from 1 to 9; null where missing. */
type Ratings = readonly (number | null)[];

/** Classes of which each unit is in one; a unit of which nothing can be said is in none. */
export type Classing<Class extends string> = {
	classes: readonly Class[];
	classOf(ratings: Ratings): Class | undefined;
};

/** Primum's concordance classes, over units with at least two ratings. */
export const CONCORDANCE: Classing<(typeof CLASSES)[number]> = {
	classes: CLASSES,
	classOf: classify
};

export const VERDICTS = ['appropriate', 'uncertain', 'inappropriate'] as const;

/** RAND/UCLA's verdicts, over units with a rating. @param options as in `assess` */
export function verdicts(options: Options = {}): Classing<(typeof VERDICTS)[number]> {
	return { classes: VERDICTS, classOf: (ratings) => assess(ratings, options)?.verdict };
}

/** Whether the raters disagree, by the rule for the size of their panel, over units with at least two ratings. */
export function disagreement(options: Options = {}): Classing<'agreement' | 'disagreement'> {
	return {
		classes: ['agreement', 'disagreement'],
		classOf: (ratings) => {
			if (ratings.filter((value) => value !== null).length < 2) return undefined;
			return assess(ratings, options)!.disagreement ? 'disagreement' : 'agreement';
		}
	};
}

/** How many units of a case are in each class. */
export function count<Class extends string>(
	{ classes, classOf }: Classing<Class>,
	units: Iterable<Ratings>
): Sums {
	const sums = new Float64Array(classes.length);
	for (const ratings of units) {
		const found = classOf(ratings);
		if (found !== undefined) sums[classes.indexOf(found)]! += 1;
	}
	return sums;
}

/**
 * The share of one class, or of several together.
 *
 * @param wanted the classes that count
 */
export function share<Class extends string>(
	{ classes }: Classing<Class>,
	wanted: readonly Class[]
): Figure {
	const places = wanted.map((one) => classes.indexOf(one));
	return {
		scale: 'percent',
		units: unitsIn,
		of: (sums) => {
			const units = unitsIn(sums);
			const counts = { units, ratings: 0, pairs: 0 };
			if (units === 0) return { undefined: 'No unit has enough ratings to be classed.', ...counts };
			const value = places.reduce((sum, at) => sum + sums[at]!, 0) / units;
			return { value, ...counts };
		}
	};
}

const unitsIn = (sums: Sums) => sums.reduce((sum, x) => sum + x, 0);
