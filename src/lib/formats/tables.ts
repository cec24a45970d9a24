/** Tables as CSV, JSONL and Parquet (formats.md, section 2). They grow by slices of cases, and are never whole in memory. */
import { asCase, type Case, type ToldCase } from '#lib/domain/case.ts';
import type {
	FinalRecord,
	Outline,
	RatingRecord,
	Slice,
	StoryRecord
} from '#lib/domain/release.ts';
import * as csv from './csv.ts';
import { concat, encode } from './files.ts';
import { matrixTable } from './matrix.ts';
import { parquetTable } from './parquet.ts';
import * as records from './records.ts';
import type { TextFormat } from './records.ts';

export {
	readMatrix,
	readRatings,
	type Matrix,
	type RatingRow,
	type RatingRows
} from './ratings-read.ts';
export { NO_CODES, readTables, type KnownCodes, type Tables } from './tables-read.ts';

/** What the columns of a table depend on. */
export type Widths = Pick<Outline, 'raters' | 'otherColumns'>;

/** A table that grows: its bytes are the same however the cases are cut into slices. */
export type Growing = {
	/** What stands before its first record. */
	head: string;
	/** What the next cases add, piece by piece. */
	add(slice: Slice): Iterable<string | Uint8Array>;
	/** What stands after its last record. */
	end(): Uint8Array;
};

const NOTHING = new Uint8Array();

/** A value as a cell: a list as its members with `;` between. */
function cellOf(value: unknown): csv.Cell {
	if (Array.isArray(value)) return value.join(';');
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}
	return null;
}

/** A table of records, one a line. */
function textTable(
	table: Exclude<records.TableName, 'matrix'>,
	{ otherColumns }: Pick<Widths, 'otherColumns'>,
	format: TextFormat
): Growing {
	const recordsOf = records.RECORDS_OF[table];
	if (format === 'jsonl') {
		return {
			head: '',
			*add(slice) {
				for (const record of recordsOf(slice)) yield `${JSON.stringify(record)}\n`;
			},
			end: () => NOTHING
		};
	}
	const header = records.allColumns(table, otherColumns);
	return {
		head: csv.textOf([header]),
		*add(slice) {
			yield csv.textOf(recordsOf(slice).map((row) => header.map((name) => cellOf(row[name]))));
		},
		end: () => NOTHING
	};
}

/** A table in one of the formats. */
export function tableOf(
	table: records.TableName,
	widths: Widths,
	format: TextFormat | 'parquet'
): Growing {
	if (format === 'parquet') return parquetTable(table, widths);
	return table === 'matrix' ? matrixTable(widths.raters, format) : textTable(table, widths, format);
}

/**
 * The names of the tables that there are, in the order in which they are listed.
 *
 * @param stories whether stories are told
 */
export function tableNames(stories: boolean): readonly records.TableName[] {
	const all = Object.keys(records.RECORDS) as records.TableName[];
	return stories ? all : all.filter((name) => name !== 'stories');
}

/** A table of what is whole already. */
function whole(
	table: records.TableName,
	given: Partial<Slice>,
	format: TextFormat | 'parquet'
): Uint8Array {
	const slice: Slice = { cases: [], ratings: [], finals: [], stories: null, ...given };
	const growing = tableOf(table, widthsOf(slice), format);
	const pieces = [growing.head, ...growing.add(slice)].map((piece) =>
		typeof piece === 'string' ? encode(piece) : piece
	);
	return concat([...pieces, growing.end()]);
}

/** What the columns of tables depend on, where all records are there. */
function widthsOf({ cases, ratings }: Pick<Slice, 'cases' | 'ratings'>): Widths {
	const otherColumns = new records.OtherColumns();
	for (const item of cases) otherColumns.add(item);
	return { raters: records.ratersIn(ratings), otherColumns: otherColumns.found };
}

/** The cases: one record a case, with the columns Primum does not know as they came in. */
export function writeCases(cases: readonly ToldCase[], format: TextFormat | 'parquet'): Uint8Array {
	return whole('cases', { cases: cases.map((told) => asCase(told)) }, format);
}

/** The actions of all cases: one record an action, without any score. */
export function writeActions(
	cases: readonly ToldCase[],
	format: TextFormat | 'parquet'
): Uint8Array {
	return whole('actions', { cases: cases.map((told) => asCase(told)) }, format);
}

/** The ratings, long: one record an action, rater and round, in the order of the cases. */
export function writeRatings(
	cases: Case[],
	ratings: RatingRecord[],
	format: TextFormat | 'parquet'
): Uint8Array {
	return whole('ratings', { cases, ratings }, format);
}

/** The final scores: one record an action, with the raw scores it came from. */
export function writeFinal(
	cases: Case[],
	finals: FinalRecord[],
	format: TextFormat | 'parquet'
): Uint8Array {
	return whole('final', { cases, finals }, format);
}

/** The ratings, wide: one record an action, one place a rater. */
export function writeMatrix(
	cases: Case[],
	ratings: RatingRecord[],
	format: TextFormat | 'parquet'
): Uint8Array {
	return whole('matrix', { cases, ratings }, format);
}

/** The stories: one record an event, action by action. */
export function writeStories(
	cases: Case[],
	stories: StoryRecord[],
	format: TextFormat | 'parquet'
): Uint8Array {
	return whole('stories', { cases, stories }, format);
}
