/** A mapping as a JSON file. */
import type { JsonValue } from '#lib/domain/case.ts';
import { mappingSchema, type Mapping } from '#lib/domain/mapping.ts';
import { describe, Refusal, type Problem } from '#lib/domain/refusal.ts';
import { isObject, place, readDocument } from '../json.ts';
import { faultsOf } from '../kit-checks.ts';
import { DEFAULT_LIMITS } from '../limits.ts';

/**
 * @param name of the file, for messages
 * @throws Refusal ('invalid') with every place in the file that is wrong
 */
export function readMapping(name: string, bytes: Uint8Array): Mapping {
	const problems: Problem[] = [];
	const document = readDocument(name, bytes, DEFAULT_LIMITS, problems);
	if (document !== null) {
		const faults = place(document, faultsOf(document.value, mappingSchema));
		problems.push(...faults.toSorted((a, b) => a.line! - b.line!));
		if (problems.length === 0) return mappingSchema.parse(document.value);
	}
	const first = describe(problems[0]!);
	throw new Refusal('invalid', `This is no mapping that can be read: ${first}`, { problems });
}

/** As a person reads and edits it: what says nothing is left out, and what is short stands on one line. */
export const writeMapping = (mapping: Mapping): string => `${written(plain(mapping), '')}\n`;

/** Characters of a line, its indent among them. */
const WIDTH = 100;

function written(value: JsonValue, indent: string): string {
	const short = inOneLine(value);
	if (typeof value !== 'object' || value === null || indent.length + short.length <= WIDTH) {
		return short;
	}
	const inner = `${indent}\t`;
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	const parts = Array.isArray(value)
		? value.map((member) => written(member, inner))
		: Object.entries(value).map(
				([key, member]) => `${JSON.stringify(key)}: ${written(member, inner)}`
			);
	return `${open}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent}${close}`;
}

function inOneLine(value: JsonValue): string {
	if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
	if (!isObject(value)) return JSON.stringify(value);
	const parts = Object.entries(value).map(
		([key, member]) => `${JSON.stringify(key)}: ${inOneLine(member)}`
	);
	return `{ ${parts.join(', ')} }`;
}

/** Without nulls, empty lists and empty objects: a reader takes them for what is left out. */
function plain(value: unknown): JsonValue {
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== 'object' || value === null) return value as JsonValue;
	const held = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.map(([key, member]): [string, JsonValue] => [key, plain(member)])
		.filter(([, member]) => !saysNothing(member));
	return Object.fromEntries(held);
}

function saysNothing(value: JsonValue): boolean {
	if (value === null) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}
