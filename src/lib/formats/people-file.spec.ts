import { expect, it } from 'vitest';
import { encode } from './files.ts';
import { linesOf } from './people-file.ts';
import { zip } from './zip.ts';

const LINE = 'Zoë Okoro;zoe@example.org;Card';

it('gives the text of a table as it stands', async () => {
	expect(await linesOf(encode(`${LINE}\r\n`), 'people.csv')).toBe(`${LINE}\r\n`);
});

it('reads what spreadsheets save as Unicode text', async () => {
	const little = Buffer.from(`\ufeff${LINE}`, 'utf16le');
	expect(await linesOf(little, 'people.txt')).toBe(LINE);
	expect(await linesOf(Buffer.from(little).swap16(), 'people.txt')).toBe(LINE);
});

it('gives the cells of a workbook with tabs between', async () => {
	const files = {
		'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
		'xl/_rels/workbook.xml.rels': '<R><Relationship Id="r1" Target="/xl/s.xml"/></R>',
		'xl/s.xml':
			'<w><row r="1"><c r="A1" t="inlineStr"><is><t>Zoë\nOkoro</t></is></c><c r="B1" t="inlineStr"><is><t>zoe@example.org</t></is></c></row></w>'
	};
	const book = zip(new Map(Object.entries(files).map(([path, text]) => [path, encode(text)])));
	expect(await linesOf(book, 'people.xlsx')).toBe('Zoë Okoro\tzoe@example.org');
});

it('refuses what it cannot read, and says why', async () => {
	await expect(linesOf(Buffer.from('Zo\xeb', 'latin1'), 'people.csv')).rejects.toMatchObject({
		kind: 'invalid',
		message: expect.stringMatching(/^people\.csv, line 1: is not UTF-8: save the file as UTF-8/)
	});
	await expect(linesOf(new Uint8Array(5 * 1024 * 1024), 'people.csv')).rejects.toMatchObject({
		kind: 'limit',
		message: 'people.csv has 5 MiB: a list of people has at most 4 MiB. Split it.'
	});
});
