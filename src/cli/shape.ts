/** The shape of JSON as people read it: `{ study: text, releases: [{ number: whole, ... }] }`, made of its schema. */
import { z } from 'zod';

type Schema = z.core.JSONSchema.JSONSchema;

/** Columns of a line. */
const WIDTH = 100;

/** Of more words than these a field is simply text. */
const MOST_NAMED = 5;

const WORDS: Readonly<Record<string, string>> = {
	string: 'text',
	integer: 'whole',
	number: 'number',
	boolean: 'boolean',
	null: 'null'
};

/** The shape of what a schema prints. Optional fields end in `?`. */
export function shapeOf(schema: z.ZodType): string {
	const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
	return laid(json as Schema, 0, 0);
}

/** On one line where it fits beside what stands before it; field by field otherwise. */
function laid(schema: Schema, depth: number, used: number): string {
	const line = inLine(schema);
	if (depth * 2 + used + line.length <= WIDTH) return line;
	const several = (schema.anyOf ?? []) as Schema[];
	if (several.length > 1 && several.every(({ type }) => type === 'object')) {
		return several.map((one) => laid(one, depth, used)).join('\nor ');
	}
	const [inner, before, after] = opened(schema);
	if (inner === null) return line;
	const indent = '  '.repeat(depth + 1);
	const fields = fieldsOf(inner).map(
		([name, value]) => `${indent}${name}: ${laid(value, depth + 1, name.length + 3)}`
	);
	return `${before}{\n${fields.join(',\n')}\n${'  '.repeat(depth)}}${after}`;
}

/** The object in a list of objects, or in one that may be null, and what stands around it; null where there is none. */
function opened(schema: Schema): [Schema | null, string, string] {
	if (schema.type === 'object' && schema.properties !== undefined) return [schema, '', ''];
	if (schema.type === 'array' && isOne(schema.items)) {
		const [inner, before, after] = opened(schema.items);
		return [inner, `[${before}`, `${after}]`];
	}
	const [first, second] = (schema.anyOf ?? []) as Schema[];
	if (first !== undefined && second?.type === 'null') {
		const [inner, before, after] = opened(first);
		return [inner, before, `${after} or null`];
	}
	if (schema.type === 'object' && isOne(schema.additionalProperties)) {
		const [inner, before, after] = opened(schema.additionalProperties);
		return [inner, `{ NAME: ${before}`, `${after} }`];
	}
	return [null, '', ''];
}

function inLine(schema: Schema): string {
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum !== undefined) {
		if (schema.enum.length > MOST_NAMED) return 'text';
		return schema.enum.map((one) => JSON.stringify(one)).join(' or ');
	}
	if (schema.anyOf !== undefined)
		return schema.anyOf.map((one) => inLine(one as Schema)).join(' or ');
	if (schema.format === 'date-time') return 'time';
	if (schema.type === 'array') {
		const all = (schema.prefixItems ?? []) as Schema[];
		if (all.length > 0) return `[${all.map(inLine).join(', ')}]`;
		return isOne(schema.items) ? `[${inLine(schema.items)}]` : '[any]';
	}
	if (schema.type !== 'object') {
		// One type, or several with null among them.
		return [schema.type]
			.flat()
			.map((type) => WORDS[String(type)] ?? 'any')
			.join(' or ');
	}
	const fields = fieldsOf(schema).map(([name, value]) => `${name}: ${inLine(value)}`);
	if (fields.length > 0) return `{ ${fields.join(', ')} }`;
	return isOne(schema.additionalProperties)
		? `{ NAME: ${inLine(schema.additionalProperties)} }`
		: '{ any }';
}

function fieldsOf({ properties = {}, required = [] }: Schema): [string, Schema][] {
	return Object.entries(properties).map(([name, value]) => [
		required.includes(name) ? name : `${name}?`,
		value as Schema
	]);
}

const isOne = (schema: unknown): schema is Schema => typeof schema === 'object' && schema !== null;
