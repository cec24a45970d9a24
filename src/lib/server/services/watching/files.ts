/** What coverage shows, as files of CSV: whole, where a page shows the first of it. */
import { dayOf } from '#lib/domain/round.ts';
import {
	daysSince,
	percent,
	type CoverageFile,
	type Hold,
	type PlaceState
} from '#lib/domain/coverage.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import * as csv from '#lib/formats/csv.ts';
import type { Cell } from '#lib/formats/csv.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { progressBySpecialty } from './by-specialty.ts';
import type { Asked } from './coverage.ts';
import { everyNeed } from './needs.ts';
import { select } from './selection.ts';
import { surveyOf, type CaseRow, type Place, type Survey } from './survey.ts';

/** Columns that a spreadsheet can still be read with. */
const MATRIX_FILE_RATERS = 300;

type Sheet = { header: readonly string[]; rows: Cell[][] };

/**
 * A view as a file, of the cases that the page shows.
 *
 * @returns bytes, and a name such as `consult-100-coverage-rows.csv`
 * @throws Refusal ('invalid') for a matrix of too many raters
 */
export async function coverageFile(
	app: App,
	actor: Actor,
	slug: string,
	file: CoverageFile,
	asked: Asked
): Promise<{ name: string; bytes: Uint8Array }> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	const bytes = await app.crew.ask(written, { studyId: study.id, file, asked });
	return { name: `${study.slug}-coverage-${file}.csv`, bytes };
}

const written = task(
	'watching.file',
	'figures',
	async (
		app,
		{ studyId, file, asked }: { studyId: number; file: CoverageFile; asked: Asked }
	): Promise<Uint8Array> => {
		const survey = await surveyOf(app, studyId);
		const chosen = select(survey.rows, asked)[asked.show];
		const { header, rows } = SHEETS[file](survey, chosen);
		return csv.write(header, rows);
	}
);

const SHEETS: Record<CoverageFile, (survey: Survey, rows: readonly CaseRow[]) => Sheet> = {
	rows: placeRows,
	matrix,
	needs,
	'by-specialty': bySpecialty,
	'by-day': byDay
};

/** A line for each place: the k of each case, those that nobody has among them. */
function placeRows({ now }: Survey, rows: readonly CaseRow[]): Sheet {
	return {
		header: [
			...['case', 'specialty', 'place', 'rater', 'state', 'rated', 'actions', 'percent'],
			...['counts', 'waits_for', 'waits_days', 'paused_until']
		],
		rows: rows.flatMap((row) => [
			...row.places.map((place, index): Cell[] => [
				...[row.externalId, row.specialty, index + 1, place.name, place.state],
				...[place.rated, place.actions, percent(place), place.counts],
				...holdCells(place.hold, now)
			]),
			...Array.from({ length: row.empty }, (_, index): Cell[] => [
				...[row.externalId, row.specialty, row.places.length + index + 1, null, 'empty'],
				...[0, row.actions, 0, false, null, daysSince(row.emptySince, now), null]
			])
		])
	};
}

function holdCells(hold: Hold | null, now: number): Cell[] {
	if (hold === null) return [null, null, null];
	const { kind, since, until } = hold;
	return [kind, daysSince(since, now), until === null ? null : dayOf(until)];
}

/** Cases down, raters across; a cell says the state, and how far a place is that is under way. */
function matrix(_: Survey, rows: readonly CaseRow[]): Sheet {
	const names = new Map(
		rows.flatMap(({ places }) => places.map((one) => [one.memberId, one.name]))
	);
	if (names.size > MATRIX_FILE_RATERS) {
		throw new Refusal(
			'invalid',
			`These cases have ${names.size} raters, and a matrix of more than ${MATRIX_FILE_RATERS} cannot be ` +
				'read. Choose a specialty first, or take the file of rows.'
		);
	}
	const raters = [...names].sort(
		([a, left], [b, right]) => left.localeCompare(right, 'en') || a - b
	);
	return {
		header: ['case', 'specialty', ...raters.map(([, name]) => name), 'signed', 'wanted'],
		rows: rows.map(({ externalId, specialty, places, signed, wanted }) => {
			const of = new Map(places.map((place) => [place.memberId, inWords(place)]));
			const cells = raters.map(([memberId]) => of.get(memberId) ?? null);
			return [externalId, specialty, ...cells, signed, wanted];
		})
	};
}

const UNDER_WAY: readonly PlaceState[] = ['begun', 'reopened'];

function inWords(place: Place): string {
	return UNDER_WAY.includes(place.state) ? `${place.state} ${percent(place)}%` : place.state;
}

function needs(survey: Survey): Sheet {
	return {
		header: ['kind', 'case', 'rater', 'ratings_waiting', 'days', 'until'],
		rows: [...everyNeed(survey)].flatMap(([kind, items]) =>
			items.map(({ externalId, rater, left, since, until }): Cell[] => [
				...[kind, externalId, rater, left],
				since === null ? null : daysSince(since, survey.now),
				until === null ? null : dayOf(until)
			])
		)
	};
}

function bySpecialty({ rows }: Survey): Sheet {
	return {
		header: ['specialty', 'ratings', 'ratings_wanted', 'cases_complete', 'cases'],
		rows: progressBySpecialty(rows).map(({ specialty, done, of, complete, cases }) => [
			...[specialty, done, of, complete, cases]
		])
	};
}

function byDay({ daily: { days } }: Survey): Sheet {
	let sum = 0;
	return {
		header: ['day', 'ratings', 'ratings_so_far'],
		rows: days.map(({ day, ratings }) => [dayOf(day), ratings, (sum += ratings)])
	};
}
