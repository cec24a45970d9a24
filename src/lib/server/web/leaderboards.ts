/** A leaderboard as its page, its files and the pages of others show it: a board, seen as an address says. */
import { isDeepStrictEqual } from 'node:util';
import { redirect } from '@sveltejs/kit';
import type {
	BoardToRead,
	CaseToRead,
	EntryInDepth,
	EntrySeen,
	EntrySeenInDepth,
	EntryToRead,
	Part
} from '#lib/domain/leaderboard.ts';
import { isRanking, leaderboardPage, type LeaderboardPage } from '#lib/domain/leaderboard-page.ts';
import { shownMetrics } from '#lib/domain/leaderboard-shown.ts';
import {
	leaderboardQuery,
	leaderboardViewOf,
	withinBoard,
	type LeaderboardView
} from '#lib/domain/leaderboard-view.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Figured, Harms } from '#lib/domain/submission.ts';
import { SCHEME_NAMES, type SchemeName } from '#lib/scoring/scheme.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import * as boards from '../services/boards/index.ts';
import type { OpenAsking } from './pages.ts';

/** What a page says of a board beside what it shows of its entries. */
export type BoardHead = Omit<BoardToRead, 'entries'>;

export type ShownBoard = {
	board: BoardHead;
	view: LeaderboardView;
	page: LeaderboardPage;
	/** The selected entry and the people, each with all their figures; null where there is none. */
	selected: EntrySeenInDepth | null;
	people: EntrySeenInDepth | null;
	/** In the order in which they were chosen. */
	compared: EntrySeenInDepth[];
};

/** The number of a release as an address has it. */
export function releaseOf({ params }: Pick<OpenAsking, 'params'>): number {
	const number = Number(params.release);
	if (Number.isSafeInteger(number) && number > 0) return number;
	throw new Refusal('missing', `There is no release "${params.release}".`);
}

/** The scheme that an address names; undefined where it names none that there is. */
const schemeIn = ({ scheme }: LeaderboardView): SchemeName | undefined =>
	SCHEME_NAMES.find((name) => name === scheme);

/** Leads an address that names no scheme to the one that names the board's own, because no figure stands without. */
export async function namingScheme(asking: OpenAsking): Promise<void> {
	const view = leaderboardViewOf(asking.url);
	if (schemeIn(view) !== undefined) return;
	const { app, actor, params } = asking;
	const { scheme } = await boards.readBoard(app, actor, params.slug!, releaseOf(asking), {
		metrics: []
	});
	redirect(307, asking.url.pathname + leaderboardQuery({ ...view, scheme }));
}

/** A board with all its entries, in the order that the address asks for, and the figures that its page shows. */
export async function boardInView(
	asking: OpenAsking,
	wanted: 'shown' | 'all' = 'shown'
): Promise<{ board: BoardToRead; view: LeaderboardView }> {
	const { app, actor, params, url } = asking;
	const asked = leaderboardViewOf(url);
	const scheme = schemeIn(asked);
	const metrics = scheme && schemeOf(scheme).metrics;
	const names = metrics?.map(({ name }) => name);
	const metric = metrics?.filter(isRanking).find(({ name }) => name === asked.metric)?.name;
	const read = (part: Part | null) =>
		boards.readBoard(app, actor, params.slug!, releaseOf(asking), {
			...{ scheme, by: metric, part },
			metrics: names && wanted === 'shown' ? metricsOf(asked, scheme!, names) : null
		});
	const found = await read(partOf(asked));
	const view = withinBoard(asked, {
		scheme: found.scheme,
		metrics: found.metrics.map(({ name }) => name),
		ranking: found.metrics.filter(isRanking).map(({ name }) => name),
		specialties: found.set?.specialties.map(({ code }) => code) ?? [],
		categories: found.set?.categories.map(({ name }) => name) ?? [],
		entries: found.entries.map(({ entry }) => entry)
	});
	// A part that the set does not have is as if it were not asked for.
	const part = partOf(view);
	return { board: isDeepStrictEqual(found.part, part) ? found : await read(part), view };
}

function partOf({ specialty, category }: LeaderboardView): Part | null {
	if (specialty !== null) return { specialty };
	return category === null ? null : { category };
}

