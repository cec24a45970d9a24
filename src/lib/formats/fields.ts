/** What the columns of a table hold, read off its schema. */
import { z } from 'zod';
import { RECORDS, type TableName } from './records.ts';
import type { Widths } from './tables.ts';

export type Kind = 'text' | 'integer' | 'number' | 'boolean';

export type Field = {
	name: string;
	kind: Kind;
	/** True for a list of these; in a cell of CSV its members have `;` between. */
	list: boolean;
	nullable: boolean;
	/** The only words there are; null where any may stand. */
	values: readonly string[] | null;
	/** Least and greatest number; null where nothing but the kind bounds it. */
	range: { least: number | null; most: number | null } | null;
	description: string;
};

/** What is used of JSON Schema here. */
type Shape = {
	type?: string | string[];
	description?: string;
	anyOf?: Shape[];
	items?: Shape;
	enum?: string[];
	minimum?: number;
	maximum?: number;
	properties?: Record<string, Shape>;
	additionalProperties?: Shape;
};

const KINDS: Record<string, Kind> = {
	string: 'text',
	integer: 'integer',
	number: 'number',
	boolean: 'boolean'
};

function typesOf({ type, anyOf = [] }: Shape): string[] {
	return [type ?? [], anyOf.map(typesOf)].flat(2);
}

/** The part of a shape that says what a value is where there is one. */
function valueIn({ anyOf, ...shape }: Shape): Shape {
	return anyOf?.find((one) => one.type !== 'null') ?? shape;
}

function field(name: string, shape: Shape): Field {
	const types = typesOf(shape);
	const list = types.includes('array');
	const value = valueIn(list ? (shape.items ?? {}) : shape);
	const kind = KINDS[typesOf(value)[0] ?? 'string'] ?? 'text';
	return {
		...{ name, kind, list },
		nullable: types.includes('null'),
		values: value.enum ?? null,
		range: kind === 'text' || kind === 'boolean' ? null : rangeIn(value),
		description: shape.description ?? ''
	};
}

/** A whole number without a bound has those of the type in its schema, which say nothing. */
function rangeIn({ minimum, maximum }: Shape): Field['range'] {
	const bound = (value: number | undefined) =>
		value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;
	const [least, most] = [bound(minimum), bound(maximum)];
	return least === null && most === null ? null : { least, most };
}

function shapeOf(table: TableName): Record<string, Shape> {
	return (z.toJSONSchema(RECORDS[table], { io: 'input' }) as Shape).properties ?? {};
}

/** The columns that every table of that name has, in order. `matrix` has the one column `scores` for all its raters. */
export function fields(table: TableName): Field[] {
	return Object.entries(shapeOf(table)).map(([name, shape]) => field(name, shape));
}

/** A column that came in with a table, which Primum has no name for. */
function extra(name: string): Field {
	return {
		...{ name, kind: 'text', list: false, nullable: true, values: null, range: null },
		description: 'As it came in with the table; Primum has no name for it'
	};
}

/** The columns of a table of a release as its CSV and its Parquet have them, in order. */
export function fieldsIn(table: TableName, { raters, otherColumns }: Widths): Field[] {
	const known = fields(table);
	if (table === 'cases' || table === 'actions') {
		return [...known, ...otherColumns[table].map(extra)];
	}
	if (table !== 'matrix') return known;
	const [unit] = known;
	const { scores } = shapeOf('matrix');
	const score = field('', scores?.additionalProperties ?? {});
	return [unit!, ...raters.map((name) => ({ ...score, name, description: `Score by ${name}` }))];
}
