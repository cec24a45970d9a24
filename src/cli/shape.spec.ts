import { expect, it } from 'vitest';
import { z } from 'zod';
import { shapeOf } from './shape.ts';
import { list, moment } from './values.ts';

it.each([
	['fields', z.object({ a: z.string(), b: z.int().optional() }), '{ a: text, b?: whole }'],
	['what may be null', z.object({ a: z.number().nullable() }), '{ a: number or null }'],
	['a list', z.object({ a: list(z.object({ b: z.boolean() })) }), '{ a: [{ b: boolean }] }'],
	['a moment, as it is printed', z.object({ at: moment }), '{ at: time }'],
	['few words', z.object({ a: z.enum(['x', 'y']) }), '{ a: "x" or "y" }'],
	['many words', z.object({ a: z.enum(['a', 'b', 'c', 'd', 'e', 'f']) }), '{ a: text }'],
	['names that are data', z.record(z.string(), z.int()), '{ NAME: whole }'],
	['a pair', z.object({ ci95: z.tuple([z.number(), z.number()]) }), '{ ci95: [number, number] }']
])('%s', (_, schema, expected) => {
	expect(shapeOf(schema)).toBe(expected);
});

it('breaks what is too long for a line, field by field and as far in as it must', () => {
	const long = 'a-name-that-takes-much-of-a-line';
	const inner = z.object({ [`${long}-1`]: z.string(), [`${long}-2`]: z.string() });
	const schema = z.object({ rows: list(inner.extend({ [`${long}-3`]: z.string() })), n: z.int() });
	expect(shapeOf(schema).split('\n')).toEqual([
		'{',
		'  rows: [{',
		`    ${long}-1: text,`,
		`    ${long}-2: text,`,
		`    ${long}-3: text`,
		'  }],',
		'  n: whole',
		'}'
	]);
});

it('tells answers of several kinds one by one', () => {
	const kinds = z.union([
		z.object({ [`first-${'x'.repeat(60)}`]: z.string() }),
		z.object({ [`second-${'y'.repeat(60)}`]: z.string() })
	]);
	expect(shapeOf(kinds)).toBe(
		`{ first-${'x'.repeat(60)}: text }\nor { second-${'y'.repeat(60)}: text }`
	);
});
