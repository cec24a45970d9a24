/**
 * CSV as RFC 4180 has it on the way out: commas, UTF-8, LF. On the way in as programs really save it: any of four
 * delimiters, any of three line ends.
 */
import { stringify } from 'csv-stringify/sync';
import type { Problem } from '#lib/domain/refusal.ts';
import { Misquoted, records, type Line } from './csv-records.ts';
import { defuse, restore } from './defuse.ts';
import { encodeParts } from './files.ts';

export type Cell = string | number | boolean | null;

export type { Line };

/** So many records are made into text at a time. */
const SLICE = 1_000;

/** Records as text, each on a line of its own. */
export function textOf(rows: readonly (readonly Cell[])[]): string {
	const cells = rows.map((row) =>
		row.map((cell) => (typeof cell === 'string' ? defuse(cell) : String(cell ?? '')))
	);
	// A lone carriage return is not quoted by itself, and would be taken for the end of a line.
	return stringify(cells, { record_delimiter: '\n', quoted_match: /\r/ });
}

/**
 * Writes records.
 *
 * @param header names of the columns
 * @param rows cells in the order of the columns; null is an empty cell
 */
export function write(header: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
	return encodeParts(function* () {
		yield textOf([header]);
		for (let at = 0; at < rows.length; at += SLICE) yield textOf(rows.slice(at, at + SLICE));
	});
}

/** What may part the cells of a line; of two that fit alike, the earlier is taken. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** The line by which a spreadsheet says what parts the cells of those below. */
const SEP_LINE = /^\ufeff?sep=([,;\t|])(?:\r\n|\n|\r|$)/i;

/** Characters of the name of a column. */
export const MOST_OF_A_HEAD = 10_000;

/** So much of a text is looked at for its header. */
const HEAD = 1024 * 1024;

/**
 * The records of a text, the header among them, one after the other; lines with nothing in them are left out.
 *
 * @param isKnown whether a cell of the header is the name of a column: by that the delimiter is found
 * @param problems gets one more where the text is no CSV from some line on; then nothing more comes
 */
export function* linesOf(
	text: string,
	where: string,
	isKnown: (name: string) => boolean,
	problems: Problem[]
): Generator<Line> {
	const sep = SEP_LINE.exec(text);
	const body = sep === null ? text : text.slice(sep[0].length);
	const before = sep === null ? 0 : 1;
	const delimiter = (sep?.[1] as Delimiter | undefined) ?? delimiterOf(body, isKnown);
	const isPlain = !body.includes("'");
	try {
		for (const { line, cells } of records(body, delimiter)) {
			yield { line: line + before, cells: isPlain ? cells : cells.map(restore) };
		}
	} catch (error) {
		if (!(error instanceof Misquoted)) throw error;
		problems.push({ where, line: error.line + before, message: error.message });
	}
}

/** So many records are looked at for the header: above it there may be a title. */
const HEADS = 10;

/** The delimiter by which one of the first records names most columns that are known, or else the first has most cells. */
function delimiterOf(text: string, isKnown: (name: string) => boolean): Delimiter {
	const head = text.slice(0, HEAD);
	const fits = DELIMITERS.map((delimiter) => {
		const heads = headsBy(head, delimiter);
		const isName = (cell: string) => cell.length <= MOST_OF_A_HEAD && isKnown(cell);
		const known = Math.max(0, ...heads.map((cells) => cells.filter(isName).length));
		return { delimiter, known, cells: heads[0]?.length ?? 0 };
	});
	return fits.sort((a, b) => b.known - a.known || b.cells - a.cells)[0]!.delimiter;
}

/** The first records by a delimiter, as far as they can be read by that one. */
function headsBy(text: string, delimiter: Delimiter): string[][] {
	const heads: string[][] = [];
	try {
		for (const { cells } of records(text, delimiter)) {
			if (heads.push(cells.map(restore)) === HEADS) break;
		}
	} catch (error) {
		if (!(error instanceof Misquoted)) throw error;
	}
	return heads;
}
