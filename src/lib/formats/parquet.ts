/** Ratings, actions and stories as Parquet: the same bytes for the same records. */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { fields, type Field } from './fields.ts';
import { concat } from './files.ts';
import { RECORDS_OF, type TableName } from './records.ts';
import type { Growing, Widths } from './tables.ts';

/** Rows of one group: what a reader has in memory at least, and a writer at most. */
const GROUP = 10_000;

const TYPES = {
	text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
	integer: { type: 'INT32' },
	number: { type: 'DOUBLE' },
	boolean: { type: 'BOOLEAN' }
} as const;

/** A column as the schema names it; a list takes three levels, as the Parquet format asks for. */
function elements({ name, kind, list, nullable }: Field): SchemaElement[] {
	const repetition_type = nullable ? 'OPTIONAL' : 'REQUIRED';
	if (!list) return [{ name, repetition_type, ...TYPES[kind] }];
	return [
		{ name, repetition_type, converted_type: 'LIST', num_children: 1 },
		{ name: 'list', repetition_type: 'REPEATED', num_children: 1 },
		{ name: 'element', repetition_type: 'REQUIRED', ...TYPES[kind] }
	];
}

/** A column that came in with a table, which Primum has no name for. */
const other = (name: string): Field => ({
	...{ name, kind: 'text', list: false, nullable: true },
	description: ''
});

/**
 * A table with the columns of its CSV. Lists are lists, times are ISO 8601 text. Its groups have so many rows each,
 * however the cases are cut.
 */
export function parquetTable(
	table: Exclude<TableName, 'matrix'>,
	{ otherColumns }: Pick<Widths, 'otherColumns'>
): Growing {
	const more = table === 'cases' || table === 'actions' ? otherColumns[table] : [];
	const all = [...fields(table), ...more.map(other)];
	const writer = new ByteWriter();
	const file = new ParquetWriter({
		writer,
		schema: [{ name: 'root', num_children: all.length }, ...all.flatMap(elements)],
		createdBy: 'primum'
	});
	let rows: Record<string, unknown>[] = [];
	const writeGroup = () => {
		const columnData = all.map(({ name }) => ({
			name,
			data: rows.map((row) => row[name] ?? null)
		}));
		void file.write({ columnData, rowGroupSize: GROUP });
		rows = [];
		return taken(writer);
	};
	return {
		head: '',
		*add(slice) {
			for (const record of RECORDS_OF[table](slice)) {
				rows.push(record);
				if (rows.length === GROUP) yield writeGroup();
			}
		},
		end: () => {
			const last = rows.length === 0 ? new Uint8Array() : writeGroup();
			void file.finish();
			return concat([last, taken(writer)]);
		}
	};
}

/** Takes what was written so far out of the writer, which goes on counting. */
function taken(writer: ByteWriter): Uint8Array {
	const bytes = writer.getBytes().slice();
	writer.index = 0;
	return bytes;
}
