/** The raters of a study: who sits apart, how each uses the scale, and how alike each two are. */
import { samplesOf, within, type AgreementView } from '#lib/domain/agreement-view.ts';
import type { Order } from '#lib/domain/order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import {
	hundredths,
	isApart,
	sortedPairs,
	sortedRaters,
	type PairKey,
	type RaterKey
} from '#lib/domain/raters.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { nameForObserver } from '../../auth/pseudonyms.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as studies from '../../store/studies.ts';
import { choicesIn, type Choices } from './raters-choices.ts';
import type { Counted, PairFigures, RaterFigures } from './raters-counted.ts';
import { labels, type Labelled } from './raters-labels.ts';
import type { RaterMatrix, Strip } from './raters-matrix.ts';
import { seesNames } from './raters-names.ts';
import { specialtiesOf } from './specialties.ts';
import { varianceOf, type StudyVariance } from './raters-variance.ts';

/** What a page about raters shows of them. */
export type RaterLook = {
	view: AgreementView;
	/** Names beside pseudonyms, for who may see them and has asked for them. */
	names: boolean;
	/** Below which κ × 100 a pair is low. */
	limit: number;
	/** Which part of a large matrix. */
	part: number;
	/** What the table holds. */
	table: 'raters' | 'pairs' | 'low';
	page: number;
	raterOrder: Order<RaterKey> | null;
	pairOrder: Order<PairKey> | null;
};

export type RaterRow = Omit<RaterFigures, 'memberId'> & { label: string; name: string | null };
export type PairRow = Omit<PairFigures, 'first' | 'second'> & {
	label: string;
	names: [string, string] | null;
};

export type StudyRaters = {
	view: AgreementView;
	/** What may be chosen. */
	choices: Choices;
	/** True where names are shown, and whether this person may ask for them. */
	named: boolean;
	mayName: boolean;
	/** When it was counted, in milliseconds since 1970. */
	at: number;
	all: Pick<Counted, 'alpha' | 'seconds'> & {
		raters: number;
		ratings: number;
		cannotRate: number;
		/** Shares of all scores. */
		ends: number;
		middle: number;
	};
	strip: Strip;
	/** Those who sit apart, the farthest first: some of them, and how many there are. */
	apart: { rows: RaterRow[]; of: number };
	matrix: RaterMatrix;
	/** Pairs below the limit, the lowest first: some of them, how many there are, and of how many. */
	low: { rows: PairRow[]; low: number; of: number };
	/** Pairs that share an action, however few. */
	pairs: number;
	/** The table that is shown; the other one is null. */
	raterRows: Page<RaterRow> | null;
	pairRows: Page<PairRow> | null;
	/** Where the variance comes from, as far as that was asked for. */
	variance: StudyVariance;
};

/** Rows on one page of a table, and beside the charts. */
export const RATER_ROWS = 50;
const BESIDE = 6;

/**
 * Figures of each rater and each two, over the ratings a view counts. An observer sees pseudonyms.
 *
 * @throws Refusal for whoever neither runs nor observes the study
 */
export async function raters(
	app: App,
	actor: Actor,
	slug: string,
	look: RaterLook
): Promise<StudyRaters> {
	const { watcher, isNamed } = await read(app.db, function* (tx) {
		const found = yield* watcherOf(tx, actor, slug);
		const sees = look.names && (yield* seesNames(tx, found, actor, app.now()));
		return { watcher: found, isNamed: sees };
	});
	if (!watcher.named) await nameForObserver(app, actor, slug);
	const { id: studyId } = watcher.study;
	const { edition, ...found } = await app.crew.ask(shown, { studyId, look, isNamed });
	const slice = samplesOf(found.view).shown;
	const variance = varianceOf(app, studyId, slice, edition);
	return { ...found, variance, mayName: watcher.named };
}

type Asked = { studyId: number; look: RaterLook; isNamed: boolean };

