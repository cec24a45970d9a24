import { describe, expect, it } from 'vitest';
import { encode } from './files.ts';
import { workbook } from './fixture-workbook.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { workbookOf } from './mapping/fixture.ts';
import * as tableRead from './table-read.ts';
import { opened, readSheet, readSheets } from './xlsx.ts';
import { zip } from './zip.ts';

const STRINGS = `<si><t>Name</t></si><si><r><t xml:space="preserve">Elif </t></r><r><rPr><b/></rPr><t>Aydin</t></r></si>
<si><t xml:space="preserve">Heart &amp; lung</t><rPh sb="0" eb="1"><t>spoken</t></rPh></si>`;

describe('the first sheet of a workbook', () => {
	it('is read cell by cell, wherever its cells and rows say they stand', async () => {
		const sheet = `
			<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>e-mail &lt;x&gt;</t></is></c></row>
			<row r="3" spans="1:3"><c r="A3" t="s" s="2"><v>1</v></c><c r="B3"/><c r="C3" t="str"><f>A1</f><v>a@b.org</v></c></row>
			<row r="4"><c r="AB4" t="s"><v>2</v></c></row>
			<row r="5"><c r="A5"><v>12.5</v></c><c r="B5" t="b"><v>1</v></c></row>`;
		const rows = await readSheet(workbook(sheet, STRINGS));
		expect(rows.slice(0, 3)).toEqual([
			['Name', '', 'e-mail <x>'],
			[],
			['Elif Aydin', '', 'a@b.org']
		]);
		expect(rows[3]).toHaveLength(28);
		expect(rows[3]![27]).toBe('Heart & lung');
		expect(rows[4]).toEqual(['12.5', 'true']);
	});

	it('may be empty', async () => {
		expect(await readSheet(workbook(''))).toEqual([]);
	});

	it('cannot be made larger than a file may be by what it says of a place', async () => {
		const limits = { fileBytes: 1e6, totalBytes: 1e6, depth: 1, actions: 10, yamlBytes: 1 };
		const sheet = '<row r="999999999"><c r="ZZZ999999999"><v>1</v></c></row>';
		expect((await readSheet(workbook(sheet), limits)).length).toBeLessThanOrEqual(10);
	});
});

describe('the sheets of a workbook', () => {
	const BOOK = workbookOf({
		Notes: [['nothing of note']],
		Ratings: [
			['a', 'b', 'c'],
			[],
			['two\nlines', new Date(Date.UTC(2026, 10, 2)), true],
			[null, new Date(Date.UTC(2026, 10, 2, 9, 30)), 0.5]
		]
	});

	it('have their rows by the numbers that a spreadsheet shows, without those that are empty', async () => {
		expect(await readSheets(BOOK)).toEqual([
			{ name: 'Notes', lines: [{ line: 1, cells: ['nothing of note'] }] },
			{
				name: 'Ratings',
				lines: [
					{ line: 1, cells: ['a', 'b', 'c'] },
					{ line: 3, cells: ['two\nlines', '2026-11-02', 'true'] },
					{ line: 4, cells: ['', '2026-11-02T09:30:00', '0.5'] }
				]
			}
		]);
	});

	it('are read as a table is, the one that is called so', async () => {
		const expected = { where: 'r', required: ['a'], known: ['a'], records: 'rows' };
		const sheet = tableRead.read(await opened(BOOK, 'ratings'), DEFAULT_LIMITS, expected);
		expect(sheet.problems).toEqual([]);
		expect(sheet.rows.map(({ line, cells }) => [line, cells.get('c')])).toEqual([
			[3, 'true'],
			[4, '0.5']
		]);
	});

	it('are refused where they have more rows than are read, wherever these stand', async () => {
		const row = (line: number) => `<row r="${line}"><c r="A${line}" t="str"><v>a</v></c></row>`;
		const rows = [1, 2, 500_000].map(row).join('');
		const sheet = tableRead.read(
			await opened(workbook(rows), ''),
			{ ...DEFAULT_LIMITS, actions: 1 },
			{ where: 'r', required: ['a'], known: ['a'], records: 'rows' }
		);
		expect(sheet.problems.map(({ message }) => message)).toEqual([
			'has more rows than are read: at most 1 a file. Split it, or raise the limit.'
		]);
	});
});

it.each([
	['no zip', encode('name,email')],
	['a zip of something else', zip(new Map([['a.txt', encode('a')]]))],
	['nothing', new Uint8Array()]
])('refuses %s', async (_, bytes) => {
	await expect(readSheet(bytes)).rejects.toMatchObject({ kind: 'invalid' });
});
