/**
 * CSV as RFC 4180 has it on the way out: commas, UTF-8, LF. On the way in as programs really save it: any of four
 * delimiters, any of three line ends.
 */
import { CsvError, parse, type Options } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Problem } from '#lib/domain/refusal.ts';
import { defuse, restore } from './defuse.ts';
import { encodeParts } from './files.ts';

export type Cell = string | number | boolean | null;

/** A record of a file: its cells, and its first line, counted from 1. */
export type Line = { line: number; cells: string[] };

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

const SENTENCES: Record<string, string> = {
	CSV_QUOTE_NOT_CLOSED: 'a cell in double quotes is not closed before the end of the file.',
	CSV_INVALID_CLOSING_QUOTE:
		'after a cell in double quotes the next cell or line is expected; a quote inside it is written twice.',
	INVALID_OPENING_QUOTE:
		'a quote stands inside a cell without quotes: put the cell in quotes and write the quote twice.'
};

/**
 * The records of a text, the header among them; lines with nothing in them are left out.
 *
 * @param isKnown whether a cell of the header is the name of a column: by that the delimiter is found
 * @param problems gets one more where the text is no CSV; then nothing is returned
 */
export function parsed(
	text: string,
	where: string,
	isKnown: (name: string) => boolean,
	problems: Problem[]
): Line[] {
	const sep = SEP_LINE.exec(text);
	const body = sep === null ? text : text.slice(sep[0].length);
	const before = sep === null ? 0 : 1;
	try {
		const lineEnds = { record_delimiter: body.includes('\n') ? ['\r\n', '\n'] : ['\r'] };
		const delimiter = (sep?.[1] as Delimiter | undefined) ?? delimiterOf(body, lineEnds, isKnown);
		return lines(body, { ...lineEnds, delimiter }).map(({ line, cells }) => ({
			line: line + before,
			cells
		}));
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = typeof error.lines === 'number' ? error.lines + before : undefined;
		const message = SENTENCES[error.code] ?? `is not CSV (${error.code}).`;
		problems.push({ where, line, message });
		return [];
	}
}

function lines(text: string, options: Options): Line[] {
	const found = parse(text, {
		...{ bom: true, info: true, skip_empty_lines: true, relax_column_count: true },
		...options
	}) as unknown as { record: string[]; info: { lines: number } }[];
	// The parser counts to the end of a record, and a carriage return in a cell as a line of its own;
	// people look for the beginning, and count as their editor does.
	let returns = 0;
	return found.map(({ record, info }) => {
		const feeds = occurrences('\n', record);
		returns += occurrences('\r', record);
		return { line: info.lines - feeds - returns, cells: record.map(restore) };
	});
}

/** How often a character stands in some cells. */
function occurrences(character: string, cells: readonly string[]): number {
	let found = 0;
	for (const cell of cells) {
		for (let at = cell.indexOf(character); at >= 0; at = cell.indexOf(character, at + 1)) {
			found += 1;
		}
	}
	return found;
}

/** The delimiter by which the header names most columns that are known, or else has most cells. */
function delimiterOf(
	text: string,
	lineEnds: Options,
	isKnown: (name: string) => boolean
): Delimiter {
	const fits = DELIMITERS.map((delimiter) => {
		const header = headerBy(text, { ...lineEnds, delimiter });
		return { delimiter, known: header.filter(isKnown).length, cells: header.length };
	});
	return fits.sort((a, b) => b.known - a.known || b.cells - a.cells)[0]!.delimiter;
}

/** The first record by a delimiter; empty where it cannot be read by that one. */
function headerBy(text: string, options: Options): string[] {
	try {
		return lines(text, { ...options, to: 1 })[0]?.cells ?? [];
	} catch {
		return [];
	}
}
