/**
 * JSON with care. The engine's own parser makes the values; before it, a scan finds what that parser
 * would pass over in silence and the round trip could not keep: a key given twice, a number with more
 * digits than a double holds, `__proto__`, characters no database stores, and bottomless nesting.
 */
import type { JsonObject, JsonValue } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { decode, encodeParts, unstorable, withoutMark } from './files.ts';
import type { Limits } from './limits.ts';
import { quoted } from './quoted.ts';

/** More values than any file of a study holds: each takes many times as much room in memory as in the text. */
const MOST_VALUES = 2_000_000;

/** Keys and indices that lead to a value. */
export type Path = readonly (string | number)[];

/** Something wrong with the value at a path. */
export type Fault = { path: Path; message: string };

/** A file that is one JSON object, and its text, in which lines can be looked up. */
export type Document = { where: string; text: string; value: JsonObject };

class Misfit extends Error {
	readonly at: number;
	constructor(message: string, at: number) {
		super(message);
		this.at = at;
	}
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS = ['true', 'false', 'null'];

/** A number's digits without zeros at either end, and its power of ten: `-1.50e3` is `15e2`. */
function normal(source: string): string {
	const [mantissa, exponent = '0'] = source.replace(/^-/, '').toLowerCase().split('e');
	const [whole, fraction = ''] = mantissa!.split('.');
	const all = `${whole}${fraction}`.replace(/^0+/, '');
	const significant = all.replace(/0+$/, '');
	if (significant === '') return '0';
	return `${significant}e${Number(exponent) - fraction.length + all.length - significant.length}`;
}

/** True where the number leaves again with the value it came in with. */
function isExact(source: string): boolean {
	if (source.length < 16 && !/e/i.test(source)) return true;
	return normal(source) === normal(String(Number(source)));
}

/**
 * Goes through a text once.
 *
 * @param visit told of every value: where it stands in the tree and in the text
 * @throws Misfit at the first thing that is wrong
 */
function scan(text: string, depth: number, visit: (path: Path, at: number) => void = () => {}) {
	const path: (string | number)[] = [];
	let at = 0;
	let values = 0;
	const fail: (message: string, where?: number) => never = (message, where = at) => {
		throw new Misfit(message, where);
	};

	function space(): void {
		for (;;) {
			const code = text.charCodeAt(at);
			if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
			at += 1;
		}
	}

	function string(): string {
		const start = at;
		let plain = true;
		for (at += 1; text.charCodeAt(at) !== 34; at += 1) {
			const code = text.charCodeAt(at);
			if (Number.isNaN(code)) fail('a text has no closing quote.', start);
			if (code < 32) fail('a control character inside a text must be written as an escape (\\n).');
			if (code === 92) {
				plain = false;
				at += 1;
			}
		}
		at += 1;
		if (plain) return text.slice(start + 1, at - 1);
		let value: string;
		try {
			value = JSON.parse(text.slice(start, at));
		} catch {
			fail('a text holds an escape that JSON does not know.', start);
		}
		const unfit = unstorable(value);
		if (unfit !== null) fail(`a text ${unfit}`, start);
		return value;
	}

	function number(): void {
		NUMBER.lastIndex = at;
		const source = NUMBER.exec(text)?.[0];
		if (source === undefined) {
			fail(at < text.length ? 'a value was expected here.' : 'the file ends too early.');
		}
		if (!isExact(source)) {
			fail(`the number ${source.slice(0, 40)} has more digits than can be kept: write it as text.`);
		}
		at += source.length;
	}

	function object(): void {
		const keys = new Set<string>();
		for (;;) {
			space();
			if (text[at] !== '"') fail('a key in double quotes was expected here.');
			const start = at;
			const key = string();
			if (key === '__proto__') fail('the key "__proto__" is not accepted: rename it.', start);
			if (keys.has(key)) fail(`the key ${quoted(key)} is given twice in one object.`, start);
			keys.add(key);
			space();
			if (text[at] !== ':') fail(`a colon was expected after the key ${quoted(key)}.`);
			at += 1;
			path.push(key);
			value();
			path.pop();
			if (text[at] === '}') return;
			if (text[at] !== ',') fail('a comma or } was expected here.');
			at += 1;
		}
	}

	function array(): void {
		for (let index = 0; ; index += 1) {
			path.push(index);
			value();
			path.pop();
			if (text[at] === ']') return;
			if (text[at] !== ',') fail('a comma or ] was expected here.');
			at += 1;
		}
	}

	function value(): void {
		space();
		visit(path, at);
		values += 1;
		if (values > MOST_VALUES) {
			fail(`more than ${MOST_VALUES.toLocaleString('en')} values in one file: split it.`);
		}
		const open = text[at];
		if (open === '{' || open === '[') {
			if (path.length >= depth)
				fail(`nested deeper than ${depth} levels: nothing so deep is read.`);
			at += 1;
			space();
			if (text[at] !== (open === '{' ? '}' : ']')) {
				if (open === '{') object();
				else array();
			}
			at += 1;
		} else if (open === '"') {
			string();
		} else {
			const literal = LITERALS.find((word) => text.startsWith(word, at));
			if (literal === undefined) number();
			else at += literal.length;
		}
		space();
	}

	value();
	if (at < text.length) fail('there is more after the end of the value.');
}

/** Line and column, counted from 1, of a place in a text. */
function placeOf(text: string, at: number): { line: number; column: number } {
	let line = 1;
	let begun = 0;
	for (let feed = text.indexOf('\n'); feed !== -1 && feed < at; feed = text.indexOf('\n', begun)) {
		line += 1;
		begun = feed + 1;
	}
	return { line, column: at - begun + 1 };
}

/**
 * Reads a text as JSON.
 *
 * @param line the line of the file on which the text stands, where it is one of many (JSONL)
 * @returns the value; undefined where there was a problem, which is added to `problems`
 */
export function readJson(
	text: string,
	where: string,
	limits: Pick<Limits, 'depth'>,
	problems: Problem[],
	line = 1
): JsonValue | undefined {
	try {
		scan(text, limits.depth);
		return JSON.parse(text) as JsonValue;
	} catch (error) {
		if (!(error instanceof Misfit)) throw error;
		const place = placeOf(text, error.at);
		problems.push({
			where,
			line: place.line + line - 1,
			message: `column ${place.column}: ${error.message}`
		});
		return undefined;
	}
}

/** The lines of a text that hold anything, each with its number from 1: one value a line. */
export function* linesIn(text: string): Generator<{ line: number; content: string }> {
	let line = 1;
	for (let at = 0; at < text.length; line += 1) {
		const feed = text.indexOf('\n', at);
		const end = feed === -1 ? text.length : feed;
		const content = text.slice(at, end);
		if (content.trim() !== '') yield { line, content };
		at = end + 1;
	}
}

/** True for an object that is neither null nor an array. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a file that must be one JSON object; null where it is not, with the problem added. */
export function readDocument(
	where: string,
	bytes: Uint8Array,
	limits: Pick<Limits, 'depth'>,
	problems: Problem[]
): Document | null {
	const decoded = decode(bytes, where, problems);
	if (decoded === null) return null;
	const text = withoutMark(decoded);
	const value = readJson(text, where, limits, problems);
	if (value === undefined) return null;
	if (isObject(value)) return { where, text, value };
	problems.push({ where, line: 1, message: 'must be one JSON object, in braces.' });
	return null;
}

/** A path in the words of the file: `options[3].score`. */
export function fieldOf(path: Path): string {
	return path
		.map((part, index) =>
			typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`
		)
		.join('');
}

/**
 * Places faults in the text of their document: each gets the line of its value, or of what is nearest
 * above it where the value is missing.
 */
export function place(document: Document, faults: readonly Fault[]): Problem[] {
	if (faults.length === 0) return [];
	const key = (path: Path) => JSON.stringify(path);
	const wanted = new Set(
		faults.flatMap(({ path }) => path.map((_, index) => key(path.slice(0, index + 1))))
	);
	const deepest = Math.max(...faults.map(({ path }) => path.length));
	const lines = new Map<string, number>();
	let line = 1;
	let counted = 0;
	scan(document.text, Infinity, (path, at) => {
		if (path.length > deepest) return;
		const found = key(path);
		if (!wanted.has(found)) return;
		for (; counted < at; counted += 1) if (document.text.charCodeAt(counted) === 10) line += 1;
		lines.set(found, line);
	});
	return faults.map(({ path, message }) => {
		let nearest = path;
		while (nearest.length > 0 && !lines.has(key(nearest))) nearest = nearest.slice(0, -1);
		return {
			where: document.where,
			line: lines.get(key(nearest)) ?? 1,
			field: fieldOf(path),
			message
		};
	});
}

/** One object a line, each ending with a line feed, as UTF-8. */
export function encodeLines(records: readonly object[]): Uint8Array {
	return encodeParts(function* () {
		for (const record of records) yield `${JSON.stringify(record)}\n`;
	});
}

/** An object as people read it: indented by two, ending with a line feed. */
export function writeDocument(value: object): string {
	return `${JSON.stringify(value, null, 2)}\n`;
}
