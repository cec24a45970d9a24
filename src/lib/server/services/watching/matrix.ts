/** The matrix of cases by raters: a second look at a study, or a part of it, that has few raters. */
import {
	daysSince,
	MATRIX_RATERS,
	percent,
	type HoldKind,
	type PlaceState
} from '#lib/domain/coverage.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { CaseRow, Place } from './survey.ts';

/** A rater's place in a case, as it fits into a cell. */
export type MatrixCell = {
	assignmentId: number;
	state: Exclude<PlaceState, 'empty'>;
	percent: number;
	hold: HoldKind | null;
	/** Days that the hold has lasted; 0 where there is none. */
	days: number;
};

export type MatrixRow = {
	externalId: string;
	signed: number;
	wanted: number;
	empty: number;
	/** One for each rater, in their order; null where the rater does not have the case. */
	cells: (MatrixCell | null)[];
};

export type Matrix =
	| { raters: { memberId: number; name: string }[]; rows: Page<MatrixRow> }
	/** More raters than can be read; how many each specialty has, the fewest first. */
	| { tooMany: number; specialties: { name: string; raters: number }[] };

/** Cases on one page. */
const MATRIX_ROWS = 100;

/** @param rows those chosen; a matrix has the raters who have a place in them, by name */
export function matrixOf(rows: readonly CaseRow[], page: number, now: number): Matrix {
	const raters = ratersOf(rows);
	if (raters.length > MATRIX_RATERS) return { tooMany: raters.length, specialties: bySpecialty(rows) };
	const columnOf = new Map(raters.map(({ memberId }, index) => [memberId, index]));
	const shown = cut(rows, page, MATRIX_ROWS);
	return {
		raters,
		rows: {
			...shown,
			rows: shown.rows.map(({ externalId, signed, wanted, empty, places }) => {
				const cells = new Array<MatrixCell | null>(raters.length).fill(null);
				for (const place of places) cells[columnOf.get(place.memberId)!] = cellOf(place, now);
				return { externalId, signed, wanted, empty, cells };
			})
		}
	};
}

function ratersOf(rows: readonly CaseRow[]): { memberId: number; name: string }[] {
	const names = new Map(rows.flatMap(({ places }) => places.map((one) => [one.memberId, one.name])));
	return [...names]
		.map(([memberId, name]) => ({ memberId, name }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.memberId - b.memberId);
}

function bySpecialty(rows: readonly CaseRow[]): { name: string; raters: number }[] {
	return [...Map.groupBy(rows, ({ specialty }) => specialty)]
		.map(([name, theirs]) => ({ name, raters: ratersOf(theirs).length }))
		.sort((a, b) => a.raters - b.raters || a.name.localeCompare(b.name, 'en'));
}

function cellOf({ assignmentId, state, hold, ...progress }: Place, now: number): MatrixCell {
	return {
		assignmentId,
		state,
		percent: percent(progress),
		hold: hold?.kind ?? null,
		days: hold === null ? 0 : daysSince(hold.since, now)
	};
}
