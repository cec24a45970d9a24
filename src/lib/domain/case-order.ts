/** The orders in which a table of cases shows them with their figures. */
import { isDefined, type Coefficient } from '#lib/agreement/coefficient.ts';
import type { Order } from './order.ts';

export type CaseFigures = {
	externalId: string;
	specialty: string;
	figures: { alpha: Coefficient; exact: Coefficient; withinOne: Coefficient };
};

/** The columns that sort. */
export const KEYS = ['case', 'specialty', 'alpha', 'exact', 'within'] as const;
export type Key = (typeof KEYS)[number];
export type CaseOrder = Order<Key>;

const compareText = new Intl.Collator('en', { numeric: true }).compare;

function valueOf({ figures }: CaseFigures, key: 'alpha' | 'exact' | 'within'): number | null {
	const coefficient = key === 'within' ? figures.withinOne : figures[key];
	return isDefined(coefficient) ? coefficient.value : null;
}

/** The cases in an order; those without a value stand last in either direction. */
export function sorted(cases: readonly CaseFigures[], order: CaseOrder | null): CaseFigures[] {
	if (order === null) return [...cases];
	const { key, descending } = order;
	const sign = descending ? -1 : 1;
	return cases.toSorted((a, b) => {
		if (key === 'case') return sign * compareText(a.externalId, b.externalId);
		if (key === 'specialty') return sign * compareText(a.specialty, b.specialty);
		const [left, right] = [valueOf(a, key), valueOf(b, key)];
		if (left === null || right === null) return Number(left === null) - Number(right === null);
		return sign * (left - right);
	});
}
