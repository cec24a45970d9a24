/** Tables as other programs write them that have read ours: nothing is meant otherwise, much looks otherwise. */
import { utils, write } from '@e965/xlsx';
import papaparse from 'papaparse';

/** A table as rows of texts, the header first. */
const rowsOf = (csv: Uint8Array): string[][] =>
	papaparse.parse<string[]>(new TextDecoder().decode(csv), { skipEmptyLines: true }).data;

const utf8 = (text: string) => new TextEncoder().encode(text);

const INTEGERS: ReadonlySet<string> = new Set(['action', 'round', 'score', 'number']);
const TRUTHS: ReadonlyMap<string, string> = new Map([
	['true', 'True'],
	['false', 'False']
]);

/**
 * As a data frame writes itself: whole numbers in a column with gaps as 9.0, truths as True, nothing as `nothing`, every
 * text in quotes, columns from last to first behind a column of row numbers without a name.
 */
export function asDataFrame(csv: Uint8Array, nothing: string): Uint8Array {
	const [header = [], ...rows] = rowsOf(csv);
	const places = header.map((_, at) => at).reverse();
	const lines = rows.map((row, index) => [
		index,
		...places.map((at) => {
			const [column, cell] = [header[at]!, row[at]!];
			if (cell === '') return nothing;
			if (INTEGERS.has(column)) return Number(cell).toFixed(1);
			return TRUTHS.get(cell) ?? cell;
		})
	]);
	const names = ['', ...places.map((at) => header[at]!)];
	return utf8(papaparse.unparse([names, ...lines], { quotes: true, newline: '\r\n' }));
}

/** As a spreadsheet saves it that has made numbers and truths of what looks so, and guards no text against itself. */
export function asWorkbook(csv: Uint8Array): Uint8Array {
	const [header = [], ...rows] = rowsOf(csv);
	const cells = rows.map((row) =>
		row.map((cell) => {
			if (/^\d+(\.\d+)?$/.test(cell)) return Number(cell);
			return cell === ''
				? null
				: TRUTHS.has(cell)
					? cell === 'true'
					: cell.replace(/^'(?=[=+\-@])/, '');
		})
	);
	const book = utils.book_new(utils.aoa_to_sheet([header, ...cells]), 'Sheet1');
	return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}
