/** The order of a table of cases with their figures, as the address of its page asks for it. */
import { isDefined, type Coefficient } from '#lib/agreement/coefficient.ts';

export type CaseFigures = {
	externalId: string;
	specialty: string;
	figures: { alpha: Coefficient; exact: Coefficient; withinOne: Coefficient };
};

export const KEYS = ['case', 'specialty', 'alpha', 'exact', 'within'] as const;
export type Key = (typeof KEYS)[number];
export type Order = { key: Key; descending: boolean };

/** Reads `sort` and `order` of an address; by default the cases stand as the study has them. */
export function orderOf(url: URL): Order | null {
	const asked = url.searchParams.get('sort');
	const key = KEYS.find((known) => known === asked);
	if (key === undefined) return null;
	return { key, descending: url.searchParams.get('order') === 'descending' };
}

/** The order a press on a column's head leads to: the other way round, if it is sorted by it already. */
export function next(key: Key, now: Order | null): { sort: string; order: string } {
	const descending = now?.key === key && !now.descending;
	return { sort: key, order: descending ? 'descending' : 'ascending' };
}

const compareText = new Intl.Collator('en', { numeric: true }).compare;

function valueOf({ figures }: CaseFigures, key: 'alpha' | 'exact' | 'within'): number | null {
	const coefficient = key === 'within' ? figures.withinOne : figures[key];
	return isDefined(coefficient) ? coefficient.value : null;
}

/** The cases in an order; those without a value stand last in either direction. */
export function sorted(cases: readonly CaseFigures[], order: Order | null): CaseFigures[] {
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
