/** A leaderboard as it is read: who is on it, in which place, and what of it a page shows. */
import { coarsely, harmsCoarsely } from './coarse.ts';
import { ranksOf, spanOf, type Better, type Rank, type Standing } from './ranks.ts';
import type { Figured, Figures, Harms, SubmissionKind } from './submission.ts';

export type MetricToRead = {
	name: string;
	meaning: string;
	/** Which way is good; null where neither is. */
	better: Better;
	/** `share`: 0 to 1; `harms`: a number of them in all cases; `cases`: one in so many. */
	unit: 'share' | 'harms' | 'cases';
};

/** What somebody or something reached; metrics by their names in the scheme, those in view only. */
export type Reached = {
	figures: Record<string, Figured>;
	/** A hundred cases, an omitted group once; null in a part of the set. */
	omissions: Harms | null;
	commissions: Harms | null;
};

/** A system, or people, on a board. */
export type EntryToRead = Reached & {
	/** What its versions share: addresses name it by this. */
	entry: string;
	/** Of the submission, for those who run the study. */
	id: number;
	version: number;
	kind: SubmissionKind;
	name: string;
	provider: string;
	about: string;
	/** Of people, how many. */
	people: number | null;
	/** How much of the set it answered, 0 to 1; 1 is all of it. */
	covers: number;
	/** By the metric the list is in the order of; null for one that `isInRace` is not true of, and without a figure. */
	rank: Rank | null;
};

/** As everyone sees it: numbers of submissions are of the study's desk, and stay there. */
export type EntrySeen = Omit<EntryToRead, 'id'>;

/** The same before anybody is put in a place. */
export type EntryOnBoard = Omit<EntryToRead, 'rank'>;

/** A line of Primum's own on every chart. */
export type LineToRead = Reached & {
	/** A baseline of scoring.md, or `raters`: each against the consensus of the others, the human ceiling. */
	name: string;
};

/** A part of the set: only cases of a specialty, or only actions of a category. */
export type Part = { specialty: string } | { category: string };

/** What of a board is asked for. What is not said is as the board has it. */
export type BoardView<Scheme extends string = string> = {
	scheme?: Scheme | undefined;
	part?: Part | null | undefined;
	/** The list is in its order, and ranks are by it; the scheme's headline where not said, or unknown. */
	by?: string | undefined;
	/** Those whose figures are wanted beside it; null for all. */
	metrics?: readonly string[] | null | undefined;
};

export type BoardToRead<Scheme extends string = string> = {
	study: { slug: string; name: string; synthetic: boolean };
	release: number;
	/** Releases whose boards whoever asks may see, the newest first. */
	releases: number[];
	/** Why the release was withdrawn; null where it stands. */
	withdrawn: string | null;
	scheme: Scheme;
	schemeVersion: number;
	/** Of each interval. */
	draws: number;
	publishedAt: number | null;
	/** True while submissions are taken. */
	accepts: boolean;
	/** All metrics of the scheme, in order. */
	metrics: MetricToRead[];
	/** The metric a system is first judged by, and the one that says how often it harms. */
	headline: string;
	harmRate: string;
	/** What the list is in the order of. */
	by: string;
	/** The part of the set the figures are of; null for the whole. */
	part: Part | null;
	/** The best first; what has no figure last. Baselines that somebody sent are among them, without a rank. */
	entries: EntryToRead[];
	/** None until they were computed. */
	baselines: LineToRead[];
	/** Null where raters cannot be held against each other, and until it was computed. */
	ceiling: LineToRead | null;
	/** The entry of people whose figure stands on every chart; null for none. */
	humanLine: string | null;
	/** What figures are of; null until it was looked at. */
	set: BoardSet | null;
};

/** What a board's figures are of. Names only cases that are open to everyone. */
export type BoardSet = {
	cases: number;
	/** Of these; they are in totals, and in nothing else. */
	heldOut: number;
	/** Presentations of the cases: base and variants. */
	items: number;
	actions: number;
	/** Open cases by specialty, and their actions by category. */
	specialties: { code: string; cases: number }[];
	categories: { name: string; actions: number }[];
	/** Ids of the open cases, in order. */
	open: string[];
};

