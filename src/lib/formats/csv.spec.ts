import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as inWords } from '#lib/domain/refusal.ts';
import * as csv from './csv.ts';
import { defuse, restore } from './defuse.ts';
import { encode } from './files.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const EXPECTED = { where: 'a.csv', required: ['a', 'b'], known: ['a', 'b', 'c'], records: 'rows' };
const decoded = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const read = (text: string) => csv.read(encode(text), DEFAULT_LIMITS, EXPECTED);
const messages = (text: string) => read(text).problems.map(inWords);

/** Texts that begin as formulas do, and others. */
const text = fc
	.tuple(
		fc.constantFrom('', "'", "''", '=', '+', '-', '@', '\t', "'='", '\r', '\n', '"', ',', ' '),
		fc.string()
	)
	.map(([head, tail]) => head + tail);
const storable = text.filter((value) => value.isWellFormed() && !value.includes('\0'));

describe('a cell', () => {
	it('comes back as it was, and never leaves as a formula', () => {
		fc.assert(
			fc.property(fc.oneof(text, fc.constant('\0x')), (value) => {
				expect(restore(defuse(value))).toBe(value);
				expect(defuse(value)).not.toMatch(/^[=+\-@\t\0]/);
			})
		);
	});

	it('is quoted so that a file comes back as it was', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(storable, storable), { maxLength: 5 }), (rows) => {
				const sheet = csv.read(csv.write(['a', 'b'], rows), DEFAULT_LIMITS, EXPECTED);
				expect(sheet.problems).toEqual([]);
				expect(sheet.rows.map(({ cells }) => [cells.get('a'), cells.get('b')])).toEqual(
					rows.filter((row) => row.length > 0)
				);
			})
		);
	});

	it('gets no apostrophe when it is a number', () => {
		expect(decoded(csv.write(['a', 'b'], [[-1, '-1']]))).toBe("a,b\n-1,'-1\n");
	});

	it('is read alike by another reader of RFC 4180', () => {
		const bytes = csv.write(['a', 'b'], [['x,"y"\r\nz', null]]);
		expect(parse(decoded(bytes), { record_delimiter: '\n' })).toEqual([
			['a', 'b'],
			['x,"y"\r\nz', '']
		]);
	});
});

describe('a file', () => {
	it('may begin with a byte order mark, end its lines with CRLF and have blank lines', () => {
		const { rows } = read('\ufeffb,a\r\n"1\r\n2",x\r\n\r\n3,y\r\n');
		expect(rows.map(({ line, cells }) => [line, cells.get('b')])).toEqual([
			[2, '1\r\n2'],
			[5, '3']
		]);
	});

	it.each([
		[
			'Card1,7\nCard2,8',
			'a.csv, line 1: the first line must name the columns (a, b, c); a, b are missing. It holds: Card1, 7.'
		],
		[
			'a;b\n1;2',
			'a.csv, line 1: the first line must name the columns (a, b, c); a, b are missing. It holds: a;b. The columns must be separated by commas.'
		],
		[
			'',
			'a.csv, line 1: the first line must name the columns (a, b, c); a, b are missing. It holds: .'
		],
		['a,b,a\n', 'a.csv, line 1: the column "a" is there twice: keep one.'],
		[
			'a,b\n1,"x',
			'a.csv, line 2: a cell in double quotes is not closed before the end of the file.'
		],
		[
			'a,b\n1,x"y\n',
			'a.csv, line 2: a quote stands inside a cell without quotes: put the cell in quotes and write the quote twice.'
		],
		[
			'a,b\n1,"x"y\n',
			'a.csv, line 2: after a cell in double quotes a comma is expected; a quote inside it is written twice.'
		],
		['a,b\n1,x\0y\n', 'a.csv, line 2, b: the cell holds a NUL character: remove it.']
	])('says what is wrong with %j', (content, message) => {
		expect(messages(content)).toEqual([message]);
	});

	it('says all lines with too few or too many cells', () => {
		expect(messages('a,b\n1\n1,2\n1,2,3\n').map((one) => one.slice(0, 28))).toEqual([
			'a.csv, line 2: has 1 cells a',
			'a.csv, line 4: has 3 cells a'
		]);
	});

	it('says where it is not UTF-8', () => {
		const bytes = new Uint8Array([...encode('a,b\n1,'), 0xe9, 10]);
		expect(csv.read(bytes, DEFAULT_LIMITS, EXPECTED).problems).toMatchObject([{ line: 2 }]);
	});

	it('is held against the limit', () => {
		const { problems } = csv.read(
			encode('a,b\n1,2\n1,2\n'),
			{ ...DEFAULT_LIMITS, actions: 1 },
			EXPECTED
		);
		expect(problems[0]?.message).toContain('at most 1 a file');
	});
});
