/** The tables as Parquet: the same bytes for the same records. */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Snapshot } from '#lib/domain/release.ts';
import { fieldsIn, type Field } from './fields.ts';
import { matrixColumns } from './matrix.ts';
import { widthsOf } from './outline.ts';
import {
	actionRecords,
	caseRecords,
	finalRecords,
	ratingRecords,
	storyRecords,
	type TableName
} from './records.ts';

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

/** @param groups each the cells of every column in order */
function write(
	fields: readonly Field[],
	groups: Iterable<readonly (readonly unknown[])[]>
): Uint8Array {
	const writer = new ByteWriter();
	const file = new ParquetWriter({
		writer,
		schema: [{ name: 'root', num_children: fields.length }, ...fields.flatMap(elements)],
		createdBy: 'primum'
	});
	for (const columns of groups) {
		void file.write({
			columnData: fields.map(({ name }, at) => ({ name, data: [...columns[at]!] })),
			rowGroupSize: GROUP
		});
	}
	void file.finish();
	const bytes = new Uint8Array(writer.getBuffer());
	return file.row_groups.length === 0 ? withNoGroup(bytes) : bytes;
}

/**
 * The number of rows, 0, and the list of groups, which is empty, as they follow each other at the end of a file; the
 * library leaves the kind of members that there are none of open.
 */
const NO_GROUP = Uint8Array.of(0x16, 0x00, 0x19, 0x00);

/** The same with a list of structs, as the format has it: Arrow's reader refuses groups that are nothing. */
function withNoGroup(bytes: Uint8Array): Uint8Array {
	const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(NO_GROUP);
	bytes[at + NO_GROUP.length - 1] = 0x0c;
	return bytes;
}

function* inColumns(
	fields: readonly Field[],
	rows: readonly Record<string, unknown>[]
): Generator<unknown[][]> {
	for (let from = 0; from < rows.length; from += GROUP) {
		const these = rows.slice(from, from + GROUP);
		yield fields.map(({ name }) => these.map((row) => row[name] ?? null));
	}
}

type Tables = Pick<Snapshot, 'cases' | 'ratings' | 'finals' | 'stories'>;

const RECORDS_OF: Record<
	Exclude<TableName, 'matrix'>,
	(tables: Tables) => readonly Record<string, unknown>[]
> = {
	cases: ({ cases }) => caseRecords(cases),
	actions: ({ cases }) => actionRecords(cases),
	ratings: ({ cases, ratings }) => ratingRecords(cases, ratings),
	final: ({ cases, finals }) => finalRecords(cases, finals),
	stories: ({ cases, stories }) => storyRecords(cases, stories ?? [])
};

/**
 * A table with the columns that its CSV has. Lists are lists, times are ISO 8601 text, and what nobody said is null. The
 * matrix is wide: one column a rater.
 */
export function writeParquet(table: TableName, tables: Tables): Uint8Array {
	const fields = fieldsIn(table, widthsOf(tables));
	return write(
		fields,
		table === 'matrix'
			? matrixColumns(tables.cases, tables.ratings, GROUP)
			: inColumns(fields, RECORDS_OF[table](tables))
	);
}
