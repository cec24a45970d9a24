/** Tables as CSV and JSONL (formats.md, section 2). */
import type { Case } from '#lib/domain/case.ts';
import type { FinalRecord, RatingRecord, Snapshot } from '#lib/domain/release.ts';
import * as csv from './csv.ts';
import { encode, type Files } from './files.ts';
import { writeLines } from './json.ts';
import { writeActionsParquet, writeRatingsParquet } from './parquet.ts';
import * as records from './records.ts';

export { readMatrix, readRatings, type Matrix, type RatingRow } from './ratings-read.ts';
export { readTables, type Tables } from './tables-read.ts';

export type TextFormat = 'csv' | 'jsonl';

/** A value as a cell: a list as its members with `;` between. */
function cellOf(value: unknown): csv.Cell {
	if (Array.isArray(value)) return value.join(';');
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}
	return null;
}

function write(
	table: records.TableName,
	rows: readonly Record<string, unknown>[],
	format: TextFormat
): Uint8Array {
	if (format === 'jsonl') return encode(writeLines(rows));
	const known = records.columns(table);
	const header = [...new Set([...known, ...rows.flatMap((row) => Object.keys(row))])];
	return csv.write(
		header,
		rows.map((row) => header.map((column) => cellOf(row[column])))
	);
}

/** The cases: one record a case, with the columns Primum does not know as they came in. */
export function writeCases(cases: readonly Case[], format: TextFormat): Uint8Array {
	return write('cases', records.caseRecords(cases), format);
}

/** The actions of all cases: one record an action, without any score. */
export function writeActions(cases: readonly Case[], format: TextFormat): Uint8Array {
	return write('actions', records.actionRecords(cases), format);
}

/** The ratings, long: one record an action, rater and round, in the order of the cases. */
export function writeRatings(
	cases: readonly Case[],
	ratings: readonly RatingRecord[],
	format: TextFormat
): Uint8Array {
	return write('ratings', records.ratingRecords(cases, ratings), format);
}

/** The final scores: one record an action, with the raw scores it came from. */
export function writeFinal(
	cases: readonly Case[],
	finals: readonly FinalRecord[],
	format: TextFormat
): Uint8Array {
	return write('final', records.finalRecords(cases, finals), format);
}

/** The ratings, wide: one record an action (`Card001#1`), one place a rater. */
export function writeMatrix(
	cases: readonly Case[],
	ratings: readonly RatingRecord[],
	format: TextFormat
): Uint8Array {
	const rows = records.matrixRecords(cases, ratings);
	if (format === 'jsonl') return encode(writeLines(rows));
	const raters = Object.keys(rows[0]?.scores ?? {});
	return csv.write(
		['unit', ...raters],
		rows.map(({ unit, scores }) => [unit, ...raters.map((rater) => scores[rater] ?? null)])
	);
}

/**
 * The tables of a release or of the present state.
 *
 * @returns `cases`, `actions`, `ratings`, `final` and `matrix` with the ending of the format; Parquet
 *   has ratings and actions only
 */
export function tableFiles(snapshot: Snapshot, format: TextFormat | 'parquet'): Files {
	const { cases, ratings, finals } = snapshot;
	if (format === 'parquet') {
		return new Map([
			['actions.parquet', writeActionsParquet(cases)],
			['ratings.parquet', writeRatingsParquet(cases, ratings)]
		]);
	}
	return new Map([
		[`cases.${format}`, writeCases(cases, format)],
		[`actions.${format}`, writeActions(cases, format)],
		[`ratings.${format}`, writeRatings(cases, ratings, format)],
		[`final.${format}`, writeFinal(cases, finals, format)],
		[`matrix.${format}`, writeMatrix(cases, ratings, format)]
	]);
}
