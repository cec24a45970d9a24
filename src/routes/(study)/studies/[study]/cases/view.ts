/** Which of the cases an address asks for. */
import { orderOf } from '#lib/domain/order.ts';
import { CASE_KEYS, CASE_SHOWS, type CasesView } from '#lib/server/services/cases/index.ts';
import { pageNumber } from '#lib/server/web/pages.ts';

/** What an address asks for, as far as there is such a thing. */
export function viewOf(url: URL): CasesView {
	const given = (name: string) => url.searchParams.get(name);
	return {
		show: CASE_SHOWS.find((show) => show === given('show')) ?? null,
		specialty: given('specialty') || null,
		find: given('find') ?? '',
		order: orderOf(url, CASE_KEYS),
		page: pageNumber(url)
	};
}
