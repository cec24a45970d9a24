import { describe, expect, it } from 'vitest';
import { encode } from './files.ts';
import { readSheet } from './xlsx.ts';
import { zip } from './zip.ts';

const BOOK = `<?xml version="1.0"?><workbook xmlns:r="r"><sheets>
<sheet name="People" sheetId="4" r:id="rId7"/><sheet name="Other" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const LINKS = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId7" Type="t" Target="worksheets/sheet2.xml"/></Relationships>`;
const STRINGS = `<sst><si><t>Name</t></si><si><r><t>Elif </t></r><r><rPr><b/></rPr><t>Aydin</t></r></si>
<si><t xml:space="preserve">Heart &amp; lung</t><rPh sb="0" eb="1"><t>spoken</t></rPh></si></sst>`;

const workbook = (sheet: string, more: Record<string, string> = {}) =>
	zip(
		new Map(
			Object.entries({
				'[Content_Types].xml': '<Types/>',
				'xl/workbook.xml': BOOK,
				'xl/_rels/workbook.xml.rels': LINKS,
				'xl/sharedStrings.xml': STRINGS,
				'xl/worksheets/sheet1.xml': '<worksheet><sheetData/></worksheet>',
				'xl/worksheets/sheet2.xml': sheet,
				...more
			}).map(([path, text]) => [path, encode(text)])
		)
	);

describe('the first sheet of a workbook', () => {
	it('is read cell by cell, wherever its cells and rows say they stand', async () => {
		const sheet = `<worksheet><sheetData>
			<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>e-mail &lt;x&gt;</t></is></c></row>
			<row r="3" spans="1:3"><c r="A3" t="s" s="2"><v>1</v></c><c r="B3"/><c r="C3" t="str"><f>A1</f><v>a@b.org</v></c></row>
			<row r="4"><c r="AB4" t="s"><v>2</v></c></row>
			<row r="5"><c><v>12.5</v></c><c t="b"><v>1</v></c></row></sheetData></worksheet>`;
		const rows = await readSheet(workbook(sheet));
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
		expect(await readSheet(workbook('<worksheet><sheetData/></worksheet>'))).toEqual([]);
	});

	it('cannot be made larger than a file may be by what it says of a place', async () => {
		const limits = { fileBytes: 1e6, totalBytes: 1e6, depth: 1, actions: 10, yamlBytes: 1 };
		const sheet = '<worksheet><row r="999999999"><c r="ZZZ1"><v>1</v></c></row></worksheet>';
		expect((await readSheet(workbook(sheet), limits)).length).toBeLessThanOrEqual(10);
	});
});

it.each([
	['no zip', encode('name,email')],
	['a zip of something else', zip(new Map([['a.txt', encode('a')]]))],
	['nothing', new Uint8Array()]
])('refuses %s', async (_, bytes) => {
	await expect(readSheet(bytes)).rejects.toMatchObject({ kind: 'invalid' });
});
