/** The cells of a workbook (.xlsx): of one of its sheets, as texts. */
import { read, type CellObject, type ParsingOptions } from '@e965/xlsx';
import { Refusal } from '#lib/domain/refusal.ts';
import { folded } from '#lib/domain/spelling.ts';
import * as csv from './csv.ts';
import { MOST_CELLS, MOST_COLUMNS } from './csv-records.ts';
import { DEFAULT_LIMITS, inWords, type Limits } from './limits.ts';
import { unzip } from './zip.ts';

const BOOK = 'xl/workbook.xml';

/** What a cell holds whose formula could not be computed, by its number. */
const ERRORS: Readonly<Record<number, string>> = {
	...{ 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!' },
	...{ 43: '#GETTING_DATA' }
};

/** Of a cell its value alone: nothing of how it looks or was computed. */
const VALUES: ParsingOptions = {
	...{ type: 'array', dense: true, cellFormula: false, cellHTML: false, cellText: false }
};

/**
 * @param name of the table: the sheet that is called so is taken, or else the first
 * @returns the rows of the sheet down to the last that holds anything, each as long as its last cell
 * @throws Refusal ('invalid') for what is no workbook, ('limit') for one that is too large
 */
export async function readSheet(
	bytes: Uint8Array,
	limits: Limits = DEFAULT_LIMITS,
	name = ''
): Promise<string[][]> {
	// A workbook is a zip: ours is the reader that knows the limits and refuses what is made to burst them.
	const files = await unzip(bytes, limits, { keeps: (path) => path === BOOK });
	if (!files.has(BOOK)) throw noWorkbook();
	const rows = sheetOf(bytes, limits, name);
	let [cells, size] = [0, 0];
	const table = Array.from(rows, (row: readonly (CellObject | undefined)[] | undefined = []) => {
		cells += row.length;
		if (row.length > MOST_COLUMNS || cells > MOST_CELLS) {
			throw new Refusal(
				'limit',
				`The sheet is larger than any table: at most ${MOST_COLUMNS.toLocaleString('en')} columns and ` +
					`${MOST_CELLS.toLocaleString('en')} cells are read. Copy the table into a new workbook.`
			);
		}
		const texts = trimmed(Array.from(row, textOf));
		// A text that many cells share is written once, and read in each of them.
		size += texts.reduce((sum, { length }) => sum + length, 0);
		if (size > limits.fileBytes) {
			throw new Refusal(
				'limit',
				`The sheet holds more than ${inWords(limits.fileBytes)} of text: so much is read. Split it, or raise the limit.`
			);
		}
		return texts;
	});
	return trimmed(table, ({ length }) => length > 0);
}

/** What a cell holds, as text; a cell that says that it has no value is empty. */
function textOf(cell: CellObject | undefined): string {
	if (cell?.v === undefined || cell.v === null) return '';
	return cell.t === 'e' ? (ERRORS[Number(cell.v)] ?? '') : String(cell.v);
}

/**
 * A table as CSV, whichever way it was saved.
 *
 * @param bytes of a text file, which stay as they are, or of a .xlsx
 * @param name of the table: the sheet that is called so is taken, or else the first
 * @throws as `readSheet`
 */
export async function asCsv(
	bytes: Uint8Array,
	name: string,
	limits: Limits = DEFAULT_LIMITS
): Promise<Uint8Array> {
	if (!isZip(bytes)) return bytes;
	const [header = [], ...rows] = await readSheet(bytes, limits, name);
	// A workbook has no cell where nothing was ever typed: CSV has one.
	const whole = rows.map((row) => [...row, ...header.slice(row.length).map(() => '')]);
	return csv.write(header, whole);
}

/** True for a zip, which every workbook is. */
export const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The cells of a sheet, row by row: dense in no direction, since a workbook has no cell where nothing was typed. */
function sheetOf(bytes: Uint8Array, limits: Limits, name: string): (CellObject[] | undefined)[] {
	try {
		const { SheetNames: names } = read(bytes, { ...VALUES, bookSheets: true });
		const chosen = names.find((one) => folded(one) === name) ?? names[0] ?? '';
		// The header and one row too many: what is not read must not pass for what is not there.
		const sheetRows = limits.actions + 2;
		const sheet = read(bytes, { ...VALUES, sheets: [chosen], sheetRows }).Sheets[chosen];
		if (sheet !== undefined) return sheet['!data'] ?? [];
	} catch {
		// What the reader says of a damaged file is meant for programmers.
	}
	throw noWorkbook();
}

const noWorkbook = () =>
	new Refusal('invalid', 'This is not a workbook: save the table as .xlsx or .csv.');

/** A list without the empty ones at its end. */
function trimmed<T>(list: readonly T[], holds = (one: T) => Boolean(one)): T[] {
	return list.slice(0, list.findLastIndex(holds) + 1);
}