/** Those that are drawn, ranked or sorted by. */
function metricsOf(view: LeaderboardView, scheme: string, names: readonly string[]): string[] {
	const known = (name: string | null) => names.find((one) => one === name) ?? null;
	const asked = { metric: known(view.metric), x: known(view.x), y: known(view.y) };
	const { by, x, y, cards } = shownMetrics(asked, scheme, names);
	return [...new Set([by, x, y, ...cards, known(view.sort)].filter((one) => one !== null))];
}

/** A number as exactly as a page can show it: files have all of it. */
const rounded = (value: number | null) => (value === null ? null : Math.round(1e4 * value) / 1e4);

function figuresSeen(figures: Record<string, Figured>): Record<string, Figured> {
	return Object.fromEntries(
		Object.entries(figures).map(([name, { value, ci95, ...n }]) => [
			name,
			{ ...n, value: rounded(value), ci95: ci95 && [rounded(ci95[0]), rounded(ci95[1])] }
		])
	);
}

const harmsSeen = (harms: Harms | null): Harms | null =>
	harms && {
		severe: rounded(harms.severe)!,
		moderate: rounded(harms.moderate)!,
		mild: rounded(harms.mild)!
	};

const entrySeen = ({ id: _, ...entry }: EntryToRead): EntrySeen => ({
	...entry,
	figures: figuresSeen(entry.figures),
	omissions: harmsSeen(entry.omissions),
	commissions: harmsSeen(entry.commissions)
});

const seenInDepth = ({ id, ...entry }: EntryInDepth): EntrySeenInDepth => ({
	...entry,
	...entrySeen({ ...entry, id }),
	bySpecialty: figuresSeen(entry.bySpecialty),
	byCategory: figuresSeen(entry.byCategory)
});

/** What the page of an address shows. */
export async function shownBoard(asking: OpenAsking): Promise<ShownBoard> {
	const { board: exact, view } = await boardInView(asking);
	const whole = { ...exact, entries: exact.entries.map(entrySeen) };
	const { entries: _, ...board } = whole;
	// Of hundreds of cases the page leads to the first.
	if (board.set !== null) board.set = { ...board.set, open: board.set.open.slice(0, 1) };
	const page = leaderboardPage(whole, view);
	const { selected, people, compared } = page;
	const told = await inDepthOf(asking, whole, [selected, people, ...compared]);
	const inDepth = told.map(seenInDepth);
	const find = (entry: string | undefined) => inDepth.find((one) => one.entry === entry) ?? null;
	return {
		...{ board, view, page },
		...{ selected: find(selected?.entry), people: find(people?.entry) },
		compared: compared.flatMap(({ entry }) => find(entry) ?? [])
	};
}

/** All of a board in the part of the set that an address asks for, with every figure of everyone. */
export async function wholeBoard(asking: OpenAsking): Promise<{
	board: BoardToRead;
	view: LeaderboardView;
	/** The selected one, the people and those compared, each once. */
	inDepth: EntryInDepth[];
}> {
	const { board, view } = await boardInView(asking, 'all');
	const { selected, people, compared } = leaderboardPage(board, view);
	const inDepth = await inDepthOf(asking, board, [selected, people, ...compared]);
	return { board, view, inDepth };
}

function inDepthOf(
	{ app, actor, params }: OpenAsking,
	{ release, scheme, by }: Pick<BoardToRead, 'release' | 'scheme' | 'by'>,
	wanted: readonly (EntrySeen | null)[]
): Promise<EntryInDepth[]> {
	const entries = [...new Set(wanted.flatMap((one) => one?.entry ?? []))];
	if (entries.length === 0) return Promise.resolve([]);
	const asked = { scheme: scheme as SchemeName, by, entries };
	return boards.readEntries(app, actor, params.slug!, release, asked);
}

/** One case as those answered it who are compared; without any the selected one and the people. */
export async function caseOnBoard(asking: OpenAsking): Promise<{
	board: BoardHead;
	view: LeaderboardView;
	item: CaseToRead;
}> {
	const { app, actor, params } = asking;
	const { board: whole, view } = await boardInView(asking);
	const { selected, people, compared } = leaderboardPage(whole, view);
	const chosen = compared.length > 0 ? compared : [selected, people];
	const item = await boards.readBoardCase(app, actor, params.slug!, whole.release, {
		caseId: params.case!,
		scheme: whole.scheme as SchemeName,
		entries: [...new Set(chosen.flatMap((one) => one?.entry ?? []))]
	});
	const { entries: _, ...board } = whole;
	return { board, view, item };
}
