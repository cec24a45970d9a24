/** That another parser of CSV finds in a release's tables what its JSONL says. */
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { TABLES, textOf, wideOf } from './reading.ts';
import { richRelease } from './rich.ts';

const files = richRelease();

/** A value as a cell, by formats.md: null is empty, a list has semicolons, and what a spreadsheet would run an apostrophe. */
function cellOf(value: unknown): string {
	if (value === null) return '';
	if (Array.isArray(value)) return value.join(';');
	return typeof value === 'string' && /^'*[=+\-@\t]/.test(value) ? `'${value}` : String(value);
}

describe.each(TABLES)('tables/%s.csv', (table) => {
	const text = textOf(files, `tables/${table}.csv`);
	const { data, errors, meta } = Papa.parse<Record<string, string>>(text, {
		...{ header: true, delimiter: ',', newline: '\n' as const, skipEmptyLines: false }
	});
	const wanted = wideOf(files, table);

	it('is CSV with a header and as many records as its JSONL', () => {
		// A line feed ends the last record too: to this parser one more begins there.
		expect(errors.filter(({ row }) => row !== wanted.length)).toEqual([]);
		expect(data).toHaveLength(wanted.length + 1);
		expect(meta.fields).toEqual(Object.keys(wanted[0]!));
		expect(text).not.toContain('\ufeff');
	});

	it('says in each cell what its JSONL says', () => {
		data.slice(0, wanted.length).forEach((row, at) => {
			const cells = Object.entries(wanted[at]!).map(([name, value]) => [name, cellOf(value)]);
			expect(row).toEqual(Object.fromEntries(cells));
		});
	});
});

it('the dictionary has a line for each column of each table', () => {
	const text = textOf(files, 'data-dictionary.csv').trimEnd();
	const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true });
	expect(errors).toEqual([]);
	for (const table of TABLES) {
		const explained = data.filter((row) => row.table === table).map(({ column }) => column);
		const columns = Object.keys(wideOf(files, table)[0]!);
		expect(explained).toEqual(table === 'matrix' ? ['unit', '(one column a rater)'] : columns);
	}
	for (const { column, type, description } of data) {
		expect(['text', 'integer', 'number', 'boolean'], column).toContain(type);
		expect(description, column).not.toBe('');
	}
});
