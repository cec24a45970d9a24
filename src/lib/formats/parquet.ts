/** The tables as Parquet: the same bytes for the same records. */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Slice } from '#lib/domain/release.ts';
import { fieldsIn, type Field } from './fields.ts';
import { concat } from './files.ts';
import { matrixColumns, matrixRows, type MatrixRow } from './matrix.ts';
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

/** The records of a table in some cases, and what a group of them is in columns. */
type Source<Row> = {
	fields: readonly Field[];
	rowsOf: (slice: Slice) => Iterable<Row>;
	columnsOf: (rows: readonly Row[]) => readonly unknown[][];
};

/**
 * A table with the columns of its CSV. Lists are lists, times are ISO 8601 text, and what nobody said is null; the matrix
 * has one column a rater.
 */
export function parquetTable(table: TableName, widths: Widths): Growing {
	const fields = fieldsIn(table, widths);
	if (table === 'matrix') {
		const { raters } = widths;
		return growing<MatrixRow>({
			...{ fields, rowsOf: matrixRows(raters) },
			columnsOf: (rows) => matrixColumns(rows, raters.length)
		});
	}
	return growing<Record<string, unknown>>({
		...{ fields, rowsOf: RECORDS_OF[table] },
		columnsOf: (rows) => fields.map(({ name }) => rows.map((row) => row[name] ?? null))
	});
}

/** A file whose groups have so many rows each, however the cases are cut. */
function growing<Row>({ fields, rowsOf, columnsOf }: Source<Row>): Growing {
	const writer = new ByteWriter();
	const file = new ParquetWriter({
		writer,
		schema: [{ name: 'root', num_children: fields.length }, ...fields.flatMap(elements)],
		createdBy: 'primum'
	});
	let rows: Row[] = [];
	const writeGroup = () => {
		const columns = columnsOf(rows);
		const columnData = fields.map(({ name }, at) => ({ name, data: columns[at]! }));
		void file.write({ columnData, rowGroupSize: GROUP });
		rows = [];
		return taken(writer);
	};
	return {
		head: '',
		*add(slice) {
			for (const record of rowsOf(slice)) {
				rows.push(record);
				if (rows.length === GROUP) yield writeGroup();
			}
		},
		end: () => {
			const last = rows.length === 0 ? new Uint8Array() : writeGroup();
			void file.finish();
			const footer = taken(writer);
			return concat([last, file.row_groups.length === 0 ? withNoGroup(footer) : footer]);
		}
	};
}

/**
 * The number of rows, 0, and the list of groups, which is empty, as they follow each other at the end of a file; the
 * library leaves the kind of members that there are none of open.
 */
const NO_GROUP = Uint8Array.of(0x16, 0x00, 0x19, 0x00);

/** The same with a list of structs, as the format has it: Arrow's reader refuses groups that are nothing. */
function withNoGroup(footer: Uint8Array): Uint8Array {
	const at = Buffer.from(footer.buffer, footer.byteOffset, footer.length).lastIndexOf(NO_GROUP);
	if (at >= 0) footer[at + NO_GROUP.length - 1] = 0x0c;
	return footer;
}

/** Takes what was written so far out of the writer, which goes on counting. */
function taken(writer: ByteWriter): Uint8Array {
	const bytes = writer.getBytes().slice();
	writer.index = 0;
	return bytes;
}
