/** What a page of a leaderboard shows of a board: a page of its list, and the few that stand out. */
import {
	areTied,
	extremes,
	isInRace,
	placingBy,
	type BoardSeen,
	type EntrySeen,
	type LineToRead,
	type MetricToRead
} from './leaderboard.ts';
import type { LeaderboardView } from './leaderboard-view.ts';
import { shownMetrics, type ShownMetrics } from './leaderboard-shown.ts';
import { cut, type Page } from './page.ts';
import { finder } from './search.ts';
import type { Harms } from './submission.ts';

/** Rows of the list a page. */
export const BOARD_ROWS = 15;

/** Of a longer list so many are named in the scatter. */
const NAMED = 10;

export type Leader = {
	entry: EntrySeen;
	/** Which of these it is: one may be all three. */
	isBest: boolean;
	isSelected: boolean;
	isWorst: boolean;
};

export type LeaderCard = {
	metric: MetricToRead;
	leaders: Leader[];
	/** How many others have the value of the best. */
	asGood: number;
};

/** The first few of some by their names, and how many there are. */
export type Some = { names: string[]; of: number };

export type LeaderboardPage = {
	shown: ShownMetrics;
	/** The best, the selected and the worst system by each of the leading metrics. */
	cards: LeaderCard[];
	list: Page<EntrySeen>;
	/** Baselines that somebody sent; Primum's own stand with the board. */
	baselines: EntrySeen[];
	/** Null on an empty board. */
	selected: EntrySeen | null;
	compared: EntrySeen[];
	/** Whose figures are a line on every chart; null for none. */
	people: EntrySeen | null;
	/** Those of the scatter that are drawn with name and intervals, those that matter most first. */
	named: EntrySeen[];
	/** Where all others are in it. */
	dots: [x: number, y: number][];
	/** Those that may be the best: nobody's interval lies wholly above theirs. */
	first: Some;
	/** Systems and people that have a rank. */
	ranked: number;
	/** Those that answered only a part of the set, and so have none. */
	unranked: Some;
	/** The most errors a hundred cases of any on either side. */
	mostErrors: number;
	systems: number;
	groups: number;
};

/**
 * What a view shows of a board.
 *
 * @param board in the order of the metric that the view ranks by
 * @param view with nothing in it that the board does not have
 */
export function leaderboardPage(board: BoardSeen, view: LeaderboardView): LeaderboardPage {
	const shown = shownMetrics(
		view,
		board.scheme,
		board.metrics.map(({ name }) => name)
	);
	const metricOf = metricsOf(board);
	const all = entered(board);
	const systems = all.filter(({ kind }) => kind === 'model');
	const byEntry = new Map(board.entries.map((one) => [one.entry, one]));
	const selected =
		byEntry.get(view.selected ?? '') ??
		extremes(all, metricOf(board.headline)).best ??
		all[0] ??
		null;
	const compared = view.compared.flatMap((entry) => byEntry.get(entry) ?? []);
	const people = byEntry.get(board.humanLine ?? '') ?? null;
	const list = cut(listed(board, view), view.page, BOARD_ROWS);
	// Of a list of several pages the first rows only: more names would have no room.
	const first = list.pages === 1 ? list.rows : list.rows.slice(0, NAMED);
	const named = [
		...new Set([selected, ...compared, people, ...first].filter((one) => one !== null))
	];
	return {
		...{ shown, list, selected, compared, people, named },
		cards: shown.cards.map((name) => cardOf(metricOf(name), all, selected)),
		baselines: board.entries.filter(({ kind }) => kind === 'baseline'),
		dots: all.filter((one) => !named.includes(one)).flatMap(dotOf(shown)),
		first: someOf(all.filter(({ rank }) => rank?.from === 1)),
		ranked: all.filter(({ rank }) => rank !== null).length,
		unranked: someOf(all.filter((one) => !isInRace(one))),
		mostErrors: Math.max(
			1,
			...all.flatMap((one) => [errors(one, 'omissions', view), errors(one, 'commissions', view)])
		),
		systems: systems.length,
		groups: all.length - systems.length
	};
}

const someOf = (entries: readonly EntrySeen[]): Some => ({
	names: entries.slice(0, 3).map(({ name }) => name),
	of: entries.length
});

/** Systems and people, in the race or not. */
const entered = ({ entries }: Pick<BoardSeen, 'entries'>) =>
	entries.filter(({ kind }) => kind !== 'baseline');

const metricsOf =
	({ metrics }: Pick<BoardSeen, 'metrics'>) =>
	(name: string) =>
		metrics.find((metric) => metric.name === name)!;

/** All that the list of a view holds, on whichever page: found by its words, in its order, without baselines. */
export function listed(board: BoardSeen, view: LeaderboardView): EntrySeen[] {
	const finds = finder(view.find);
	const found = entered(board).filter(({ name, provider }) => finds(name, provider));
	return sorted(found, view, board);
}

