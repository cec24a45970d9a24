/** Ratings, actions and stories as Parquet: the same bytes for the same records. */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, parquetWrite } from 'hyparquet-writer';
import type { Case } from '#lib/domain/case.ts';
import type { RatingRecord, StoryRecord } from '#lib/domain/release.ts';
import { fields, type Field } from './fields.ts';
import {
	actionRecords,
	otherColumns,
	ratingRecords,
	storyRecords,
	type TableName
} from './records.ts';

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

function write(table: TableName, rows: readonly Record<string, unknown>[]): Uint8Array {
	const known = fields(table);
	const names = known.map(({ name }) => name);
	const more = otherColumns(rows, names).map((name): Field => ({
		name,
		kind: 'text',
		list: false,
		nullable: true,
		description: ''
	}));
	const all = [...known, ...more];
	const writer = new ByteWriter();
	void parquetWrite({
		writer,
		columnData: all.map(({ name }) => ({ name, data: rows.map((row) => row[name] ?? null) })),
		schema: [{ name: 'root', num_children: all.length }, ...all.flatMap(elements)],
		createdBy: 'primum'
	});
	return new Uint8Array(writer.getBuffer());
}

/** The actions of all cases, as in `actions.csv`; `depends_on` is a list of integers. */
export function writeActionsParquet(cases: readonly Case[]): Uint8Array {
	return write('actions', actionRecords(cases));
}

/** The ratings, long, as in `ratings.csv`; `flags` is a list of texts, `rated_at` ISO 8601 text. */
export function writeRatingsParquet(
	cases: readonly Case[],
	ratings: readonly RatingRecord[]
): Uint8Array {
	return write('ratings', ratingRecords(cases, ratings));
}

/** The stories, as in `stories.csv`; `flags` and `scores` are lists, `at` ISO 8601 text. */
export function writeStoriesParquet(
	cases: readonly Case[],
	stories: readonly StoryRecord[]
): Uint8Array {
	return write('stories', storyRecords(cases, stories));
}