const shown = task('agreeing.raters', 'figures', async (app, { studyId, look, isNamed }: Asked) => {
	// What counts figures is loaded where they are counted, and weighs on no other thread.
	const [{ countedOf }, { lowOf, matrixOf, stripOf }] = await Promise.all([
		import('./raters-counted.ts'),
		import('./raters-matrix.ts')
	]);
	const panel = await panelOf(app, studyId);
	const choices = choicesIn(panel);
	const view = within(look.view, choices);
	const counted = countedOf(panel, samplesOf(view).shown);
	const specialties = await specialtiesOf(app, studyId, panel);
	const called = await read(app.db, function* (tx) {
		const { generalists } = (yield* studies.byId(tx, { id: studyId }))!;
		const people = yield* members.ofStudy(tx, { studyId });
		return labels(panel, { people, specialties, generalists, isNamed });
	});
	const lines = linesOf(counted, called);
	const apart = sortedRaters(
		lines.filter(({ severity }) => isApart(severity)),
		null
	);
	const pairs = pairsOf(counted, called);
	const low = sortedPairs(
		pairs.filter(({ kappa }) => (hundredths(kappa) ?? Infinity) < look.limit),
		null
	);
	const { table, page } = look;
	return {
		...{ view, choices, named: isNamed, at: app.now(), edition: panel.edition },
		all: allOf(counted),
		strip: stripOf(lines),
		apart: { rows: apart.slice(0, BESIDE).map(rowOf), of: apart.length },
		matrix: matrixOf(counted, called, look.part),
		low: { rows: low.slice(0, BESIDE).map(pairRowOf), ...lowOf(counted, look.limit) },
		pairs: pairs.length,
		raterRows: table === 'raters' ? paged(sortedRaters(lines, look.raterOrder), page, rowOf) : null,
		pairRows:
			table === 'raters'
				? null
				: paged(sortedPairs(table === 'low' ? low : pairs, look.pairOrder), page, pairRowOf)
	};
});

const NOBODY: Labelled = { label: '–', name: null, pool: '' };

const linesOf = ({ raters }: Counted, called: ReadonlyMap<number, Labelled>) =>
	raters.map((one) => {
		const { label, name } = called.get(one.memberId) ?? NOBODY;
		return { ...one, label, name };
	});

function pairsOf({ pairs }: Counted, called: ReadonlyMap<number, Labelled>) {
	return pairs.map((pair) => {
		const both = [called.get(pair.first) ?? NOBODY, called.get(pair.second) ?? NOBODY] as const;
		const [a, b] = isBefore(both[0].label, both[1].label) ? both : [both[1], both[0]];
		const names: PairRow['names'] = a.name === null || b.name === null ? null : [a.name, b.name];
		return { ...pair, label: `${a.label} – ${b.label}`, names };
	});
}

/** R7 stands before R12. */
const isBefore = (a: string, b: string) => a.length < b.length || (a.length === b.length && a < b);

const rowOf = ({ memberId: _, ...row }: ReturnType<typeof linesOf>[number]): RaterRow => row;

const pairRowOf = ({ first: _, second: __, ...row }: ReturnType<typeof pairsOf>[number]): PairRow =>
	row;

function paged<Line, Row>(lines: readonly Line[], page: number, row: (line: Line) => Row) {
	const found = cut(lines, page, RATER_ROWS);
	return { ...found, rows: found.rows.map(row) };
}

function allOf({ raters, alpha, seconds }: Counted): StudyRaters['all'] {
	const sum = (of: (one: RaterFigures) => number) => raters.reduce((all, one) => all + of(one), 0);
	const ratings = sum((one) => one.ratings);
	const share = (part: number) => (ratings === 0 ? 0 : part / ratings);
	return {
		...{ alpha, seconds, ratings, raters: raters.length },
		cannotRate: sum((one) => one.cannotRate),
		ends: share(sum((one) => one.ends * one.ratings)),
		middle: share(sum((one) => one.middle * one.ratings))
	};
}