/** A place in the scatter, as exactly as it can be seen. */
const dotOf =
	({ x, y }: ShownMetrics) =>
	(entry: EntrySeen): [number, number][] => {
		const [across, up] = [valueOf(entry, x), valueOf(entry, y)];
		return across === null || up === null ? [] : [[seen(across), seen(up)]];
	};

const seen = (value: number) => Math.round(1000 * value) / 1000;

/** Errors a hundred cases, of one severity or all; 0 where they were not counted. */
export function errors(
	entry: Pick<EntrySeen, 'omissions' | 'commissions'>,
	kind: 'omissions' | 'commissions',
	{ severity }: Pick<LeaderboardView, 'severity'>
): number {
	const harms = entry[kind];
	return harms === null ? 0 : severity === null ? sumOf(harms) : harms[severity];
}

const sumOf = ({ severe, moderate, mild }: Harms) => severe + moderate + mild;

function cardOf(
	metric: MetricToRead,
	all: readonly EntrySeen[],
	selected: EntrySeen | null
): LeaderCard {
	const { best, worst: last } = extremes(all, metric);
	const height = (one: EntrySeen | null) => one && valueOf(one, metric.name);
	const equals = all.filter(
		(one) => isInRace(one) && one.kind === best?.kind && height(one) === height(best)
	);
	// Where all are equal nobody is the worst.
	const worst = height(last) === height(best) ? null : last;
	const known = [best, selected, worst].filter((one) => one !== null);
	const leaders = [...new Set(known)].filter((one) => valueOf(one, metric.name) !== null);
	return {
		metric,
		leaders: leaders
			.toSorted(by((one) => valueOf(one, metric.name), wayOf(metric)))
			.map((entry) => ({
				entry,
				isBest: entry === best,
				isSelected: entry === selected,
				isWorst: entry === worst
			})),
		asGood: Math.max(0, equals.length - 1)
	};
}

/** False of a metric that has neither a good way nor a bad one: nobody is ranked by it. */
export const isRanking = ({ better }: Pick<MetricToRead, 'better'>) => better !== null;

/** The way of an order with the best first. */
const wayOf = ({ better }: MetricToRead) => (better === 'lower' ? 1 : -1);
const flipped = (way: 1 | -1) => (way === 1 ? -1 : 1);

/** A value of an entry or a line; null where it has none. */
export function valueOf(
	{ figures }: Pick<EntrySeen | LineToRead, 'figures'>,
	metric: string
): number | null {
	return figures[metric]?.value ?? null;
}

/** What has no value is last, whichever way the order goes. */
function by(value: (entry: EntrySeen) => number | null, sign: 1 | -1) {
	return (a: EntrySeen, b: EntrySeen): number => {
		const [of, other] = [value(a), value(b)];
		if (of === null || other === null) return Number(of === null) - Number(other === null);
		return sign * (of - other) || 0;
	};
}

/** In the order that is asked for; without one as the board has it. */
function sorted(
	entries: readonly EntrySeen[],
	view: LeaderboardView,
	board: Pick<BoardSeen, 'metrics' | 'by'>
): EntrySeen[] {
	const metricOf = metricsOf(board);
	const { sort, turned } = view;
	const way = turned ? -1 : 1;
	if (sort === null) {
		const isPlaced = (one: EntrySeen) => placingBy(one, metricOf(board.by)).value !== null;
		const [placed, others] = [entries.filter(isPlaced), entries.filter((one) => !isPlaced(one))];
		return turned ? [...placed.toReversed(), ...others] : [...entries];
	}
	if (sort === 'name') return entries.toSorted((a, b) => way * a.name.localeCompare(b.name, 'en'));
	if (sort === 'omissions' || sort === 'commissions') {
		return entries.toSorted(by((one) => errors(one, sort, view), way));
	}
	const best = wayOf(metricOf(sort));
	const placing = (one: EntrySeen) => placingBy(one, metricOf(sort)).value;
	return entries.toSorted(by(placing, turned ? flipped(best) : best));
}

/** Which way the values go down a list that is sorted: in the order of a metric the best are first unless it is turned. */
export function directionOf(
	{ turned }: Pick<LeaderboardView, 'turned'>,
	metric: MetricToRead | null
): 'ascending' | 'descending' {
	const way = metric === null ? 1 : wayOf(metric);
	return (turned ? flipped(way) : way) === 1 ? 'ascending' : 'descending';
}

/** Pairs that cannot be told apart by a metric. */
export function notToldApart(
	entries: readonly EntrySeen[],
	metric: string
): [EntrySeen, EntrySeen][] {
	const figureOf = ({ figures }: EntrySeen) => figures[metric] ?? { value: null, ci95: null };
	return entries.flatMap((one, at) =>
		entries
			.slice(at + 1)
			.filter((other) => areTied(figureOf(one), figureOf(other)))
			.map((other): [EntrySeen, EntrySeen] => [one, other])
	);
}
