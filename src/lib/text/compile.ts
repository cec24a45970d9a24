/**
 * Turns a catalogue of ICU messages into code, and into the types of that code. Runs when Primum is built,
 * never in a browser: what a browser loads is one language, compiled.
 */
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { parse, type Token } from '@messageformat/parser';

/** Messages by name, in rooms: `{ "footer": { "left": "{count, plural, ...}" } }`. */
export type Catalogue = { [name: string]: string | Catalogue };

/** The type of a value a message is told. */
type Kind = 'number' | 'string' | 'string | number';

/**
 * The module of one language: functions of the same names in the same rooms.
 *
 * @param language a BCP 47 tag; it decides the plural forms
 */
export function compile(language: string, catalogue: Catalogue): string {
	return compileModule(new MessageFormat(language, { strict: true }), catalogue);
}

/**
 * The values a message takes.
 *
 * @returns by name; a value that picks a plural form is a number
 * @throws Error where the message is not well formed
 */
export function valuesOf(message: string): Map<string, Kind> {
	const values = new Map<string, Kind>();
	const read = (tokens: readonly Token[]) => {
		for (const token of tokens) {
			if (token.type === 'argument' && !values.has(token.arg)) {
				values.set(token.arg, 'string | number');
			}
			if (token.type === 'plural') values.set(token.arg, 'number');
			if (token.type === 'select') values.set(token.arg, 'string');
			if ('cases' in token) for (const { tokens: inner } of token.cases) read(inner);
		}
	};
	read(parse(message, { cardinal: [], ordinal: [], strict: true, strictPluralKeys: false }));
	return values;
}

/** TypeScript for the type of a compiled catalogue, so that a wrong name or a missing value fails the build. */
export function typesOf(catalogue: Catalogue, depth = 1): string {
	const indent = '\t'.repeat(depth);
	const lines = Object.entries(catalogue).map(([name, entry]) => {
		const type = typeof entry === 'string' ? signature(entry) : typesOf(entry, depth + 1);
		return `${indent}${/^[A-Za-z_]\w*$|^\d+$/.test(name) ? name : `'${name}'`}: ${type};`;
	});
	return ['{', ...lines, `${'\t'.repeat(depth - 1)}}`].join('\n');
}

function signature(message: string): string {
	const values = [...valuesOf(message)];
	if (values.length === 0) return '() => string';
	return `(values: { ${values.map(([name, kind]) => `${name}: ${kind}`).join('; ')} }) => string`;
}
