/** What the columns of a table hold, read off its schema. */
import { z } from 'zod';
import { RECORDS, type TableName } from './records.ts';

export type Kind = 'text' | 'integer' | 'number' | 'boolean';

export type Field = {
	name: string;
	kind: Kind;
	/** True for a list of these; in a cell of CSV its members have `;` between. */
	list: boolean;
	nullable: boolean;
	description: string;
};

/** What is used of JSON Schema here. */
type Shape = {
	type?: string | string[];
	description?: string;
	anyOf?: Shape[];
	items?: Shape;
	properties?: Record<string, Shape>;
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

function field(name: string, shape: Shape): Field {
	const types = typesOf(shape);
	const list = types.includes('array');
	const members = list ? typesOf(shape.items ?? {}) : types;
	return {
		name,
		kind: KINDS[members.find((type) => type in KINDS) ?? 'string']!,
		list,
		nullable: types.includes('null'),
		description: shape.description ?? ''
	};
}

/** The columns of a table in order. `matrix` has the one column `scores` for all its raters. */
export function fields(table: TableName): Field[] {
	const { properties = {} } = z.toJSONSchema(RECORDS[table], { io: 'input' }) as Shape;
	return Object.entries(properties).map(([name, shape]) => field(name, shape));
}
