/** Reads a table with a header, as people send it (formats.md, "How a table is read"). */
import type { JsonValue } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { folded, headOf, isSlip, tidied } from '#lib/domain/spelling.ts';
import * as csv from './csv.ts';
import { MOST_CELLS } from './csv-records.ts';
import { unstorable } from './files.ts';
import { gridOf, type Content, type Grid, type Line } from './grid.ts';
import { MOST_PROBLEMS, type Limits } from './limits.ts';

/** A record of a file: its cells by the name of the column, and its first line, counted from 1. */
export type Row = {
	/** The file it stands in. */
	where: string;
	line: number;
	cells: { get(column: string): string | undefined };
	/** What the file calls a column, where that is something else. */
	called?(column: string): string;
	/** The cell as it is, where the file knows more than text. */
	value?(column: string): JsonValue | undefined;
};

export type Sheet = {
	/** Columns that are known under the name they are known by; others as they are written. */
	header: string[];
	rows: Row[];
	problems: Problem[];
	/** True where a column without a name numbers the rows, as a data frame does, and was left out. */
	isNumbered: boolean;
	/** How many lines with nothing in them were passed over, where they held delimiters. */
	passedOver: number;
};

export type Expected = {
	/** The name of the file in messages. */
	where: string;
	/** Columns without which the file says too little. */
	required: readonly string[];
	/** All columns that are known by name. */
	known: readonly string[];
	/** What the columns are, for messages, where they are not those alone. */
	columns?: readonly string[];
	/** What one record is called, for the limit on their number: 'actions'. */
	records: string;
};

/**
 * Reads a file with a header.
 *
 * @returns its rows by column, and all that is wrong; no rows where the header is wrong
 */
export function read(content: Content, limits: Limits, expected: Expected): Sheet {
	const rows: Row[] = [];
	const sheet = readRows(content, limits, expected, (row) => {
		rows.push(row);
	});
	return { ...sheet, rows: sheet.header.length === 0 ? [] : rows };
}

/**
 * Reads a file with a header row by row: of a large one, nothing is kept but what is made of each row.
 *
 * @returns the rest; no header where nothing of the file counts, whatever was taken
 */
export function readRows(
	content: Content,
	limits: Limits,
	expected: Expected,
	take: Take
): Omit<Sheet, 'rows'> {
	const { where } = expected;
	const problems: Problem[] = [];
	const knownBy = new Map(expected.known.map((name) => [headOf(name), name]));
	const isKnown = (name: string) => knownBy.has(headOf(name));
	const grid =
		content instanceof Uint8Array ? gridOf(content, { where, limits }, isKnown, problems) : content;
	if (grid === null) return nothingBut(problems);
	const first = grid.lines.next().value;
	if (grid.broken.length > 0) return nothingBut(grid.broken);
	if (first?.cells.some(({ length }) => length > csv.MOST_OF_A_HEAD)) {
		const message =
			'has a first line that names no columns: it holds more than any name. Is it a table?';
		return nothingBut([...problems, { where, message }]);
	}
	const named = (first?.cells ?? []).map((name) => knownBy.get(headOf(name)) ?? tidied(name));
	// A column without a name is none, as long as nothing stands in it.
	const header = named.slice(0, named.findLastIndex((name) => name !== '') + 1);
	const wrong = headerProblem(header, expected);
	return wrong === null
		? readBelow(grid, header, { limits, ...expected }, take)
		: nothingBut([wrong]);
}

/** Is given each row that has a cell for every column, and the list for what is wrong with it. */
export type Take = (row: Row, problems: Problem[]) => void;

const nothingBut = (problems: Problem[]): Omit<Sheet, 'rows'> => ({
	header: [],
	problems,
	isNumbered: false,
	passedOver: 0
});

/**
 * Reads the lines that are left of a grid.
 *
 * @param header names of the columns, each once; an empty one names none
 * @returns as `readRows`
 */
