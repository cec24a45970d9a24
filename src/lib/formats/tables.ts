/** Tables as CSV and JSONL (formats.md, section 2). */
import type { ToldCase } from '#lib/domain/case.ts';
import type { FinalRecord, RatingRecord, Snapshot, StoryRecord } from '#lib/domain/release.ts';
import * as csv from './csv.ts';
import { encodeLines } from './json.ts';
import { writeMatrix } from './matrix.ts';
import { writeActionsParquet, writeRatingsParquet, writeStoriesParquet } from './parquet.ts';
import * as records from './records.ts';
import type { TextFormat } from './records.ts';

export {
	readMatrix,
	readRatings,
	type Matrix,
	type RatingRow,
	type RatingRows
} from './ratings-read.ts';
export { writeMatrix } from './matrix.ts';
export { readTables, type KnownCodes, type Tables } from './tables-read.ts';

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
	if (format === 'jsonl') return encodeLines(rows);
	const known = records.columns(table);
	const header = [...known, ...records.otherColumns(rows, known)];
	return csv.write(
		header,
		rows.map((row) => header.map((column) => cellOf(row[column])))
	);
}

/** The cases: one record a case, with the columns Primum does not know as they came in. */
export function writeCases(cases: readonly ToldCase[], format: TextFormat): Uint8Array {
	return write('cases', records.caseRecords(cases), format);
}

/** The actions of all cases: one record an action, without any score. */
export function writeActions(cases: readonly ToldCase[], format: TextFormat): Uint8Array {
	return write('actions', records.actionRecords(cases), format);
}

/** The ratings, long: one record an action, rater and round, in the order of the cases. */
export function writeRatings(
	cases: readonly ToldCase[],
	ratings: readonly RatingRecord[],
	format: TextFormat
): Uint8Array {
	return write('ratings', records.ratingRecords(cases, ratings), format);
}

/** The final scores: one record an action, with the raw scores it came from. */
export function writeFinal(
	cases: readonly ToldCase[],
	finals: readonly FinalRecord[],
	format: TextFormat
): Uint8Array {
	return write('final', records.finalRecords(cases, finals), format);
}

/** The stories: one record an event, action by action. */
export function writeStories(
	cases: readonly ToldCase[],
	stories: readonly StoryRecord[],
	format: TextFormat
): Uint8Array {
	return write('stories', records.storyRecords(cases, stories), format);
}

/**
 * The tables of a release or of the present state, one after the other: each may be large.
 *
 * @returns `cases`, `actions`, `ratings`, `final`, `matrix` and, where there are any, `stories` with the ending of
 *   the format; Parquet has actions, ratings and stories only
 */
export function* tableFiles(
	{ cases, ratings, finals, stories }: Snapshot,
	format: TextFormat | 'parquet'
): Generator<[path: string, bytes: Uint8Array]> {
	if (format === 'parquet') {
		yield ['actions.parquet', writeActionsParquet(cases)];
		yield ['ratings.parquet', writeRatingsParquet(cases, ratings)];
		if (stories !== null) yield ['stories.parquet', writeStoriesParquet(cases, stories)];
		return;
	}
	yield [`cases.${format}`, writeCases(cases, format)];
	yield [`actions.${format}`, writeActions(cases, format)];
	yield [`ratings.${format}`, writeRatings(cases, ratings, format)];
	yield [`final.${format}`, writeFinal(cases, finals, format)];
	yield [`matrix.${format}`, writeMatrix(cases, ratings, format)];
	if (stories !== null) yield [`stories.${format}`, writeStories(cases, stories, format)];
}
