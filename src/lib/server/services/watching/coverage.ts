/** Coverage: which of the wanted ratings exist, case by case, and what the others wait for. */
import { DAY_MS } from '#lib/domain/day.ts';
import {
	PLACE_STATES,
	type CoverageView,
	type PlaceState,
	type Show
} from '#lib/domain/coverage.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { nameForObserver } from '../../auth/pseudonyms.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { isFirst } from '../../panel/index.ts';
import { progressBySpecialty, type SpecialtyProgress } from './by-specialty.ts';
import { matrixOf, type Matrix } from './matrix.ts';
import { needsOf, type Needs } from './needs.ts';
import type { Pace } from './pace.ts';
import { isComplete, select, type Filter } from './selection.ts';
import { shownCase, type ShownCase } from './shown.ts';
import { surveyOf, type CaseRow, type Survey } from './survey.ts';
import { versionOf } from './version.ts';

/** What a page of coverage shows. */
export type Asked = Filter & { view: CoverageView; show: Show; page: number };

/** What is asked where nothing is said. */
export const EVERYTHING: Asked = {
	view: 'rows',
	show: 'all',
	specialty: null,
	state: null,
	find: '',
	page: 1
};

export type Coverage = {
	/** The moment it was counted at, and a word that is another one once something has changed. */
	at: number;
	version: string;
	k: number;
	/** The number of the round. */
	round: number;
	/** Raters of the study, in a later round those whom it asks, and those of them who have begun. */
	raters: { active: number; of: number };
	/** Ratings that count toward k, of k for every action; those above k; those of the last 24 hours. */
	ratings: { done: number; wanted: number; surplus: number; sinceYesterday: number };
	/** Cases all of whose places are signed, of all; those that came to be so in the last 24 hours. */
	cases: { done: number; of: number; sinceYesterday: number };
	/** The k places of all cases by their state, and the signatures of the last 24 hours. */
	places: Record<PlaceState, number> & { of: number; sinceYesterday: number };
	pace: Pace;
	needs: Needs;
	bySpecialty: SpecialtyProgress[];
	/** Cases within the filter. */
	counts: Record<Show, number>;
	/** A page of them, in either view. */
	shown: { view: 'rows'; rows: Page<ShownCase> } | { view: 'matrix'; matrix: Matrix };
};

/** Cases on one page. */
export const COVERAGE_ROWS = 40;

/** The present round of a study, without its qualification cases: a page of cases, and what there is in all. */
export async function coverage(
	app: App,
	actor: Actor,
	slug: string,
	asked: Asked = EVERYTHING
): Promise<Coverage> {
	const { study, named } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	if (named) return app.crew.ask(counted, { studyId: study.id, asked, named });
	await nameForObserver(app, actor, slug);
	const shown = await app.crew.ask(counted, { studyId: study.id, asked, named });
	// What the study needs somebody for is about people, and for whoever runs it.
	return { ...shown, needs: { ...shown.needs, kinds: [] } };
}

type Counted = { studyId: number; asked: Asked; named: boolean };

const counted = task(
	'watching.coverage',
	'figures',
	async (app, { studyId, asked, named }: Counted): Promise<Coverage> => {
		// What counts figures is loaded where they are counted, and weighs on no other thread.
		const { paceOf } = await import('./pace.ts');
		const survey = await surveyOf(app, studyId, named);
		const { rows, study, panel, now } = survey;
		const chosen = select(rows, asked);
		const ratings = {
			done: sum(rows.map(({ done }) => done)),
			wanted: sum(rows.map(({ of }) => of)),
			surplus: sum(rows.map(({ surplus }) => surplus)),
			sinceYesterday: survey.daily.sinceYesterday
		};
		return {
			at: now,
			version: versionOf(panel, now),
			k: study.ratersPerCase,
			round: panel.present.number,
			raters: ratersOf(survey),
			ratings,
			cases: casesOf(survey),
			places: placesOf(survey),
			pace: paceOf(survey, ratings.done, ratings.wanted),
			needs: needsOf(survey),
			bySpecialty: progressBySpecialty(rows),
			counts: {
				incomplete: chosen.incomplete.length,
				complete: chosen.complete.length,
				all: chosen.all.length
			},
			shown: shownOf(chosen[asked.show], asked, now)
		};
	}
);

function shownOf(rows: readonly CaseRow[], { view, page }: Asked, now: number): Coverage['shown'] {
	if (view === 'matrix') return { view, matrix: matrixOf(rows, page, now) };
	const shown = cut(rows, page, COVERAGE_ROWS);
	return { view, rows: { ...shown, rows: shown.rows.map((row) => shownCase(row, now)) } };
}

function ratersOf({ raters, panel }: Survey): Coverage['raters'] {
	const all = [...raters.values()];
	const asked = isFirst(panel.present) ? all : all.filter(({ load }) => load !== null);
	const begun = asked.filter(({ load }) => (load?.ratedAt ?? null) !== null);
	return { active: begun.length, of: asked.length };
}

function casesOf({ rows, now }: Survey): Coverage['cases'] {
	const complete = rows.filter(isComplete);
	const sinceYesterday = complete.filter((row) => completedAt(row) > now - DAY_MS).length;
	return { done: complete.length, of: rows.length, sinceYesterday };
}

/** When a complete case had its k-th signature. */
function completedAt({ places, wanted }: CaseRow): number {
	const signed = places.flatMap(({ state, since }) => (state === 'signed' ? (since ?? 0) : []));
	return signed.sort((a, b) => a - b)[wanted - 1]!;
}

function placesOf({ rows, now }: Survey): Coverage['places'] {
	const counts = Object.fromEntries(PLACE_STATES.map((state) => [state, 0])) as Record<
		PlaceState,
		number
	>;
	let sinceYesterday = 0;
	for (const { places, wanted, empty } of rows) {
		// They stand with those that count first: what is beyond k is surplus.
		for (const { state } of places.slice(0, wanted - empty)) counts[state] += 1;
		counts.empty += empty;
		sinceYesterday += places.filter(
			({ state, since }) => state === 'signed' && (since ?? 0) > now - DAY_MS
		).length;
	}
	return { ...counts, of: sum(rows.map(({ wanted }) => wanted)), sinceYesterday };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
