/** Figures of raters as this page writes them. */
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import { signed } from '#lib/components/figures.ts';

/** A difference in points with its sign: `+0.56`, `−0.83`; a dash where nothing is shared. */
export function difference(points: number | undefined): string {
	return points === undefined ? '–' : signed(points);
}

/** A share from 0 to 1 in whole per cent: `25%`. */
export const perCent = (share: number) => `${Math.round(100 * share)}%`;

/** Seconds with a digit below ten: `7.4`, `12`; a dash where they are not known. */
export function seconds(value: number | undefined): string {
	if (value === undefined) return '–';
	return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

/** κ × 100 without digits; a dash where it is not defined. */
export const kappa = (found: Coefficient) =>
	'value' in found ? String(Math.round(100 * found.value)).replace('-', '−') : '–';

/** A coefficient with three digits, because one rater of many moves it little; a dash where it is not defined. */
export const thousandths = (found: Coefficient) =>
	'value' in found ? found.value.toFixed(3).replace('-', '−') : '–';
