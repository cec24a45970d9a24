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

export const NO_PAIRS = 'No unit has two ratings.';
export const ALL_EQUAL =
	'All ratings are equal, so no disagreement is expected: read percent agreement instead.';

/** True where the coefficient has a value. */
export function isDefined(coefficient: Coefficient): coefficient is Estimate {
	return 'value' in coefficient;
}
