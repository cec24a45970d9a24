/** Texts made to break who reads them, by the form they pretend to have. */

/** A file made by hand. Those that are large are tried by the long run only. */
export type Crafted = {
	name: string;
	make: () => Uint8Array | Promise<Uint8Array>;
	isLarge?: true;
};

export const MIB = 1024 * 1024;

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A text again and again, up to some bytes. */
export const filled = (bytes: number, unit: string) => new Uint8Array(Buffer.alloc(bytes, unit));

/** A text with something much longer behind it. */
export const followed = (head: string, bytes: number, unit: string) =>
	new Uint8Array(Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, unit)]));

/** Nearly as much as a file may have, and more. */
const MOST = 63 * MIB;
const TOO_MUCH = 100 * MIB;

const ANY: readonly Crafted[] = [
	{ name: 'nothing', make: () => new Uint8Array() },
	{ name: 'a byte order mark alone', make: () => new Uint8Array([0xef, 0xbb, 0xbf]) },
	{ name: 'half a byte order mark', make: () => new Uint8Array([0xff]) },
	{ name: 'a mark of UTF-16 alone', make: () => new Uint8Array([0xff, 0xfe]) },
	{
		name: 'lone surrogates',
		make: () => new Uint8Array(Buffer.from('\ufeffa\ud800,b\udfff\n', 'utf16le'))
	},
	{ name: 'NUL bytes', make: () => new Uint8Array(100_000) },
	{ name: 'line feeds', make: () => filled(MIB, '\n') },
	{ name: '63 MiB of NUL bytes', make: () => new Uint8Array(MOST), isLarge: true },
	{ name: '63 MiB of line feeds', make: () => filled(MOST, '\n'), isLarge: true },
	{ name: '100 MiB', make: () => filled(TOO_MUCH, 'a,b\n'), isLarge: true }
];

/** @param head of the table, and `row` one of its lines, both without a line feed */
export function craftedTables(head: string, row: string): Crafted[] {
	const columns = head.split(',').length;
	const wide = Array.from({ length: 9_000 }, (_, at) => `extra ${at}`).join(',');
	return [
		...ANY,
		{ name: 'a header of commas', make: () => filled(MIB, ',') },
		{ name: 'a row of commas', make: () => followed(`${head}\n${row}\nx`, MIB, ',') },
		{
			name: 'rows of commas',
			make: () => followed(`${head}\n`, MIB, `${','.repeat(columns - 1)}\n`)
		},
		{ name: 'a quote that is never closed', make: () => followed(`${head}\n"`, MIB, 'x,') },
		{ name: 'quotes', make: () => followed(`${head}\n`, MIB, '"') },
		{ name: 'quotes in cells', make: () => followed(`${head}\n`, MIB, 'a"b,') },
		{ name: 'quoted cells in one line', make: () => followed(`${head}\n`, MIB, '"x",') },
		{ name: 'the header twice', make: () => utf8(`${head},${head}\n${row},${row}\n`) },
		{
			name: 'columns of the language',
			make: () => utf8(`${head},__proto__,constructor\n${row},x,y\n`)
		},
		{ name: 'nine thousand columns', make: () => utf8(`${head},${wide}\n${row}\n`) },
		{ name: 'another delimiter said', make: () => utf8(`sep=|\n${head}\n${row}\n`) },
		{
			name: 'a row 90,000 times',
			make: () => followed(`${head}\n`, 90_000 * (row.length + 1), `${row}\n`)
		},
		{ name: '63 MiB of commas', make: () => followed(`${head}\n`, MOST, ','), isLarge: true },
		{
			name: '63 MiB of short lines',
			make: () => followed(`${head}\n`, MOST, 'a\n'),
			isLarge: true
		},
		{
			name: '63 MiB of empty rows',
			make: () => followed(`${head}\n`, MOST, `${','.repeat(columns - 1)}\n`),
			isLarge: true
		},
		{
			name: '63 MiB of the same row',
			make: () => followed(`${head}\n`, MOST, `${row}\n`),
			isLarge: true
		},
		{ name: '63 MiB in one cell', make: () => followed(`${head}\n"`, MOST, 'x'), isLarge: true },
		{
			name: '63 MiB of quoted cells',
			make: () => followed(`${head}\n`, MOST, '"",'),
			isLarge: true
		},
		{
			name: '63 MiB of full rows under many columns',
			make: () => followed(`${head},${wide}\n`, MOST, `${row}${',x'.repeat(9_000)}\n`),
			isLarge: true
		}
	];
}

