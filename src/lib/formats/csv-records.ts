/**
 * Parts a text of CSV into records, one after the other: whoever takes them may stop at any of them, and nothing is
 * kept of those that were passed over. The parser is given a piece of the text at a time (docs/decisions/0036).
 */
import Papa from 'papaparse';

/** A record of a file: its cells, and its first line, counted from 1. */
export type Line = { line: number; cells: string[] };

/** Where a text is no CSV, and why. */
export class Misquoted extends Error {
	readonly line: number;
	constructor(line: number, message: string) {
		super(message);
		this.line = line;
	}
}

/** More columns than any table has: a file that holds more is no table. */
export const MOST_COLUMNS = 10_000;

/** So many cells of one file are kept at once: more of them than memory has room for are no table of a study. */
export const MOST_CELLS = 10_000_000;

const NOT_CLOSED = 'a cell in double quotes is not closed before the end of the file.';
const CLOSED_EARLY =
	'after a cell in double quotes the next cell or line is expected; a quote inside it is written twice.';
const OPENED_LATE =
	'a quote stands inside a cell without quotes: put the cell in quotes and write the quote twice.';
const TOO_MANY = `has more than ${MOST_COLUMNS.toLocaleString('en')} cells: no table has so many columns. Does the delimiter fit?`;

/** Characters that are parsed at a time; of a record that is longer, as many as it takes. */
const PIECE = 2 ** 20;

/**
 * The records of a text, those of a line with no character in it left out. Lines end with LF or CRLF, or with CR where
 * the text holds no LF.
 *
 * @throws Misquoted at the first record that cannot be read
 */
export function* records(text: string, delimiter: string): Generator<Line> {
	const newline = text.includes('\n') ? '\n' : '\r';
	const how = { delimiter, newline, quoteChar: '"' } as const;
	let [line, size] = [1, PIECE];
	for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length;) {
		const piece = text.slice(at, at + size);
		const isLast = at + size >= text.length;
		const rows = rowsOf(piece, how, isLast);
		if (rows.length === 0) {
			// One record is longer than the piece: of so many cells none is looked for further on.
			assertFew(rowsOf(piece, how, true)[0]!.cells, line);
			size *= 2;
			continue;
		}
		let from = 0;
		for (const { cells, end, fault } of rows) {
			const raw = piece.slice(from, end);
			from = end;
			assertFew(cells, line);
			const isQuoted = raw.includes('"');
			const wrong = fault ?? (isQuoted && hasLateQuote(raw, cells) ? OPENED_LATE : null);
			if (wrong !== null) throw new Misquoted(line, wrong);
			if (raw.endsWith('\r\n') && !raw.endsWith('"\r\n')) cells.push(cells.pop()!.slice(0, -1));
			if (/[^\r\n]/.test(raw)) yield { line, cells };
			line += isQuoted ? occurrences(newline, raw) : 1;
		}
		at += from;
		size = PIECE;
	}
}

type Row = { cells: string[]; end: number; fault: string | null };

/** The records of a piece of text; without the last where more of it may follow. */
function rowsOf(piece: string, how: Papa.ParseConfig, isLast: boolean): Row[] {
	const rows: Row[] = [];
	const step = ({ data, errors, meta }: Papa.ParseStepResult<string[][]>) => {
		const [first] = errors;
		const fault = first === undefined ? null : (FAULTS[first.code] ?? NOT_CLOSED);
		rows.push({ cells: data[0]!, end: meta.cursor, fault });
		if (fault !== null) parser.abort();
	};
	const parser = new Papa.Parser({ ...how, step } as Papa.ParseConfig);
	parser.parse(piece, 0, !isLast);
	return rows;
}

const FAULTS: Readonly<Record<string, string>> = {
	InvalidQuotes: CLOSED_EARLY,
	MissingQuotes: NOT_CLOSED
};

function assertFew(cells: readonly string[], line: number): void {
	if (cells.length > MOST_COLUMNS) throw new Misquoted(line, TOO_MANY);
}

/**
 * Whether a quote stands in a cell without quotes, which the parser takes as it is. A cell in quotes has two for each
 * that it holds, and two around it.
 */
function hasLateQuote(raw: string, cells: readonly string[]): boolean {
	const there = occurrences('"', raw);
	const holding = cells.map((cell) => occurrences('"', cell)).filter((held) => held > 0);
	const wanted = holding.reduce((sum, held) => sum + 2 * held + 2, 0);
	return there % 2 === 1 || there < wanted;
}

/** How often a sign stands in a text. */
function occurrences(sign: string, text: string): number {
	let found = 0;
	for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) found += 1;
	return found;
}
