/** The cells of a workbook (.xlsx), as texts. */
import { read, type CellObject, type ParsingOptions, type WorkSheet } from '@e965/xlsx';
import { Refusal } from '#lib/domain/refusal.ts';
import { folded } from '#lib/domain/spelling.ts';
import type { Line } from './csv.ts';
import { isZip } from './files.ts';
import type { Content, Grid } from './grid.ts';
import { MOST_CELLS, MOST_COLUMNS } from './csv-records.ts';
import { DEFAULT_LIMITS, inWords, type Limits } from './limits.ts';
import { unzip } from './zip.ts';

/** A sheet: its rows that hold anything, by the numbers a spreadsheet shows, all of one length. */
export type SheetLines = { name: string; lines: Line[] };

const BOOK = 'xl/workbook.xml';

/** The last row a spreadsheet knows: what says it stands further out is not looked for. */
const LAST_ROW = 2 ** 20;

/** What a cell holds whose formula could not be computed, by its number. */
const ERRORS: Readonly<Record<number, string>> = {
	...{ 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!' },
	...{ 43: '#GETTING_DATA' }
};

/** Of a cell its value alone: nothing of how it looks or was computed. */
const VALUES: ParsingOptions = {
	...{ type: 'array', dense: true, cellFormula: false, cellHTML: false, cellText: false },
	...{ cellDates: true, UTC: true }
};

/**
 * The sheets of a workbook.
 *
 * @param wanted tells by the names of all sheets which of them to read; all unless given
 * @throws Refusal ('invalid') for what is no workbook, ('limit') for one that is too large
 */
export async function readSheets(
	bytes: Uint8Array,
	limits: Limits = DEFAULT_LIMITS,
	wanted: (names: readonly string[]) => readonly string[] = (names) => names
): Promise<SheetLines[]> {
	// A workbook is a zip: ours is the reader that knows the limits and refuses what is made to burst them.
	const files = await unzip(bytes, limits, { keeps: (path) => path === BOOK });
	if (!files.has(BOOK)) throw noWorkbook();
	const names = wanted(bookOf(bytes, { bookSheets: true }).SheetNames);
	// Down to the last row there can be: what is not read must not pass for what is not there.
	const { Sheets: sheets } = bookOf(bytes, { sheets: [...names], sheetRows: LAST_ROW });
	return names.map((name) => ({ name, lines: linesOf(sheets[name], limits) }));
}

function bookOf(bytes: Uint8Array, which: ParsingOptions) {
	try {
		return read(bytes, { ...VALUES, ...which });
	} catch {
		// What the reader says of a damaged file is meant for programmers.
		throw noWorkbook();
	}
}

function linesOf(sheet: WorkSheet | undefined, limits: Limits): Line[] {
	const data: CellObject[][] = sheet?.['!data'] ?? [];
	const lines: Line[] = [];
	let [width, size] = [0, 0];
	data.forEach((row, index) => {
		const cells: string[] = [];
		// Only those that are there: a place far out would be a long way to walk.
		for (const key of Object.keys(row)) {
			const text = textOf(row[Number(key)]);
			if (text === '') continue;
			if (Number(key) >= MOST_COLUMNS) throw tooManyCells();
			// A text that many cells share is written once, and read in each of them.
			size += text.length;
			if (size > limits.fileBytes) throw tooMuchText(limits);
			while (cells.length < Number(key)) cells.push('');
			cells.push(text);
		}
		if (cells.length > 0) lines.push({ line: index + 1, cells });
		width = Math.max(width, cells.length);
		if (width * lines.length > MOST_CELLS) throw tooManyCells();
	});
	for (const { cells } of lines) while (cells.length < width) cells.push('');
	return lines;
}

/** What stands in a cell; a day or a time of day as ISO 8601 has it, and what could not be computed as the sheet shows it. */
function textOf(cell: CellObject | undefined): string {
	if (cell?.v === undefined || cell.v === null) return '';
	if (cell.t === 'e') return ERRORS[Number(cell.v)] ?? '';
	if (!(cell.v instanceof Date)) return String(cell.v);
	if (Number.isNaN(cell.v.getTime())) return '';
	const [day, time] = cell.v.toISOString().slice(0, 19).split('T') as [string, string];
	if (day < '1900') return time;
	return time === '00:00:00' ? day : `${day}T${time}`;
}

/** The sheet that is called so, or else the first. */
const called = (name: string) => (names: readonly string[]) =>
	[names.find((one) => folded(one) === name) ?? names[0]!].filter((one) => one !== undefined);

/**
 * @returns the rows of the first sheet down to the last that holds anything, each as long as its last cell
 * @throws as `readSheets`
 */
export async function readSheet(
	bytes: Uint8Array,
	limits: Limits = DEFAULT_LIMITS
): Promise<string[][]> {
	const [sheet] = await readSheets(bytes, limits, called(''));
	const rows: string[][] = [];
	for (const { line, cells } of sheet?.lines ?? []) {
		while (rows.length < line - 1) rows.push([]);
		rows.push(cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1));
	}
	return rows;
}

/**
 * A table to be read, whichever way it was saved.
 *
 * @param bytes of a text file, which stay as they are, or of a .xlsx
 * @param name of the table: the sheet that is called so is taken, or else the first
 * @throws as `readSheets`
 */
export async function opened(
	bytes: Uint8Array,
	name: string,
	limits: Limits = DEFAULT_LIMITS
): Promise<Content> {
	if (!isZip(bytes)) return bytes;
	const [sheet] = await readSheets(bytes, limits, called(name));
	return gridOfSheet(sheet ?? { lines: [] });
}

/** The rows of a sheet, as a table to be read. */
export const gridOfSheet = ({ lines }: Pick<SheetLines, 'lines'>): Grid => ({
	lines: lines.values(),
	broken: [],
	isStorable: false
});

const noWorkbook = () =>
	new Refusal('invalid', 'This is not a workbook: save the table as .xlsx or .csv.');

const tooManyCells = () =>
	new Refusal(
		'limit',
		`The sheet is larger than any table: at most ${MOST_COLUMNS.toLocaleString('en')} columns and ` +
			`${MOST_CELLS.toLocaleString('en')} cells are read. Copy the table into a new workbook.`
	);

const tooMuchText = ({ fileBytes }: Limits) =>
	new Refusal(
		'limit',
		`The sheet holds more than ${inWords(fileBytes)} of text: so much is read. Split it, or raise the limit.`
	);