/** @param document a sound one, which is one JSON object in braces */
export function craftedJson(document: string): Crafted[] {
	const into = (inside: string) => utf8(`{${inside},${document.trim().slice(1)}`);
	const deep = (open: string, close: string, levels: number) =>
		into(`"deep":${open.repeat(levels)}1${close.repeat(levels)}`);
	const list = (bytes: number, unit: string, last: string) =>
		new Uint8Array(
			Buffer.concat([Buffer.from('{"list":['), Buffer.alloc(bytes, unit), Buffer.from(`${last}]}`)])
		);
	return [
		...ANY,
		{ name: 'depth 63', make: () => deep('[', ']', 60) },
		{ name: 'depth 10,000 of arrays', make: () => deep('[', ']', 10_000) },
		{ name: 'depth 10,000 of objects', make: () => deep('{"a":', '}', 10_000) },
		{ name: 'a million brackets', make: () => filled(MIB, '[') },
		{ name: '__proto__', make: () => into('"__proto__":{"polluted":true}') },
		{ name: '__proto__ in escapes', make: () => into('"\\u005f_proto__":{"polluted":true}') },
		{ name: 'constructor', make: () => into('"constructor":{"prototype":{"polluted":true}}') },
		{ name: 'a key twice', make: () => into('"note":1,"note":2') },
		{ name: 'a long key twice', make: () => into(`"${'k'.repeat(MIB)}":1,"${'k'.repeat(MIB)}":2`) },
		...['1e999', '-1e999', '9007199254740993', '-0', '1e-999', '01', '+1', '.5', 'NaN'].map(
			(number): Crafted => ({ name: `the number ${number}`, make: () => into(`"n":${number}`) })
		),
		{ name: 'a number of 100,000 digits', make: () => into(`"n":${'9'.repeat(100_000)}`) },
		{ name: 'an exponent of 100,000 digits', make: () => into(`"n":1e${'9'.repeat(100_000)}`) },
		{ name: 'half a character', make: () => into('"n":"\\ud800"') },
		{ name: 'NUL in an escape', make: () => into('"n":"\\u0000"') },
		{ name: '100,000 objects', make: () => list(300_000, '{},', '{}') },
		{ name: '63 MiB of numbers', make: () => list(MOST, '1,', '1'), isLarge: true },
		{ name: '63 MiB of arrays', make: () => list(MOST, '[],', '[]'), isLarge: true },
		{ name: '63 MiB of objects', make: () => list(MOST, '{},', '{}'), isLarge: true },
		{ name: '63 MiB of spaces', make: () => filled(MOST, ' '), isLarge: true },
		{ name: '63 MiB of brackets', make: () => filled(MOST, '['), isLarge: true },
		{ name: '63 MiB of lines of braces', make: () => filled(MOST, '{}\n'), isLarge: true },
		{ name: '63 MiB in one text', make: () => followed('{"a":"', MOST, 'x'), isLarge: true }
	];
}

/** A rubric with so many options, each of which is wrong in several fields. */
export function wrongOptions(count: number): Uint8Array {
	const option = '{"id":"x","text":1,"category":1,"score":"x","bestInGroup":1}';
	return utf8(
		`{"id":"Card900","case":{"presentation":"x"},"options":[${Array.from({ length: count }, () => option).join(',')}]}`
	);
}

export const CRAFTED_YAML: readonly Crafted[] = [
	...ANY.filter(({ isLarge }) => !isLarge),
	{
		name: 'aliases of aliases',
		make: () =>
			utf8(
				`a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij']
					.map((name, at) => {
						const before = 'abcdefghi'[at]!;
						return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
					})
					.join('\n')}\n`
			)
	},
	{ name: 'an alias of itself', make: () => utf8('a: &a [*a]\n') },
	{ name: 'an alias of nothing', make: () => utf8('a: *b\n') },
	{ name: 'a merge of itself', make: () => utf8('a: &a\n  <<: *a\n') },
	{
		name: 'depth 10,000 of arrays',
		make: () => utf8(`a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`)
	},
	{
		name: 'depth 10,000 of mappings',
		make: () => utf8(`a: ${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}`)
	},
	{ name: 'depth 10,000 of lists', make: () => utf8(`a:\n  ${'- '.repeat(10_000)}x`) },
	{
		name: 'a deep indent',
		make: () => utf8(Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'))
	},
	{
		name: 'tags of programs',
		make: () => utf8('a: !!python/object/apply:os.system ["ls"]\nb: !!js/function "x"\n')
	},
	{ name: 'two documents', make: () => utf8('a: 1\n---\nb: 2\n') },
	{
		name: 'keys of the language',
		make: () => utf8('__proto__: {polluted: true}\nconstructor: 1\n')
	},
	{ name: 'a mebibyte of colons', make: () => filled(MIB, ': ') },
	{ name: 'a mebibyte of question marks', make: () => filled(MIB, '? ') },
	{ name: 'a mebibyte of brackets', make: () => filled(MIB - 1, '[') },
	{ name: 'a mebibyte of dashes', make: () => filled(MIB - 1, '- ') },
	{ name: 'a mebibyte of quotes', make: () => filled(MIB - 1, '"') },
	{
		name: 'a mebibyte of keys',
		make: () => utf8(Array.from({ length: 90_000 }, (_, at) => `k${at}: 1`).join('\n'))
	},
	{ name: 'a mebibyte of anchors', make: () => filled(MIB - 4, '&a ') },
	{ name: 'more than a mebibyte', make: () => filled(MIB + 1, 'a') }
];
