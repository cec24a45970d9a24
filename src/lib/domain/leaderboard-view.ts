/** What a page of a leaderboard shows, as its address says it: whoever has the address sees the same. */

/** How bad the harm of an error is. */
export const SEVERITIES = ['severe', 'moderate', 'mild'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** By what systems can be ordered besides the figures of the scheme. */
export const OTHER_ORDERS = ['name', 'omissions', 'commissions'] as const;

/** So many systems stand beside each other. */
export const MOST_COMPARED = 5;

/** A name is not longer, so what is sought need not be. */
const MOST_SOUGHT = 200;

export type LeaderboardView = {
	/** Under which scheme the figures are; null where the address names none. */
	scheme: string | null;
	/** Only cases of this specialty, by its code. */
	specialty: string | null;
	/** Only actions of this category. */
	category: string | null;
	/** Only errors of this severity, among the kinds of error. */
	severity: Severity | null;
	/** The figure by which systems are ranked and drawn as bars; null for the scheme's first. */
	metric: string | null;
	/** The figures across and up the scatter; null for those of the scheme. */
	x: string | null;
	y: string | null;
	/** The entry that is looked at closely; null for the best. */
	selected: string | null;
	/** Entries that stand beside each other, in the order in which they were chosen. */
	compared: readonly string[];
	/** Words in the name of a system or its team. */
	find: string;
	/** The order of the list: a figure or one of `OTHER_ORDERS`; null for the rank. */
	sort: string | null;
	/** The worst first, or names from Z to A. */
	turned: boolean;
	/** Of the list, from 1. */
	page: number;
};

/** What an address asks for that asks for nothing. */
export const FIRST_LEADERBOARD_VIEW: LeaderboardView = {
	...{ scheme: null, specialty: null, category: null, severity: null },
	...{ metric: null, x: null, y: null },
	...{ selected: null, compared: [] },
	...{ find: '', sort: null, turned: false, page: 1 }
};

/** Reads an address; what it does not say, or says wrongly, is as in `FIRST_LEADERBOARD_VIEW`. */
export function leaderboardViewOf({ searchParams }: URL): LeaderboardView {
	// No name has a NUL in it, and a database may refuse to look for one.
	const said = (name: string) => searchParams.get(name)?.replaceAll('\0', '') || null;
	const compared = searchParams.getAll('with').filter((entry) => entry !== '');
	const page = Number(said('page') ?? 1);
	return {
		scheme: said('scheme'),
		specialty: said('specialty'),
		category: said('category'),
		severity: SEVERITIES.find((one) => one === said('severity')) ?? null,
		metric: said('metric'),
		x: said('x'),
		y: said('y'),
		selected: said('system'),
		compared: [...new Set(compared)].slice(0, MOST_COMPARED),
		find: (said('find') ?? '').trim().slice(0, MOST_SOUGHT),
		sort: said('sort'),
		turned: said('order') === 'descending',
		page: Number.isInteger(page) && page > 0 ? page : 1
	};
}

/**
 * Writes a view as a query that `leaderboardViewOf` reads; what is as in `FIRST_LEADERBOARD_VIEW` is left out, so that the same
 * view has one address.
 *
 * @returns `?scheme=mast-2026-07&system=x`, or '' for the first view
 */
export function leaderboardQuery(view: LeaderboardView): string {
	const { scheme, specialty, category, severity, metric, x, y, selected, compared } = view;
	const params = new URLSearchParams();
	const say = (name: string, value: string | null) => {
		if (value !== null && value !== '') params.set(name, value);
	};
	say('scheme', scheme);
	say('specialty', specialty);
	say('category', category);
	say('severity', severity);
	say('metric', metric);
	say('x', x);
	say('y', y);
	say('system', selected);
	for (const entry of compared) params.append('with', entry);
	say('find', view.find);
	say('sort', view.sort);
	if (view.turned) params.set('order', 'descending');
	if (view.page > 1) params.set('page', String(view.page));
	const text = params.toString();
	return text === '' ? '' : `?${text}`;
}

/** The view with an entry among those compared, or no longer among them; a sixth is not taken. */
export function comparedOrNot(view: LeaderboardView, entry: string): LeaderboardView {
	const without = view.compared.filter((one) => one !== entry);
	if (without.length < view.compared.length) return { ...view, compared: without };
	return { ...view, compared: [...view.compared, entry].slice(0, MOST_COMPARED) };
}

/** A view with nothing in it that the board does not have. */
export function withinBoard(
	view: LeaderboardView,
	has: {
		scheme: string;
		metrics: readonly string[];
		/** Of these, those by which systems can be ranked. */
		ranking: readonly string[];
		specialties: readonly string[];
		categories: readonly string[];
		entries: readonly string[];
	}
): LeaderboardView {
	const known = (list: readonly string[], word: string | null) =>
		list.find((one) => one === word) ?? null;
	return {
		...view,
		scheme: has.scheme,
		specialty: known(has.specialties, view.specialty),
		category: known(has.categories, view.category),
		metric: known(has.ranking, view.metric),
		x: known(has.metrics, view.x),
		y: known(has.metrics, view.y),
		selected: known(has.entries, view.selected),
		compared: view.compared.filter((entry) => has.entries.includes(entry)),
		sort: known([...has.metrics, ...OTHER_ORDERS], view.sort)
	};
}
