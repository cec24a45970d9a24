/** The orders in which a table of cases shows them with their figures. */
import { MEASURES, type Measure } from './agreement-view.ts';
import type { Order } from './order.ts';

export type CaseHead = { externalId: string; specialty: string };

/** The columns that sort. */
export const KEYS = ['case', 'specialty', ...MEASURES] as const;
export type Key = (typeof KEYS)[number];
export type CaseOrder = Order<Key>;

const compareText = new Intl.Collator('en', { numeric: true }).compare;

/**
 * The cases in an order; those without a value stand last in either direction.
 *
 * @param valuesOf the values of a figure, one a case, NaN where there is none; asked for only where they decide
 */
export function sorted<Case extends CaseHead>(
	cases: readonly Case[],
	order: CaseOrder | null,
	valuesOf: (measure: Measure) => ArrayLike<number>
): Case[] {
	if (order === null) return [...cases];
	const { key, descending } = order;
	const sign = descending ? -1 : 1;
	if (key === 'case') {
		return cases.toSorted((a, b) => sign * compareText(a.externalId, b.externalId));
	}
	if (key === 'specialty') {
		return cases.toSorted((a, b) => sign * compareText(a.specialty, b.specialty));
	}
	const values = valuesOf(key);
	const places = cases.map((_, at) => at);
	places.sort((a, b) => {
		const [left, right] = [values[a]!, values[b]!];
		if (Number.isNaN(left) || Number.isNaN(right)) {
			return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
		}
		return sign * (left - right);
	});
	return places.map((at) => cases[at]!);
}
