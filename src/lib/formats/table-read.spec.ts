import { describe, expect, it } from 'vitest';
import { describe as inWords } from '#lib/domain/refusal.ts';
import { encode } from './files.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import * as tableRead from './table-read.ts';

const EXPECTED = { where: 'a.csv', required: ['a', 'b'], known: ['a', 'b', 'c'], records: 'rows' };
const read = (text: string) => tableRead.read(encode(text), DEFAULT_LIMITS, EXPECTED);
const messages = (text: string) => read(text).problems.map(inWords);
const cellsOf = (sheet: tableRead.Sheet) =>
	sheet.rows.map(({ line, cells }) => [line, cells.get('a'), cells.get('b')]);

describe('a file', () => {
	it.each([
		['semicolons, as a German Excel saves them', 'a;b\n1;2,5\n', [[2, '1', '2,5']]],
		['tabs', 'a\tb\n1\t2\n', [[2, '1', '2']]],
		['bars', 'a|b\n1|2\n', [[2, '1', '2']]],
		['a line that says the delimiter', 'sep=;\r\na;b\r\n1;2\r\n', [[3, '1', '2']]],
		[
			'line ends of an old Mac',
			'a,b\r1,2\r3,4\r',
			[
				[2, '1', '2'],
				[3, '3', '4']
			]
		],
		['heads in other cases, with spaces and hyphens', ' A ,_b-\n1,2\n', [[2, '1', '2']]],
		['columns without a name and content', 'a,b,,\n1,2,,\n', [[2, '1', '2']]],
		['rows of nothing', 'a,b\n,\n1,2\n , \u00a0\n', [[3, '1', '2']]]
	])('may have %s', (_, content, rows) => {
		expect(messages(content)).toEqual([]);
		expect(cellsOf(read(content))).toEqual(rows);
	});

	it('may be UTF-16 with a byte order mark, either way round', () => {
		const text = 'a,b\nJos\u00e9,2\n';
		const little = Buffer.from(`\ufeff${text}`, 'utf16le');
		const big = Buffer.from(little).swap16();
		for (const bytes of [little, big]) {
			const sheet = tableRead.read(new Uint8Array(bytes), DEFAULT_LIMITS, EXPECTED);
			expect(cellsOf(sheet)).toEqual([[2, 'Jos\u00e9', '2']]);
		}
	});

	it('counts the rows of nothing', () => {
		expect(read('a,b\n,\n1,2\n,\n').passedOver).toBe(2);
	});

	it('names the column that may be meant', () => {
		expect(messages('a id,b\n1,2\n')[0]).toContain(
			'a is missing. It holds: a id, b. Is "a id" meant to be a?'
		);
	});

	it('does not pass over what stands in a column without a name', () => {
		expect(messages('a,,b\n1,,2\n3,x,4\n')).toEqual([
			'a.csv, line 3: column 2 has no name and holds something here: name it, or empty it.'
		]);
	});

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
			'',
			'a.csv, line 1: the first line must name the columns (a, b, c); a, b are missing. It holds: .'
		],
		[
			'a,b,A \n',
			'a.csv, line 1: the column "a" is there twice, perhaps spelt in two ways: keep one.'
		],
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
			'a.csv, line 2: after a cell in double quotes the next cell or line is expected; a quote inside it is written twice.'
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
		expect(tableRead.read(bytes, DEFAULT_LIMITS, EXPECTED).problems).toMatchObject([
			{ line: 2, message: expect.stringContaining('looks like Windows-1252. Save it as UTF-8') }
		]);
		const wide = new Uint8Array(Buffer.from('a,b\n1,2\n', 'utf16le'));
		expect(tableRead.read(wide, DEFAULT_LIMITS, EXPECTED).problems[0]?.message).toContain(
			'looks like UTF-16 without a byte order mark'
		);
	});

	it('is held against the limit', () => {
		const { problems } = tableRead.read(
			encode('a,b\n1,2\n1,2\n'),
			{ ...DEFAULT_LIMITS, actions: 1 },
			EXPECTED
		);
		expect(problems[0]?.message).toContain('at most 1 a file');
	});
});
