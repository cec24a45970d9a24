/** The cells of a workbook (.xlsx): of one of its sheets, as texts. */
import { read, utils } from '@e965/xlsx';
import { Refusal } from '#lib/domain/refusal.ts';
import { folded } from '#lib/domain/spelling.ts';
import * as csv from './csv.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { unzip } from './zip.ts';

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
	const files = await unzip(bytes, limits);
	if (!files.has('xl/workbook.xml')) throw noWorkbook();
	const rows = utils.sheet_to_json<unknown[]>(sheetOf(bytes, limits, name), {
		...{ header: 1, raw: true, blankrows: true, defval: '' }
	});
	const filled = rows.map((row) => trimmed(row.map(String)));
	return trimmed(filled, ({ length }) => length > 0);
}

/**
 * A table as CSV, whichever way it was saved.
 *
 * @param bytes of a text file, which stay as they are, or of a .xlsx
 * @param name of the table: the sheet that is called so is taken, or else the first
 * @throws as `readSheet`
 */
export async function asCsv(bytes: Uint8Array, name: string): Promise<Uint8Array> {
	if (!isZip(bytes)) return bytes;
	const [header = [], ...rows] = await readSheet(bytes, DEFAULT_LIMITS, name);
	// A workbook has no cell where nothing was ever typed: CSV has one.
	const whole = rows.map((row) => [...row, ...header.slice(row.length).map(() => '')]);
	return csv.write(header, whole);
}

/** True for a zip, which every workbook is. */
export const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

function sheetOf(bytes: Uint8Array, limits: Limits, name: string) {
	try {
		const book = read(bytes, { type: 'array', dense: true, sheetRows: limits.actions });
		const named = book.SheetNames.find((one) => folded(one) === name);
		const sheet = book.Sheets[named ?? book.SheetNames[0] ?? ''];
		if (sheet !== undefined) return sheet;
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
