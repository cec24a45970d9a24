/** Figures as everyone sees them where cases are held out: exactly enough to compare, too coarse to reckon back from. */
import type { Figured, Harms } from './submission.ts';

/** Decimals of a figure, and of harms a hundred cases. */
const PLACES = 3;
const PLACES_OF_A_HUNDRED = 1;

const rounded = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;

const orNull = (value: number | null) => (value === null ? null : rounded(value, PLACES));

/** Values and intervals to three decimals. */
export function coarsely(figures: Record<string, Figured>): Record<string, Figured> {
	return Object.fromEntries(
		Object.entries(figures).map(([name, { value, ci95, ...counts }]) => [
			name,
			{ value: orNull(value), ci95: ci95 && [orNull(ci95[0]), orNull(ci95[1])], ...counts }
		])
	);
}

/** Harms a hundred cases to one decimal, which is three of one case. */
export function harmsCoarsely({ severe, moderate, mild }: Harms): Harms {
	const of = (harms: number) => rounded(harms, PLACES_OF_A_HUNDRED);
	return { severe: of(severe), moderate: of(moderate), mild: of(mild) };
}
