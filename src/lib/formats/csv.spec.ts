import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidied } from '#lib/domain/spelling.ts';
import * as csv from './csv.ts';
import { defuse, restore } from './defuse.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import * as tableRead from './table-read.ts';

const EXPECTED = { where: 'a.csv', required: ['a', 'b'], known: ['a', 'b', 'c'], records: 'rows' };
const decoded = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

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
				const sheet = tableRead.read(csv.write(['a', 'b'], rows), DEFAULT_LIMITS, EXPECTED);
				expect(sheet.problems).toEqual([]);
				expect(sheet.rows.map(({ cells }) => [cells.get('a'), cells.get('b')])).toEqual(
					rows.filter((row) => row.some((cell) => tidied(cell) !== ''))
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
