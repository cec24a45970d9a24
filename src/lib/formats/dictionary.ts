/** data-dictionary.csv: every column of every table in words. */
import { z } from 'zod';
import * as csv from './csv.ts';
import { fields, fieldsIn, type Field } from './fields.ts';
import { RECORDS, type TableName } from './records.ts';
import { words } from './record-parts.ts';
import type { Widths } from './tables.ts';

/** A line of the dictionary. */
export const dictionaryRecord = z.strictObject({
	table: z.enum(Object.keys(RECORDS) as TableName[]).describe('Table the column is of'),
	column: words.describe('Name of the column'),
	type: z.enum(['text', 'integer', 'number', 'boolean']).describe('What a value is'),
	list: z.boolean().describe('True where a cell holds a list; in CSV its members have ";" between'),
	may_be_empty: z
		.boolean()
		.describe('True where there may be no value: null, in CSV an empty cell'),
	values: words
		.nullable()
		.describe('The only values there are, with ";" between, or their range; empty for any'),
	description: words.describe('What the column says')
});

/** Columns of a table that stand for as many as there are raters. */
const MATRIX = '(one column a rater)';

/** The dictionary as CSV, with the columns that came in with tables and Primum has no name for. */
export function writeDictionary(widths: Widths): Uint8Array {
	const tables = Object.keys(RECORDS) as TableName[];
	const rows = tables.flatMap((table) => {
		if (table !== 'matrix') return fieldsIn(table, widths).map((field) => rowOf(table, field));
		const [unit, scores] = fields(table);
		const score = { ...scores!, kind: 'integer' as const, nullable: true };
		const all = { ...score, name: MATRIX, range: { least: 1, most: 9 } };
		return [rowOf(table, unit!), rowOf(table, all)];
	});
	return csv.write(Object.keys(dictionaryRecord.shape), rows);
}

function rowOf(table: TableName, field: Field): csv.Cell[] {
	const { name, kind, list, nullable, description } = field;
	return [table, name, kind, list, nullable, valuesOf(field), description];
}

function valuesOf({ values, range, kind }: Field): string | null {
	if (values !== null) return values.join(';');
	if (kind === 'boolean') return 'true;false';
	if (range === null) return null;
	const { least, most } = range;
	if (most === null) return `${least} or more`;
	return least === null ? `${most} or less` : `${least} to ${most}`;
}
