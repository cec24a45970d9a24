/** Zip archives and workbooks made to burst, escape or mislead who unpacks them. */
import { zipSync, type Zippable } from 'fflate';
import { workbook } from '#lib/formats/fixture-workbook.ts';
import type { Files } from '#lib/formats/files.ts';
import { unpack, zip } from '#lib/formats/zip.ts';
import { filled, MIB, type Crafted } from './crafted-texts.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** Where records of a kind stand in an archive. */
function placesOf(bytes: Uint8Array, signature: number): number[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const found: number[] = [];
	for (let at = 0; at + 4 <= bytes.length; at += 1) {
		if (view.getUint32(at, true) === signature) found.push(at);
	}
	return found;
}

/** An archive with numbers in its records changed. */
function patched(
	bytes: Uint8Array,
	signature: number,
	change: (record: DataView, index: number) => void
): Uint8Array {
	const changed = bytes.slice();
	placesOf(changed, signature).forEach((at, index) =>
		change(new DataView(changed.buffer, changed.byteOffset + at), index)
	);
	return changed;
}

const packed = (files: Zippable) => zipSync(files, { level: 1 });

/** A name for every entry that leads somewhere else. */
const NAMES = [
	...['../evil.csv', '/etc/cases.csv', 'C:\\cases.csv', '..\\..\\cases.csv', 'a/../../cases.csv'],
	...[
		'cases.csv\0.txt',
		'__proto__/cases.csv',
		'constructor',
		'./cases.csv',
		'a//cases.csv',
		' ',
		'con.csv'
	],
	...['\u202evsc.sesac', 'cases.csv ', 'CASES.CSV', 'x'.repeat(60_000)]
];

/** @param sound the files of an archive that is well */
export function craftedZips(sound: Files): Crafted[] {
	const whole = () => zip(sound);
	const and = (more: Zippable) => packed({ ...Object.fromEntries(sound), ...more });
	const [first] = sound.keys();
	return [
		{ name: 'nothing', make: () => new Uint8Array() },
		{ name: 'the end of an archive alone', make: () => zipSync({}) },
		{ name: 'letters of a zip alone', make: () => utf8('PK') },
		...NAMES.map((name): Crafted => ({
			name: `an entry ${name.slice(0, 30)}`,
			make: () => and({ [name]: utf8('x') })
		})),
		{
			name: 'a name twice',
			make: () => {
				const other = first!.replace(/.$/, '~');
				const bytes = and({ [other]: utf8('x') });
				const [from, to] = [Buffer.from(other), Buffer.from(first!)];
				const changed = Buffer.from(bytes);
				for (let at = changed.indexOf(from); at !== -1; at = changed.indexOf(from, at + 1))
					to.copy(changed, at);
				return new Uint8Array(changed);
			}
		},
		{
			name: 'a link',
			make: () => and({ 'cases.xlsx': [utf8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] })
		},
		{
			name: 'encrypted entries',
			make: () => patched(whole(), ENTRY, (at) => at.setUint16(8, 1, true))
		},
		{
			name: 'entries encrypted in one place',
			make: () => patched(whole(), LOCAL, (at) => at.setUint16(6, 1, true))
		},
		{
			name: 'an unknown method',
			make: () => patched(whole(), ENTRY, (at) => at.setUint16(10, 99, true))
		},
		{
			name: 'sizes too small',
			make: () => patched(whole(), ENTRY, (at) => at.setUint32(24, 1, true))
		},
		{
			name: 'sizes too large',
			make: () => patched(whole(), ENTRY, (at) => at.setUint32(24, 60 * MIB, true))
		},
		{
			name: 'sizes of four gibibytes',
			make: () => patched(whole(), ENTRY, (at) => at.setUint32(24, 0xffffffff, true))
		},
		{
			name: 'packed sizes too large',
			make: () => patched(whole(), ENTRY, (at) => at.setUint32(20, 0x7fffffff, true))
		},
		{
			name: 'entries that overlap',
			make: () => patched(whole(), ENTRY, (at) => at.setUint32(42, 0, true))
		},
		{
			name: 'entries beyond the end',
			make: () => patched(whole(), ENTRY, (at) => at.setUint32(42, 0x7fffffff, true))
		},
		{
			name: 'too many entries said',
			make: () =>
				patched(whole(), END, (at) => {
					at.setUint16(8, 65_535, true);
					at.setUint16(10, 65_535, true);
				})
		},
		{
			name: 'too few entries said',
			make: () =>
				patched(whole(), END, (at) => {
					at.setUint16(8, 0, true);
					at.setUint16(10, 0, true);
				})
		},
		{
			name: 'a list elsewhere',
			make: () => patched(whole(), END, (at) => at.setUint32(16, 3, true))
		},
		{
			name: 'zip64 that is not there',
			make: () => patched(whole(), END, (at) => at.setUint32(16, 0xffffffff, true))
		},
		{
			name: 'a wrong checksum',
			make: () => patched(whole(), ENTRY, (at) => at.setUint32(16, 1, true))
		},
		{ name: 'a zip in a zip', make: () => and({ 'inner.zip': whole() }) },
		{ name: 'a bomb of a mebibyte', make: () => and({ 'bomb.csv': new Uint8Array(MIB) }) },
		{
			name: '5,000 entries',
			make: () =>
				and(
					Object.fromEntries(
						Array.from({ length: 5_000 }, (_, at) => [`n/${at}`, new Uint8Array()])
					)
				)
		},
		{
			name: 'a bomb of 60 MiB',
			make: () => and({ 'bomb.csv': filled(60 * MIB, 'a,b\n') }),
			isLarge: true
		},
		{
			name: 'a bomb of 240 MiB in four files',
			make: () =>
				and(
					Object.fromEntries([1, 2, 3, 4].map((at) => [`bomb${at}.csv`, new Uint8Array(60 * MIB)]))
				),
			isLarge: true
		},
		{
			name: 'a bomb of 200 MiB in one file, which says that it has ten bytes',
			make: () =>
				patched(packed({ 'cases.csv': new Uint8Array(200 * MIB) }), ENTRY, (at) =>
					at.setUint32(24, 10, true)
				),
			isLarge: true
		},
		{
			name: 'a bomb in a bomb',
			make: () =>
				and({ 'inner.zip': packed({ 'bomb.zip': packed({ bomb: new Uint8Array(60 * MIB) }) }) }),
			isLarge: true
		},
		{
			name: '30,000 entries',
			make: () =>
				packed(
					Object.fromEntries(
						Array.from({ length: 30_000 }, (_, at) => [`n/${at}.json`, new Uint8Array()])
					)
				),
			isLarge: true
		}
	];
}