/** One entry with every figure of its own: its profile, and one metric in each part of the set. */
export type EntryInDepth = EntryToRead & {
	bySpecialty: Record<string, Figured>;
	byCategory: Record<string, Figured>;
};

export type EntrySeenInDepth = Omit<EntryInDepth, 'id'>;

/** A board as everyone sees it. */
export type BoardSeen<Scheme extends string = string> = Omit<BoardToRead<Scheme>, 'entries'> & {
	entries: EntrySeen[];
};

/** One action of a case, and what it is worth. */
export type ActionToRead = {
	number: number;
	text: string;
	category: string;
	/** The final score, 1 to 9. */
	score: number;
	group: string | null;
	groupType: string | null;
	dependsOn: number[];
};

/** What one entry did in one case. */
export type AnswerToRead = Pick<EntryToRead, 'entry' | 'kind' | 'name' | 'provider' | 'people'> & {
	records: number;
	/** Of each action by its number, in how many of the records it was done wholly, and in part. */
	done: Record<string, [wholly: number, inPart: number]>;
	/** Means over the records. */
	metrics: Record<string, number | null>;
};

export type CaseToRead<Scheme extends string = string> = {
	id: string;
	specialty: string;
	presentation: string;
	question: string;
	actions: ActionToRead[];
	scheme: Scheme;
	schemeVersion: number;
	/** In the order in which they were asked for; one that did not answer the case is left out. */
	answers: AnswerToRead[];
	/** The open cases before and after it; null at the ends. */
	before: string | null;
	after: string | null;
};

/** The figures of a part of the set; undefined where nothing was counted there. */
export function figuresIn(
	{ aggregate, bySpecialty, byCategory }: Figures,
	part: Part | null
): Record<string, Figured> | undefined {
	if (part === null) return aggregate;
	return 'specialty' in part ? bySpecialty[part.specialty] : byCategory[part.category];
}

/** True where two figures cannot be told apart: their intervals overlap. */
export function areTied(one: Standing, other: Standing): boolean {
	const [a, b] = [spanOf(one, 'higher'), spanOf(other, 'higher')];
	return a !== null && b !== null && a.low <= b.high && b.low <= a.high;
}

type Placed = Pick<EntryToRead, 'entry' | 'kind' | 'covers' | 'figures'>;

/** True of what is put in a place: not of a baseline, nor of answers to a part of the set, which may be the easier part. */
export function isInRace({ kind, covers }: Pick<EntryToRead, 'kind' | 'covers'>): boolean {
	return kind !== 'baseline' && covers === 1;
}

/**
 * What a metric says of somebody, where it puts them: nobody to harm in however many cases is better than any number, and
 * has no number. Null only where nothing was counted.
 */
export function placingBy(
	{ figures }: Pick<Reached, 'figures'>,
	{ name, unit }: Placing
): Standing {
	const figure = figures[name];
	if (figure === undefined) return NO_FIGURE;
	const isNone = unit === 'cases' && figure.value === null && figure.cases > 0;
	return isNone ? { value: Infinity, ci95: null } : figure;
}

type Placing = Pick<MetricToRead, 'name'> & Partial<Pick<MetricToRead, 'unit'>>;

/** The systems that a metric puts first and last; null where there is none, or neither way is good. */
export type Extremes<Entry> = { best: Entry | null; worst: Entry | null };

/**
 * The best and the worst system in the race by a metric. People are beside systems, not among them; where there are
 * people only, it is the best and the worst of them. The first among equals is the best, the last the worst; one alone is
 * the best.
 */
export function extremes<Entry extends Placed>(
	entries: readonly Entry[],
	metric: Placing & Pick<MetricToRead, 'better'>
): Extremes<Entry> {
	const { better } = metric;
	const valueOf = (entry: Entry) => placingBy(entry, metric).value;
	const known = entries.filter((entry) => isInRace(entry) && valueOf(entry) !== null);
	const systems = known.filter(({ kind }) => kind === 'model');
	const among = systems.length > 0 ? systems : known;
	if (better === null || among.length === 0) return { best: null, worst: null };
	const sign = better === 'lower' ? 1 : -1;
	const sorted = among.toSorted((a, b) => sign * (valueOf(a)! - valueOf(b)!) || 0);
	return { best: sorted[0]!, worst: sorted.length > 1 ? sorted.at(-1)! : null };
}

