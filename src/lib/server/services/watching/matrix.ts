/** The matrix of cases by raters: a second look at a study, or a part of it, that has few raters. */
import { MATRIX_RATERS } from '#lib/domain/coverage.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { shownPlace, type ShownPlace } from './shown.ts';
import type { CaseRow } from './survey.ts';

export type MatrixRow = {
	externalId: string;
	signed: number;
	wanted: number;
	empty: number;
	/** The places that raters have in the case, each in the column of its rater, from 0. */
	cells: (Omit<ShownPlace, 'name'> & { column: number })[];
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
	if (raters.length > MATRIX_RATERS)
		return { tooMany: raters.length, specialties: bySpecialty(rows) };
	const columnOf = new Map(raters.map(({ memberId }, index) => [memberId, index]));
	const shown = cut(rows, page, MATRIX_ROWS);
	return {
		raters,
		rows: {
			...shown,
			rows: shown.rows.map(({ externalId, signed, wanted, empty, places }) => {
				const cells = places.map((place) => {
					const { name: _, ...cell } = shownPlace(place, now);
					return { ...cell, column: columnOf.get(place.memberId)! };
				});
				return { externalId, signed, wanted, empty, cells };
			})
		}
	};
}

function ratersOf(rows: readonly CaseRow[]): { memberId: number; name: string }[] {
	const names = new Map(
		rows.flatMap(({ places }) => places.map((one) => [one.memberId, one.name]))
	);
	return [...names]
		.map(([memberId, name]) => ({ memberId, name }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.memberId - b.memberId);
}

function bySpecialty(rows: readonly CaseRow[]): { name: string; raters: number }[] {
	return [...Map.groupBy(rows, ({ specialty }) => specialty)]
		.map(([name, theirs]) => ({ name, raters: ratersOf(theirs).length }))
		.sort((a, b) => a.raters - b.raters || a.name.localeCompare(b.name, 'en'));
}