export function readBelow(
	grid: Grid,
	header: readonly string[],
	{ where, records, limits }: Pick<Expected, 'where' | 'records'> & { limits: Limits },
	take: Take
): Omit<Sheet, 'rows'> {
	const problems: Problem[] = [];
	const refused = (message: string) => nothingBut([...problems, { where, message }]);
	const head: Head = {
		header,
		placeOf: new Map(header.map((name, index) => [name, index])),
		// Most files hold nothing that cannot be kept, and name every column: then no cell is looked at for it.
		isPlain: grid.isStorable && !header.includes(''),
		numbers: new Map()
	};
	let [held, passedOver] = [0, 0];
	for (let next = grid.lines.next(); !next.done; next = grid.lines.next()) {
		const line = next.value;
		if (line.cells.every((cell) => tidied(cell) === '')) {
			passedOver += 1;
			continue;
		}
		held += 1;
		if (held > limits.actions) {
			return refused(
				`has more ${records} than are read: at most ${limits.actions.toLocaleString('en')} a file. Split it, or raise the limit.`
			);
		}
		if (held * header.length > MOST_CELLS) {
			return refused(
				`has more cells than are read: at most ${MOST_CELLS.toLocaleString('en')} a file. Split it.`
			);
		}
		const row = rowOf(line, head, where, problems);
		if (row !== null) take(row, problems);
		if (problems.length > MOST_PROBLEMS) {
			return refused('has more faults than are counted: mend these first.');
		}
	}
	// A quote in the wrong place may spoil what stands before it too: nobody knows where it was meant to stand.
	if (grid.broken.length > 0) return nothingBut(grid.broken);
	return {
		header: header.filter((name) => name !== ''),
		problems,
		isNumbered: head.numbers.size > 0,
		passedOver
	};
}

type Head = {
	header: readonly string[];
	placeOf: ReadonlyMap<string, number>;
	/** No cell of the file can be at fault by itself. */
	isPlain: boolean;
	/** The last number of a row, in each column without a name that has numbered the rows so far. */
	numbers: Map<number, number>;
};

function rowOf(
	{ line, cells, values }: Line,
	head: Head,
	where: string,
	problems: Problem[]
): Row | null {
	const { header, placeOf, isPlain } = head;
	const beyond =
		cells.length > header.length && cells.slice(header.length).some((cell) => tidied(cell) !== '');
	if (cells.length < header.length || beyond) {
		problems.push({
			where,
			line,
			message: `has ${cells.length} cells and the header has ${header.length}: put a cell that holds a delimiter in double quotes, and give every column a name.`
		});
		return null;
	}
	if (!isPlain) problems.push(...faultsIn(cells, head, { where, line }));
	// What is left of empty cells beyond the header is not kept.
	cells.length = header.length;
	const at = (column: string) => placeOf.get(column) ?? -1;
	const row: Row = { where, line, cells: { get: (column) => cells[at(column)] } };
	return values === undefined ? row : { ...row, value: (column) => values[at(column)] };
}

function faultsIn(
	cells: readonly string[],
	{ header, numbers }: Head,
	place: { where: string; line: number }
): Problem[] {
	return header.flatMap((name, index): Problem[] => {
		const unfit = unstorable(cells[index]!);
		if (unfit !== null) return [{ ...place, field: name, message: `the cell ${unfit}` }];
		if (name !== '' || tidied(cells[index]!) === '') return [];
		if (isNextRow(cells[index]!, numbers.get(index))) {
			numbers.set(index, Number(cells[index]));
			return [];
		}
		const message = `column ${index + 1} has no name and holds something here: name it, or empty it.`;
		return [{ ...place, message }];
	});
}

/** Whether a cell goes on numbering the rows. */
const isNextRow = (cell: string, last = -1) => /^\d{1,9}$/.test(cell) && Number(cell) > last;

function headerProblem(header: readonly string[], expected: Expected): Problem | null {
	const { where, required, known, columns = known } = expected;
	const fault = (message: string) => ({ where, line: 1, message });
	const missing = required.filter((column) => !header.includes(column));
	if (missing.length > 0) {
		const near = missing.flatMap((column) => {
			const found = header.find((name) => isNear(name, column));
			return found === undefined ? [] : [` Is "${found}" meant to be ${column}?`];
		});
		const holds = header.join(', ').slice(0, 120);
		return fault(
			`the first line must name the columns (${columns.join(', ')}); ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. ` +
				`It holds: ${holds}.${near.join('')}`
		);
	}
	const seen = new Map<string, string>();
	for (const name of header) {
		const before = name === '' ? undefined : seen.get(headOf(name));
		if (before !== undefined) {
			return fault(`the column "${name}" is there twice, perhaps spelt in two ways: keep one.`);
		}
		seen.set(headOf(name), name);
	}
	return null;
}

/** Whether a column may be meant for another: a slip of its name, or its words and more, as "case id" for "case". */
export function isNear(name: string, column: string): boolean {
	if (headOf(name) === headOf(column)) return false;
	const [words, wanted] = [wordsOf(name), wordsOf(column)];
	const holds = wanted.every((word) => words.includes(word));
	return isSlip(headOf(name), headOf(column)) || holds || isPlural(headOf(name), headOf(column));
}

const wordsOf = (name: string) => folded(name).split(/[\s_-]+/);

const isPlural = (one: string, other: string) =>
	one !== '' && (`${one}s` === other || one === `${other}s`);