/** The cells of one row of a sheet. */
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;
const typed = (place: string, text: string) =>
	`<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** A workbook with one of its parts in another form. */
function withPart(book: Uint8Array, path: string, content: Uint8Array): Uint8Array {
	return zip(unpack(book).set(path, content));
}

const SHEET = 'xl/worksheets/sheet2.xml';
const STRINGS = 'xl/sharedStrings.xml';

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha">${[...'bcdefghij']
	.map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`)
	.join(
		''
	)}]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&j;</t></si></sst>`;

const OUTSIDE =
	'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&x;</t></si></sst>';

/**
 * @param head names of the columns
 * @param sound a row of cells
 */
export function craftedBooks(head: readonly string[], sound: readonly string[]): Crafted[] {
	const column = (at: number) => String.fromCharCode(65 + at);
	const line = (number: number, cells: readonly string[]) =>
		row(number, ...cells.map((text, at) => typed(`${column(at)}${number}`, text)));
	const top = line(1, head) + line(2, sound);
	const book =
		(rows: string, strings = '') =>
		() =>
			workbook(top + rows, strings);
	const many = (count: number, of: (number: number) => string) =>
		Array.from({ length: count }, (_, at) => of(at + 3)).join('');
	return [
		{ name: 'as it should be', make: book('') },
		{ name: 'a cell at the last place', make: book(row(1_048_576, typed('XFD1048576', 'x'))) },
		{
			name: 'cells in the last column',
			make: book(many(500, (n) => row(n, typed(`XFD${n}`, 'x'))))
		},
		{
			name: 'a cell beyond the last place',
			make: book('<row r="999999999"><c r="ZZZ999999999"><v>1</v></c></row>')
		},
		{
			name: 'a place that is none',
			make: book('<row r="x"><c r="1A"><v>1</v></c><c r=""><v>2</v></c></row>')
		},
		{
			name: 'a size that is not there',
			make: () => {
				const text = new TextDecoder().decode(unpack(book('')()).get(SHEET));
				return withPart(
					book('')(),
					SHEET,
					utf8(text.replace('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>'))
				);
			}
		},
		{
			name: 'laughs',
			make: () =>
				withPart(book('<row r="3"><c r="A3" t="s"><v>0</v></c></row>')(), STRINGS, utf8(LAUGHS))
		},
		{
			name: 'an entity of another file',
			make: () =>
				withPart(book('<row r="3"><c r="A3" t="s"><v>0</v></c></row>')(), STRINGS, utf8(OUTSIDE))
		},
		{
			name: 'formulas',
			make: book(
				'<row r="3"><c r="A3"><f>HYPERLINK("http://x","y")</f><v>1</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
			)
		},
		{
			name: 'a shared text that is not there',
			make: book('<row r="3"><c r="A3" t="s"><v>99999999</v></c></row>')
		},
		{
			name: 'numbers that are none',
			make: book(
				'<row r="3"><c r="A3"><v>1e999</v></c><c r="B3"><v>NaN</v></c><c r="C3" t="d"><v>x</v></c></row>'
			)
		},
		{
			name: 'no sheet',
			make: () => zip(new Map([...unpack(book('')())].filter(([path]) => !path.includes('sheet'))))
		},
		{ name: 'a sheet of brackets', make: () => withPart(book('')(), SHEET, filled(MIB, '<')) },
		{
			name: 'a sheet of rows that do not end',
			make: () => withPart(book('')(), SHEET, filled(MIB, '<row r="1"><c r="A1">'))
		},
		{
			name: 'a sheet that is a document type',
			make: () => withPart(book('')(), SHEET, filled(MIB, '<!DOCTYPE ['))
		},
		{
			name: 'a comment that does not end',
			make: () => withPart(book('')(), SHEET, filled(MIB, '<!-- '))
		},
		{
			name: 'a long text shared by 20,000 cells',
			make: book(
				many(20_000, (n) => row(n, `<c r="A${n}" t="s"><v>0</v></c>`)),
				`<si><t>${'x'.repeat(100_000)}</t></si>`
			),
			isLarge: true
		},
		{
			name: 'a sheet of 60 MiB',
			make: () => withPart(book('')(), SHEET, filled(60 * MIB, ' ')),
			isLarge: true
		},
		{ name: '100,000 rows', make: book(many(100_000, (n) => line(n, sound))), isLarge: true },
		{
			name: 'cells in the last column of 100,000 rows',
			make: book(many(100_000, (n) => row(n, typed(`XFD${n}`, 'x')))),
			isLarge: true
		}
	];
}
