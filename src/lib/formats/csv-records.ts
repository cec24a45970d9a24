/**
 * Parts a text of CSV into records, one after the other: whoever takes them may stop at any of them, and nothing is
 * kept of those that were passed over. Most lines hold no quote, and the engine parts them at once; a parser that looks
 * at every byte takes several times as long (docs/decisions/0036).
 */

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

/**
 * The records of a text, those of a line with no character in it left out. Lines end with LF or CRLF, or with CR where
 * the text holds no LF.
 *
 * @throws Misquoted at the first record that cannot be read
 */
export function* records(text: string, delimiter: string): Generator<Line> {
	const end = text.includes('\n') ? '\n' : '\r';
	let line = 1;
	let quote = placeOf(text, '"', 0);
	for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length;) {
		const stop = placeOf(text, end, at);
		if (quote < at) quote = placeOf(text, '"', at);
		if (quote >= stop) {
			const cells = plainCells(text, { at, stop, delimiter, line });
			if (cells !== null) yield { line, cells };
			line += 1;
			at = stop + 1;
			continue;
		}
		const read = quotedRecord(text, { at, end, delimiter, line });
		yield { line, cells: read.cells };
		line += 1 + read.feeds;
		at = read.next;
	}
}

/** Where a sign stands next; the end of the text where it does not. */
function placeOf(text: string, sign: string, from: number): number {
	const at = text.indexOf(sign, from);
	return at === -1 ? text.length : at;
}

type Span = { at: number; stop: number; delimiter: string; line: number };

/** The cells of a line without a quote; null where nothing stands in it. */
function plainCells(text: string, { at, stop, delimiter, line }: Span): string[] | null {
	const last = text[stop] === '\n' && text[stop - 1] === '\r' ? stop - 1 : stop;
	if (last <= at) return null;
	const cells = text.slice(at, last).split(delimiter, MOST_COLUMNS + 1);
	if (cells.length > MOST_COLUMNS) throw new Misquoted(line, TOO_MANY);
	return cells;
}

type Start = { at: number; end: string; delimiter: string; line: number };

/** A record with a quote in it: its cells, how many line ends stand in them, and where the next record begins. */
function quotedRecord(text: string, { at: from, end, delimiter, line }: Start) {
	const cells: string[] = [];
	let feeds = 0;
	let stop = placeOf(text, end, from);
	for (let at = from; ;) {
		if (cells.length === MOST_COLUMNS) throw new Misquoted(line, TOO_MANY);
		if (stop < at) stop = placeOf(text, end, at);
		let after: number;
		if (text[at] === '"') {
			const cell = quotedCell(text, at, line + feeds);
			cells.push(cell.content);
			feeds += occurrences(end, text, at, cell.after);
			after = cell.after;
		} else {
			const part = text.slice(at, stop).indexOf(delimiter);
			after = part === -1 ? stop : at + part;
			if (end === '\n' && text[after] === '\n' && text[after - 1] === '\r') after -= 1;
			const content = text.slice(at, after);
			if (content.includes('"')) throw new Misquoted(line + feeds, OPENED_LATE);
			cells.push(content);
		}
		if (text[after] === delimiter) {
			at = after + 1;
			continue;
		}
		if (end === '\n' && text[after] === '\r' && text[after + 1] === '\n') after += 1;
		if (after < text.length && text[after] !== end) throw new Misquoted(line + feeds, CLOSED_EARLY);
		return { cells, feeds, next: after + 1 };
	}
}

/** The content of a cell in quotes, and where it ends. */
function quotedCell(text: string, at: number, line: number): { content: string; after: number } {
	let close = text.indexOf('"', at + 1);
	while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
	if (close === -1) throw new Misquoted(line, NOT_CLOSED);
	return { content: text.slice(at + 1, close).replaceAll('""', '"'), after: close + 1 };
}

/** How often a sign stands in a part of a text. */
function occurrences(sign: string, text: string, from: number, to: number): number {
	const part = text.slice(from, to);
	let found = 0;
	for (let at = part.indexOf(sign); at !== -1; at = part.indexOf(sign, at + 1)) found += 1;
	return found;
}
