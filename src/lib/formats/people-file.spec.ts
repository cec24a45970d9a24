import { expect, it } from 'vitest';
import { encode } from './files.ts';
import { workbook } from './fixture-workbook.ts';
import { linesOf } from './people-file.ts';

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
	const text = (at: string, inside: string) =>
		`<c r="${at}" t="inlineStr"><is><t>${inside}</t></is></c>`;
	const book = workbook(
		`<row r="1">${text('A1', 'Zoë\nOkoro')}${text('B1', 'zoe@example.org')}</row>`
	);
	expect(await linesOf(book, 'people.xlsx')).toBe('Zoë Okoro\tzoe@example.org');
});

it('refuses what it cannot read, and says why', async () => {
	await expect(linesOf(Buffer.from('Zo\xeb', 'latin1'), 'people.csv')).rejects.toMatchObject({
		kind: 'invalid',
		message: expect.stringMatching(
			/^people\.csv, line 1: is not UTF-8; it looks like Windows-1252\. Save it as UTF-8/
		)
	});
	await expect(linesOf(new Uint8Array(5 * 1024 * 1024), 'people.csv')).rejects.toMatchObject({
		kind: 'limit',
		message: 'people.csv has 5 MiB: a list of people has at most 4 MiB. Split it.'
	});
});
