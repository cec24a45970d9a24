/**
 * CSV as RFC 4180 has it: a header, commas, UTF-8, LF on the way out, LF or CRLF on the way in.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Problem } from '#lib/domain/refusal.ts';
import { defuse, restore } from './defuse.ts';
import { decode, encodeParts, unstorable } from './files.ts';
import { inWords, type Limits } from './limits.ts';

export type Cell = string | number | boolean | null;

/** A record of a file: its cells by the name of the column, and its first line, counted from 1. */
export type Row = { line: number; cells: { get(column: string): string | undefined } };

export type Sheet = {
	header: string[];
	rows: Row[];
	problems: Problem[];
};

export type Expected = {
	/** The name of the file in messages. */
	where: string;
	/** Columns without which the file says too little. */
	required: readonly string[];
	/** All columns that are known, for messages. */
	known: readonly string[];
	/** What one record is called, for the limit on their number: 'actions'. */
	records: string;
};

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

const SENTENCES: Record<string, string> = {
	CSV_QUOTE_NOT_CLOSED: 'a cell in double quotes is not closed before the end of the file.',
	CSV_INVALID_CLOSING_QUOTE:
		'after a cell in double quotes a comma is expected; a quote inside it is written twice.',
	INVALID_OPENING_QUOTE:
		'a quote stands inside a cell without quotes: put the cell in quotes and write the quote twice.'
};

function records(
	text: string,
	where: string,
	problems: Problem[]
): { line: number; cells: string[] }[] {
	try {
		const parsed = parse(text, {
			bom: true,
			info: true,
			skip_empty_lines: true,
			relax_column_count: true,
			record_delimiter: ['\r\n', '\n']
		}) as unknown as { record: string[]; info: { lines: number } }[];
		// The parser counts to the end of a record, and a carriage return in a cell as a line of its own;
		// people look for the beginning, and count as their editor does.
		let returns = 0;
		return parsed.map(({ record, info }) => {
			const feeds = occurrences('\n', record);
			returns += occurrences('\r', record);
			return { line: info.lines - feeds - returns, cells: record.map(restore) };
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = typeof error.lines === 'number' ? error.lines : undefined;
		const message = SENTENCES[error.code] ?? `is not CSV (${error.code}).`;
		problems.push({ where, line, message });
		return [];
	}
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

function headerProblem(header: string[], expected: Expected): Problem | null {
	const { where, required, known } = expected;
	const missing = required.filter((column) => !header.includes(column));
	const fault = (message: string) => ({ where, line: 1, message });
	if (missing.length > 0) {
		const held = header.join(', ').slice(0, 120);
		const hint =
			header.length === 1 && /[;\t]/.test(held) ? ' The columns must be separated by commas.' : '';
		return fault(
			`the first line must name the columns (${known.join(', ')}); ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. It holds: ${held}.${hint}`
		);
	}
	const twice = header.find((column, index) => header.indexOf(column) !== index);
	return twice === undefined ? null : fault(`the column "${twice}" is there twice: keep one.`);
}

/**
 * Reads a file with a header.
 *
 * @returns its rows by column, and all that is wrong; no rows where the header is wrong
 */
export function read(bytes: Uint8Array, limits: Limits, expected: Expected): Sheet {
	const { where } = expected;
	const problems: Problem[] = [];
	const nothing = { header: [], rows: [], problems };
	if (bytes.length > limits.fileBytes) {
		const message = `has ${inWords(bytes.length)}: at most ${inWords(limits.fileBytes)} a file are read. Split it, or raise the limit.`;
		problems.push({ where, message });
		return nothing;
	}
	const text = decode(bytes, where, problems);
	if (text === null) return nothing;
	const [first, ...rest] = records(text, where, problems);
	if (problems.length > 0) return nothing;
	const header = (first?.cells ?? []).map((name) => name.trim());
	const wrong = headerProblem(header, expected);
	if (wrong !== null) {
		problems.push(wrong);
		return nothing;
	}
	if (rest.length > limits.actions) {
		const message = `has ${rest.length.toLocaleString('en')} ${expected.records}: at most ${limits.actions.toLocaleString('en')} a file are read. Split it, or raise the limit.`;
		problems.push({ where, message });
		return nothing;
	}
	const rows: Row[] = [];
	const placeOf = new Map(header.map((name, index) => [name, index]));
	// Most files hold nothing that cannot be kept: then no cell is looked at for it.
	const fit = unstorable(text) === null;
	for (const { line, cells } of rest) {
		if (cells.length !== header.length) {
			problems.push({
				where,
				line,
				message: `has ${cells.length} cells and the header has ${header.length}: put a cell that holds a comma in double quotes.`
			});
			continue;
		}
		if (!fit) problems.push(...unfitCells(cells, header, { where, line }));
		rows.push({ line, cells: { get: (column) => cells[placeOf.get(column) ?? -1] } });
	}
	return { header, rows, problems };
}

function unfitCells(
	cells: readonly string[],
	header: readonly string[],
	place: { where: string; line: number }
): Problem[] {
	return cells.flatMap((cell, index) => {
		const unfit = unstorable(cell);
		if (unfit === null) return [];
		return [{ ...place, field: header[index], message: `the cell ${unfit}` }];
	});
}
