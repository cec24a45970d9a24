import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '#lib/domain/refusal.ts';
import { encode } from './files.ts';
import * as json from './json.ts';
import { DEFAULT_LIMITS } from './limits.ts';

function problemsOf(text: string): Problem[] {
	const problems: Problem[] = [];
	json.readJson(text, 'a.json', DEFAULT_LIMITS, problems);
	return problems;
}

describe('readJson', () => {
	it('reads whatever JSON.stringify writes', () => {
		const named = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));
		fc.assert(
			fc.property(named, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
				const text = JSON.stringify(value, null, indent);
				const problems: Problem[] = [];
				const back = json.readJson(text, '', { depth: 99 }, problems);
				expect(problems).toEqual([]);
				expect(JSON.stringify(back, null, indent)).toBe(text);
			})
		);
	});

	it('refuses whatever JSON.parse refuses', () => {
		const source = '{"a": [1, -2.5e3, true, null, "x\\n\\u00e9"], "b": {"c": ""}}';
		fc.assert(
			fc.property(fc.nat(source.length - 1), fc.string({ maxLength: 2 }), (at, put) => {
				const text = source.slice(0, at) + put + source.slice(at + 1);
				let valid = true;
				try {
					JSON.parse(text);
				} catch {
					valid = false;
				}
				if (!valid) expect(problemsOf(text)).toHaveLength(1);
			}),
			{ numRuns: 500 }
		);
	});

	it.each([
		['{\n "a": 1,\n "b": }', 3, 'column 7: a value was expected'],
		['{"a": 1, "a": 2}', 1, 'the key "a" is given twice'],
		['{"__proto__": {"admin": true}}', 1, '"__proto__" is not accepted'],
		['[12345678901234567890]', 1, 'has more digits than can be kept'],
		['[1e400]', 1, 'has more digits than can be kept'],
		['["\\u0000"]', 1, 'NUL'],
		['["\\ud800"]', 1, 'lone surrogate'],
		['["a\nb"]', 1, 'control character'],
		['["abc', 1, 'no closing quote'],
		['{"a": 1} x', 1, 'more after the end'],
		['{"a": 1,}', 1, 'a key in double quotes'],
		['', 1, 'ends too early'],
		['['.repeat(10_000), 1, 'nested deeper than 64 levels']
	])('says what is wrong with %j', (text, line, message) => {
		const [problem] = problemsOf(text);
		expect(problem?.line).toBe(line);
		expect(problem?.message).toContain(message);
	});

	it('lets numbers pass that leave as they came', () => {
		expect(
			problemsOf('[1.50, 1e21, 0.1, -0.0000001, 1.7976931348623157e308, 900719925474099.5]')
		).toEqual([]);
	});
});

describe('place', () => {
	it('finds the line of a value, or of what is nearest above a missing one', () => {
		const problems: Problem[] = [];
		const text = '{\n"a": [\n{"b": 1},\n{\n"b": 2}]}';
		const document = json.readDocument('a.json', encode(text), DEFAULT_LIMITS, problems)!;
		const faults = [
			{ path: ['a', 1, 'b'], message: '' },
			{ path: ['a', 0, 'c'], message: '' },
			{ path: ['z'], message: '' }
		];
		expect(json.place(document, faults)).toEqual([
			{ where: 'a.json', line: 5, field: 'a[1].b', message: '' },
			{ where: 'a.json', line: 3, field: 'a[0].c', message: '' },
			{ where: 'a.json', line: 1, field: 'z', message: '' }
		]);
	});
});
