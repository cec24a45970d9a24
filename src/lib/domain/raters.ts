/** What is said of raters and of each two of them: from when on somebody sits apart, and in which order they stand. */
import { isDefined, type Coefficient } from '#lib/agreement/coefficient.ts';
import type { Order } from './order.ts';

/** Points of the scale, up or down, from which on a rater is said to sit apart from the others. */
export const APART = 0.5;

/** A kappa over fewer actions than this is not shown as a number: it says too little. */
export const FEW_ACTIONS = 30;

/** Below which kappa × 100 a pair is called low; one of these, as the address asks for it. */
export const LIMITS = [50, 60, 70, 75, 80] as const;
export const LIMIT = 75;

/** Raters that one matrix shows. */
export const MATRIX_RATERS = 40;

/** @param asked what an address says; anything but one of the limits is the usual one */
export function limitOf(asked: string | null): number {
	return LIMITS.find((limit) => String(limit) === asked) ?? LIMIT;
}

/** A kappa as it is printed: times 100, without digits; null where there is none, or too little to print one. */
export function hundredths(kappa: Coefficient): number | null {
	if (!isDefined(kappa) || kappa.units < FEW_ACTIONS) return null;
	return Math.round(100 * kappa.value);
}

/** True for a rater whose scores differ from the others' by half a point or more on average. */
export function isApart(severity: number | undefined): boolean {
	return severity !== undefined && Math.abs(severity) >= APART;
}

/** What one rater's line of the table is sorted by. */
export type RaterLine = {
	label: string;
	ratings: number;
	severity: number | undefined;
	ends: number;
	middle: number;
	cannotRate: number;
	seconds: number | undefined;
	alphaWithout: Coefficient;
};

export const RATER_KEYS = [
	'rater',
	'difference',
	'ratings',
	'ends',
	'middle',
	'cannot',
	'seconds',
	'without'
] as const;
export type RaterKey = (typeof RATER_KEYS)[number];

/** What the line of two raters is sorted by. */
export type PairLine = { label: string; cases: number; kappa: Coefficient };

export const PAIR_KEYS = ['pair', 'kappa', 'actions', 'cases'] as const;
export type PairKey = (typeof PAIR_KEYS)[number];

const compareText = new Intl.Collator('en', { numeric: true }).compare;

const valueIn = (found: Coefficient) => (isDefined(found) ? found.value : undefined);

const OF_RATER: Record<RaterKey, (line: RaterLine) => number | string | undefined> = {
	rater: ({ label }) => label,
	difference: ({ severity }) => severity,
	ratings: ({ ratings }) => ratings,
	ends: ({ ends }) => ends,
	middle: ({ middle }) => middle,
	cannot: ({ cannotRate }) => cannotRate,
	seconds: ({ seconds }) => seconds,
	without: ({ alphaWithout }) => valueIn(alphaWithout)
};

const OF_PAIR: Record<PairKey, (line: PairLine) => number | string | undefined> = {
	pair: ({ label }) => label,
	kappa: ({ kappa }) => valueIn(kappa),
	actions: ({ kappa }) => kappa.units,
	cases: ({ cases }) => cases
};

/** Raters in an order; without one, whoever is farthest from the others first. */
export function sortedRaters<T extends RaterLine>(
	lines: readonly T[],
	order: Order<RaterKey> | null
): T[] {
	if (order !== null) return sorted(lines, OF_RATER[order.key], order.descending);
	const farness = ({ severity }: T) => severity && Math.abs(severity);
	return sorted(lines, farness, true);
}

/** Pairs in an order; without one, the lowest first. */
export function sortedPairs<T extends PairLine>(
	lines: readonly T[],
	order: Order<PairKey> | null
): T[] {
	const { key, descending } = order ?? { key: 'kappa' as const, descending: false };
	return sorted(lines, OF_PAIR[key], descending);
}

/** Those without a value stand last in either direction; equals as they were. */
function sorted<T>(
	lines: readonly T[],
	of: (line: T) => number | string | undefined,
	descending: boolean
): T[] {
	const sign = descending ? -1 : 1;
	const valued = lines.map((line) => ({ line, value: of(line) }));
	valued.sort((a, b) => {
		if (a.value === undefined || b.value === undefined) {
			return Number(a.value === undefined) - Number(b.value === undefined);
		}
		if (typeof a.value === 'string') return sign * compareText(a.value, String(b.value));
		return sign * (a.value - Number(b.value));
	});
	return valued.map(({ line }) => line);
}
