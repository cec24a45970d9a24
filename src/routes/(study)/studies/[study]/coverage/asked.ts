/** What an address of coverage asks for: the same for the page and for its files. */
import { COVERAGE_VIEWS, PLACE_FILTERS, SHOWS } from '#lib/domain/coverage.ts';
import type { Asked } from '#lib/server/services/watching/index.ts';
import { pageNumber } from '#lib/server/web/pages.ts';

/** A matrix shows every case unless the address says otherwise, rows those that are incomplete. */
export function askedIn(url: URL): Asked {
	const of = (name: string) => url.searchParams.get(name) ?? '';
	const view = COVERAGE_VIEWS.find((known) => known === of('view')) ?? 'rows';
	return {
		view,
		show: SHOWS.find((known) => known === of('show')) ?? (view === 'matrix' ? 'all' : 'incomplete'),
		specialty: of('specialty') === '' ? null : of('specialty'),
		state: PLACE_FILTERS.find((known) => known === of('state')) ?? null,
		find: of('find').slice(0, MOST_SOUGHT),
		page: pageNumber(url)
	};
}

/** Longer than any name. */
const MOST_SOUGHT = 200;
