/** What a coefficient rests on: units, ratings and pairs of ratings that entered it. */
export type Counts = { units: number; ratings: number; pairs: number };

/**
 * A coefficient that has a value. `se` is its standard error and `ci95` its 95% interval, lower end
 * first; both are absent where no formula gives one.
 */
export type Estimate = Counts & { value: number; se?: number; ci95?: [number, number] };

/** A coefficient that has no value; `undefined` holds the reason as a plain sentence. */
export type Undefined = Counts & { undefined: string };

/** Every function of this room answers with one or the other, never with NaN. */
export type Coefficient = Estimate | Undefined;

/** On which scale the distribution of a coefficient is near normal: log(1 - theta), or the logit. */
export type Scale = 'chance-corrected' | 'percent';

/** A coefficient as it is computed from sums of units (sums.ts), without standard error or interval. */
export type Figure = {
	scale: Scale;
	/** How many units it counts. */
	units(sums: Float64Array): number;
	of(sums: Float64Array): Coefficient;
};

/** Reasons that several coefficients share; each states what holds for the ratings it counts. */
export const NO_PAIRS = 'No unit has two ratings.';
export const ALL_EQUAL =
	'All ratings are equal, so no disagreement is expected: read percent agreement instead.';
export const PAIRED_EQUAL =
	'All ratings are equal in the units with two or more, so no disagreement is expected: ' +
	'read percent agreement instead.';
export const ONE_PAIRED =
	'One unit only has two or more ratings: its alpha is 0 by construction, whatever they are.';

/**
 * Whether a divisor is more than 0 up to rounding, relative 1e-12.
 *
 * @param divisor a sum or difference
 * @param terms the sum of the sizes of what was added or taken away
 */
export function isPositive(divisor: number, terms: number): boolean {
	return divisor > 1e-12 * terms;
}

/** True where the coefficient has a value. */
export function isDefined(coefficient: Coefficient): coefficient is Estimate {
	return 'value' in coefficient;
}