/** A board with everybody's figures, before a view of it is taken. */
type Whole<Scheme extends string> = Omit<BoardToRead<Scheme>, 'entries'> & {
	entries: readonly EntryOnBoard[];
};

/**
 * True where figures are of held-out cases among others; also where it was not looked at yet whether there are any. A
 * part of the set has none of them.
 */
export const tellsOfHeldOut = ({ set, part }: Pick<BoardToRead, 'set' | 'part'>) =>
	part === null && (set === null || set.heldOut > 0);

/** What everyone sees of totals that held-out cases are in: nothing so exact that one of them could be reckoned out. */
export function asCoarse<T extends Reached>(one: T): T {
	const { figures, omissions, commissions } = one;
	return {
		...{ ...one, figures: coarsely(figures) },
		omissions: omissions && harmsCoarsely(omissions),
		commissions: commissions && harmsCoarsely(commissions)
	};
}

/**
 * A board as it is asked for: everybody in their places, with the figures in view. Places are by what is exactly so,
 * however coarsely it is told.
 */
export function inView<Scheme extends string>(
	board: Whole<Scheme>,
	{ metrics }: Pick<BoardView, 'metrics'>
): BoardToRead<Scheme> {
	const wanted = metrics == null ? null : new Set([...metrics, board.by]);
	const isCoarse = tellsOfHeldOut(board);
	const trimmed = <T extends Reached>(one: T): T => {
		const some = wanted === null ? one : { ...one, figures: only(one.figures, wanted) };
		return isCoarse ? asCoarse(some) : some;
	};
	const { ceiling } = board;
	return {
		...board,
		entries: inPlaces(board.entries, board).map(trimmed),
		baselines: board.baselines.map(trimmed),
		ceiling: ceiling && trimmed(ceiling)
	};
}

function only(figures: Record<string, Figured>, wanted: ReadonlySet<string>) {
	return Object.fromEntries(Object.entries(figures).filter(([name]) => wanted.has(name)));
}

const NO_FIGURE: Standing = { value: null, ci95: null };

/**
 * The best first, by value, with ranks among all that are in the race; what has no figure comes last. Among equals the
 * order is kept.
 *
 * @param by the metric, of `metrics`
 */
export function inPlaces(
	entries: readonly EntryOnBoard[],
	{ metrics, by }: Pick<BoardToRead, 'metrics' | 'by'>
): EntryToRead[] {
	const metric = metrics.find(({ name }) => name === by);
	const better = metric?.better ?? null;
	const figureOf = (entry: EntryOnBoard) => placingBy(entry, metric ?? { name: by });
	const ranked = entries.filter(isInRace);
	const ranks = ranksOf(ranked.map(figureOf), better);
	const rankOf = new Map(ranked.map((entry, at) => [entry, ranks[at]!]));
	const sign = better === 'lower' ? 1 : -1;
	const height = (entry: EntryOnBoard) => (figureOf(entry).value ?? sign * Infinity) * sign;
	return entries
		.map((entry) => ({ ...entry, rank: rankOf.get(entry) ?? null }))
		.sort((a, b) => height(a) - height(b) || 0);
}

/** One entry with one metric in each part of the set. */
export function inDepth(
	entry: EntryToRead,
	{ bySpecialty, byCategory }: Figures,
	metric: string
): EntryInDepth {
	const each = (parts: Figures['bySpecialty']) =>
		Object.fromEntries(
			Object.entries(parts).flatMap(([part, figures]) => {
				const figure = figures[metric];
				return figure === undefined ? [] : [[part, figure]];
			})
		);
	return { ...entry, bySpecialty: each(bySpecialty), byCategory: each(byCategory) };
}
